package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One engine for the tests of a class, with a new empty database DB for each. */
final class TestEngine implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    private final List<Client> clients = new ArrayList<>();
    private Path directory;
    private Engine engine;
    private Client client;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("engine");
        engine = Engine.open(directory.resolve("server"));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        client = newClient();
        client.run("CREATE OR REPLACE DATABASE DB");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        clients.forEach(Client::close);
        clients.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        engine.close();
        Directories.delete(directory);
    }

    Engine engine() {
        return engine;
    }

    /** The test's first session, in DB.PUBLIC. */
    Client client() {
        return client;
    }

    /** Another session in DB.PUBLIC. */
    Client newClient() throws SqlFailure {
        Client another = new Client(engine.openSession("DB", "PUBLIC", "WH", "ROLE"));
        clients.add(another);
        return another;
    }

    /** Writes a Parquet file into a stage and prefix such as {@code @S/path/}, as the driver's PUT would. */
    Path stage(String stage, String name, String query) throws Exception {
        return ParquetFiles.write(stageDirectory(stage).resolve(name), query);
    }

    Path stageDirectory(String stage) throws SqlFailure {
        return client.run("PUT file:///unused " + stage).transfer().stageDirectory();
    }

    /** A directory for files that are no stage's. */
    Path directory() {
        return directory;
    }
}
