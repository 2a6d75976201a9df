package io.github.imednet.snowflake.adbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.run.LogLines;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.AdbcStatusCode;
import org.apache.arrow.adbc.core.BulkIngestMode;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.logging.log4j.Level;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries and ingestions that are canceled, whatever they are at. A statement that went on would take ten minutes. */
class CancelTest extends DatabaseTest {

    @Override
    protected String[] faults() {
        return new String[] {
            "slow:millis=600000,on=SELECT 'slow'", "slow:millis=600000,on=COPY INTO,times=1",
            "slow:millis=600000,on=\"SLOWLY_MADE\" (\"ID\""
        };
    }

    /** What the call failed with, in a thread of its own. */
    private static CompletableFuture<AdbcStatusCode> inThread(Callable<?> call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                throw new CompletionException(new AssertionError("not canceled: " + call.call()));
            } catch (AdbcException e) {
                return e.getStatus();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private static void assertCanceled(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(
                AdbcException.class, failure -> {
                    assertThat(failure.getStatus()).isEqualTo(AdbcStatusCode.CANCELLED);
                    assertThat(failure.getVendorCode()).isEqualTo(604);
                });
    }

    /** A statement that came to the server, and is not answered for ten minutes. */
    private static void awaitSlow(String statement, LogLines log) {
        Waiting.await().until(() -> log.lines().stream()
                .anyMatch(line -> line.startsWith("Fault slow") && line.contains(" strikes POST ")
                        && line.substring(line.indexOf(" strikes ")).contains(statement)));
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(query("SELECT COUNT(*) FROM INFORMATION_SCHEMA.STAGES")).containsExactly("0");
        assertThat(query("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"))
                .containsExactly("0");
    }

    @Test
    void aCanceledStatementFailsAndItsConnectionGoesOn() throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.cancel();
            statement.setSqlQuery("SELECT 'slow'");
            CompletableFuture<AdbcStatusCode> slow = inThread(statement::executeQuery);
            Waiting.await().until(() -> {
                statement.cancel();
                return slow.isDone();
            });
            assertThat(slow.get()).isEqualTo(AdbcStatusCode.CANCELLED);
            statement.setSqlQuery("SELECT 'quick'");
            statement.executeQuery().close();
        }
        assertThat(query("SELECT 1 AS ONE")).containsExactly("1");
    }

    @Test
    void aCancelThatComesBeforeTheFirstRequestEndsTheQuery() throws Exception {
        for (AutoCloseable canceler : new AutoCloseable[] {null, connection::cancel}) {
            try (SnowflakeStatement statement = (SnowflakeStatement) connection.createStatement()) {
                statement.setSqlQuery("SELECT 'slow', ?");
                AutoCloseable cancel = canceler == null ? statement::cancel : canceler;
                statement.bind(new NumberReader(allocator, 1, 1, batch -> cancel.close()));
                assertCanceled(statement::executeQuery);
                statement.bind(new NumberReader(allocator, 1, 1, batch -> cancel.close()));
                assertCanceled(statement::executeUpdate);
            }
        }
    }

    @Test
    void aCancelBetweenTheRowsOfParametersEndsTheRest() throws Exception {
        LocalDatabase.execute(connection, "CREATE TABLE PARTLY (ID NUMBER)");
        try (SnowflakeStatement statement = (SnowflakeStatement) connection.createStatement()) {
            statement.setSqlQuery("INSERT INTO PARTLY VALUES (?)");
            NumberReader rows = new NumberReader(allocator, 3, 1, batch -> {
                if (batch == 2) {
                    statement.cancel();
                }
            });
            statement.bind(rows);
            assertCanceled(statement::executeUpdate);
            assertThat(rows.closed()).isPositive();
        }
        assertThat(query("SELECT COUNT(*) FROM PARTLY")).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void anIngestionThatIsCanceledBetweenItsStepsLoadsNothing(int when) throws Exception {
        try (SnowflakeStatement statement =
                (SnowflakeStatement) connection.bulkIngest("NEVER", BulkIngestMode.CREATE)) {
            statement.setOption(key("adbc.snowflake.statement.ingest_target_file_size"), "0");
            NumberReader rows = new NumberReader(allocator, 3, 2_000, batch -> {
                if (batch == when) {
                    statement.cancel();
                }
            });
            statement.bind(rows);
            assertCanceled(statement::executeUpdate);
            assertThat(rows.closed()).isPositive();
            assertThat(snowflake.server().statements(StatementType.COPY)).isZero();
            assertNothingIsLeft();
        }
    }

    /** The first COPY takes ten minutes at the server, and so does the statement that makes the table SLOWLY_MADE. */
    @Test
    void anIngestionThatIsCanceledWhileAStatementRunsEndsAtTheServer() throws Exception {
        try (LogLines log = new LogLines(Level.INFO);
                VectorSchemaRoot rows = numbered(0, 10);
                AdbcStatement statement = connection.bulkIngest("NEVER", BulkIngestMode.CREATE)) {
            statement.bind(rows);
            CompletableFuture<AdbcStatusCode> inCopy = inThread(statement::executeUpdate);
            awaitSlow("COPY INTO", log);
            statement.cancel();
            assertThat(inCopy.get()).isEqualTo(AdbcStatusCode.CANCELLED);
            assertNothingIsLeft();

            statement.setOption(key("adbc.ingest.target_table"), "SLOWLY_MADE");
            CompletableFuture<AdbcStatusCode> whenMade = inThread(statement::executeUpdate);
            awaitSlow("SLOWLY_MADE", log);
            statement.cancel();
            assertThat(whenMade.get()).isEqualTo(AdbcStatusCode.CANCELLED);
            assertNothingIsLeft();

            statement.setOption(key("adbc.ingest.target_table"), "LATER");
            assertThat(statement.executeUpdate().getAffectedRows()).isEqualTo(10);
        }
        assertThat(query("SELECT COUNT(*) FROM LATER")).containsExactly("10");
    }

    @Test
    void ofAnIngestionInATransactionNothingIsLeftAfterItsRollback() throws Exception {
        LocalDatabase.execute(connection, "CREATE TABLE UNDONE (ID NUMBER, \"name\" VARCHAR)");
        connection.setAutoCommit(false);
        LocalDatabase.execute(connection, "INSERT INTO UNDONE (ID) VALUES (-1)");
        try (LogLines log = new LogLines(Level.INFO);
                VectorSchemaRoot rows = numbered(0, 10);
                AdbcStatement statement = connection.bulkIngest("UNDONE", BulkIngestMode.APPEND)) {
            statement.bind(rows);
            CompletableFuture<AdbcStatusCode> ingestion = inThread(statement::executeUpdate);
            awaitSlow("COPY INTO", log);
            connection.cancel();
            assertThat(ingestion.get()).isEqualTo(AdbcStatusCode.CANCELLED);
        }
        connection.rollback();
        assertThat(query("SELECT COUNT(*) FROM UNDONE")).containsExactly("0");
    }

    @Test
    void aConnectionOrAStatementThatIsClosedEndsWhatItsOtherThreadsWaitFor() throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery("SELECT 'slow'");
            CompletableFuture<AdbcStatusCode> slow = inThread(statement::executeQuery);
            Waiting.await().until(() -> {
                connection.cancel();
                return slow.isDone();
            });
            CompletableFuture<AdbcStatusCode> closed = inThread(statement::executeQuery);
            statement.close();
            assertThat(closed.get()).isIn(AdbcStatusCode.CANCELLED, AdbcStatusCode.INVALID_STATE);
        }
        try (LogLines log = new LogLines(Level.INFO);
                VectorSchemaRoot rows = numbered(0, 10);
                AdbcStatement statement = connection.bulkIngest("NEVER", BulkIngestMode.CREATE)) {
            statement.bind(rows);
            CompletableFuture<AdbcStatusCode> ingestion = inThread(statement::executeUpdate);
            awaitSlow("COPY INTO", log);
            database.close();
            assertThat(ingestion.get()).isNotNull();
        }
        database = snowflake.open(allocator);
        connection = database.connect();
        assertNothingIsLeft();
    }
}
