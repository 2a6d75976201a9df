package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a program logs in to Snowflake: here to a server that lets nobody in. */
class LoginOfProgramsTest {

    private static final byte[] REFUSAL =
            "{\"success\":false,\"code\":\"390100\",\"message\":\"Not let in\",\"data\":null}"
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private final Queue<String> logins = new ConcurrentLinkedQueue<>();
    private HttpServer snowflake;

    @BeforeEach
    void startServer() throws IOException {
        snowflake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        snowflake.setExecutor(Executors.newCachedThreadPool());
        snowflake.createContext("/session/v1/login-request", request -> {
            logins.add(request.getRequestURI().getPath());
            request.sendResponseHeaders(200, REFUSAL.length);
            request.getResponseBody().write(REFUSAL);
            request.close();
        });
        snowflake.start();
    }

    @AfterEach
    void stopServer() {
        snowflake.stop(0);
    }

    @Test
    void oneExportBeginsToLogInWhileItsRoutesAreMadeAndNoMoreOftenThanWithoutThat() throws Exception {
        try (ExportProgram program = ExportProgram.start(settings(), emptyFolder(), List.of())) {
            assertThat(logins).isEmpty();
            assertThat(program.export("SAMPLE", null).failure()).hasMessageContaining("Snowflake refused the login");
        }
        int before = logins.size();
        logins.clear();
        try (ExportProgram program = ExportProgram.startExport(settings(), emptyFolder())) {
            await().until(() -> !logins.isEmpty());

            ExportOutcome outcome = program.export("SAMPLE", null);

            assertThat(outcome.failure()).hasMessageContaining("Snowflake refused the login");
            assertThat(logins).hasSize(before);
        }
    }

    @Test
    void otherProgramsLogInWhenTheyAreAskedForSomething() throws Exception {
        try (ExportProgram program = ExportProgram.start(settings(), emptyFolder(), List.of("replay"))) {
            assertThat(program.routeIds()).contains("replay-manifest");
        }

        assertThat(logins).isEmpty();
    }

    /** Secrets are in a file: as arguments they are refused. */
    private CommandSettings settings() throws IOException {
        Path file = directory.resolve("export.properties");
        Files.writeString(file, """
                imednet.api-key=key
                imednet.security-key=key
                snowflake.url=http://127.0.0.1:%d
                snowflake.account=local
                snowflake.user=LOADER
                snowflake.password=wrong
                snowflake.database=IMEDNET
                snowflake.warehouse=W
                snowflake.stage=S
                snowflake.table=T
                export.study-key=SAMPLE
                export.state-dir=%s
                """.formatted(snowflake.getAddress().getPort(), directory.resolve("state")));
        return new CommandSettings(file);
    }

    private Path emptyFolder() throws IOException {
        return Files.createDirectories(directory.resolve("routes"));
    }
}
