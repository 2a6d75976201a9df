package io.github.imednet.snowflake.adbc;

import java.nio.file.Path;
import org.apache.arrow.adbc.driver.testsuite.AbstractStatementTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** ADBC's own suite for statements and bulk ingestion. */
@ExtendWith(Differences.class)
class ValidationStatementTest extends AbstractStatementTest {

    @TempDir
    private static Path directory;

    private static LocalDatabase snowflake;

    @BeforeAll
    static void start() throws Exception {
        snowflake = new LocalDatabase(directory);
        quirks = new Quirks(snowflake);
    }

    @AfterAll
    static void stop() throws Exception {
        snowflake.close();
    }
}
