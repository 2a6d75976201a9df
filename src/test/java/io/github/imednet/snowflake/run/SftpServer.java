package io.github.imednet.snowflake.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server on a folder. */
final class SftpServer implements AutoCloseable {

    static final String USER = "keeper";
    static final String PASSWORD = "kept-secret";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair key;

    SftpServer(Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
    }

    int port() {
        return server.getPort();
    }

    /** Writes the server's key as a file of known hosts has it. */
    Path knownHosts(Path file) throws IOException {
        return Files.writeString(file, "[127.0.0.1]:" + port() + ' ' + PublicKeyEntry.toString(key.getPublic()) + '\n');
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
