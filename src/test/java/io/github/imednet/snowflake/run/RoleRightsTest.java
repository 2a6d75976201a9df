package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports by a role that has what README names, and by one that lacks a right in the middle of a load. */
class RoleRightsTest {

    private static final String RIGHTS = """
            CREATE ROLE NIGHTLY;
            GRANT ROLE NIGHTLY TO USER LOADER;
            GRANT USAGE ON DATABASE IMEDNET TO ROLE NIGHTLY;
            GRANT USAGE, CREATE TABLE, CREATE STAGE ON SCHEMA IMEDNET.PUBLIC TO ROLE NIGHTLY;
            GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE NIGHTLY;
            GRANT READ, WRITE ON STAGE IMEDNET.PUBLIC.MY_STAGE TO ROLE NIGHTLY;
            """;

    @TempDir
    private Path directory;

    @Test
    void theRightsOfTheReadmeAreEnoughAndOneThatIsMissingIsNamed() throws Exception {
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(50))) {
            servers.useRoles(RIGHTS);
            assertThat(servers.export("SAMPLE", Map.of()).rowsLoaded()).isEqualTo(50);

            servers.useRoles(
                    RIGHTS + "GRANT SELECT, UPDATE, DELETE ON FUTURE TABLES IN SCHEMA IMEDNET.PUBLIC TO ROLE NIGHTLY;"
                            + "GRANT INSERT ON TABLE IMEDNET.PUBLIC.IMEDNET_RUN_LOCK TO ROLE NIGHTLY;"
                            + "GRANT INSERT ON TABLE IMEDNET.PUBLIC.IMEDNET_LOAD_LEDGER TO ROLE NIGHTLY");
            servers.serve(StudyData.sample(80));

            assertThatThrownBy(() -> servers.export("SAMPLE", Map.of()))
                    .isInstanceOf(ExportBatchException.class)
                    .hasMessageContaining("Insufficient privileges to operate on table 'RECORDS'")
                    .hasMessageContaining("GRANT INSERT ON TABLE \"IMEDNET\".\"PUBLIC\".\"RECORDS\" TO ROLE");
            assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(50);
        }
    }
}
