package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The servers that the sinks of a class's tests write to, and for each test a table of its own. */
abstract class SinkServers {

    static final int SAMPLE_RECORDS = 1200;

    @TempDir
    static Path directory;

    static LocalServers servers;

    SinkRows rows;

    @BeforeAll
    static void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(SAMPLE_RECORDS));
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @BeforeEach
    void nameTable() throws Exception {
        servers.failSnowflake();
        rows = new SinkRows(servers);
    }
}
