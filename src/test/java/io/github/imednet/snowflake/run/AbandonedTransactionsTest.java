package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that a killed process has left open in Snowflake. Nobody waits for them here: Snowflake leaves them. */
class AbandonedTransactionsTest {

    private static final int RECORDS = 500;
    private static final String WHOLE_STUDY = "0000000000000000";

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void theNextRunOfTheStudyEndsThoseOfItsTableAndNoOthers() throws Exception {
        try (Connection study = begin("RECORDS", "SAMPLE", WHOLE_STUDY);
                Connection batchOfStudy = begin("RECORDS", "SAMPLE", digest("a batch"));
                Connection otherStudy = begin("RECORDS", "OTHER", WHOLE_STUDY);
                Connection otherTable = begin("OTHER", "SAMPLE", WHOLE_STUDY);
                Connection somebody = beginNamed("NIGHTLY")) {

            assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();

            assertThat(isOpen(study)).isFalse();
            assertThat(isOpen(batchOfStudy)).isFalse();
            assertThat(isOpen(otherStudy)).isTrue();
            assertThat(isOpen(otherTable)).isTrue();
            assertThat(isOpen(somebody)).isTrue();
        }
    }

    @Test
    void oneThatCannotBeEndedIsLeftToSnowflake() throws Exception {
        servers.failSnowflake("sql-error:code=003001,state=42501,on=ABORT_TRANSACTION");
        try (Connection study = begin("RECORDS", "SAMPLE", WHOLE_STUDY)) {

            assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();

            assertThat(isOpen(study)).isTrue();
        }
    }

    private Connection begin(String table, String study, String batch) throws SQLException {
        return beginNamed("IMEDNET_LOAD_" + digest("\"IMEDNET\".\"PUBLIC\".\"" + table + '"') + '_' + digest(study)
                + '_' + batch);
    }

    private Connection beginNamed(String name) throws SQLException {
        Connection connection = servers.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN NAME " + name);
        }
        return connection;
    }

    private static boolean isOpen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT CURRENT_TRANSACTION()")) {
            return result.next();
        } catch (SQLException e) {
            assertThat((Throwable) e).hasMessageContaining("SYSTEM$ABORT_TRANSACTION ended it");
            return false;
        }
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16).toUpperCase(Locale.ROOT);
    }
}
