package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands about the sample study, at local servers of each test. */
abstract class SampleStudyCommands {

    @TempDir
    protected Path directory;

    protected final Terminal terminal = new Terminal();
    protected LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1250));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    /**
     * @param others settings beside those of the servers
     * @return the exit code
     */
    protected int run(List<String> command, Map<String, String> others, String... options) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(servers.settings());
        settings.putAll(others);
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("SAMPLE", "--properties", servers.file(settings).toString()));
        arguments.addAll(List.of(options));
        return terminal.run(arguments);
    }
}
