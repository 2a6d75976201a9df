package io.github.imednet.snowflake.adbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.run.LogLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.AdbcStatusCode;
import org.apache.arrow.adbc.core.BulkIngestMode;
import org.apache.arrow.adbc.core.TypedKey;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Arrow into tables. */
class BulkIngestTest extends DatabaseTest {

    /** Numbered rows as a stream of batches of a thousand. */
    private ArrowReader stream(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (VectorSchemaRoot root = numbered(0, 1);
                ArrowStreamWriter writer = new ArrowStreamWriter(root, null, bytes)) {
            for (int start = 0; start < count; start += 1_000) {
                try (VectorSchemaRoot batch = numbered(start, 1_000)) {
                    for (int i = 0; i < 2; i++) {
                        batch.getVector(i).makeTransferPair(root.getVector(i)).transfer();
                    }
                    root.setRowCount(1_000);
                    writer.writeBatch();
                }
            }
        }
        return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator);
    }

    private long ingest(String table, BulkIngestMode mode, VectorSchemaRoot root, String... options) throws Exception {
        try (VectorSchemaRoot rows = root;
                AdbcStatement statement = connection.bulkIngest(table, mode)) {
            for (int i = 0; i < options.length; i += 2) {
                statement.setOption(new TypedKey<>(options[i], String.class), options[i + 1]);
            }
            statement.bind(rows);
            long loaded = statement.executeUpdate().getAffectedRows();
            assertThat(rows.getVector(0).getObject(0)).as("the root is still its owner's").isNotNull();
            return loaded;
        }
    }

    private String one(AdbcConnection session, String sql) throws Exception {
        try (AdbcStatement statement = session.createStatement()) {
            statement.setSqlQuery(sql);
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                result.getReader().loadNextBatch();
                return String.valueOf(result.getReader().getVectorSchemaRoot().getVector(0).getObject(0));
            }
        }
    }

    private String count(String table) throws Exception {
        return one(connection, "SELECT COUNT(*) FROM " + table);
    }

    @Test
    void eachModeDoesWhatItsNameSaysAndCountsWhatWasLoaded() throws Exception {
        assertThat(ingest("MODES", BulkIngestMode.CREATE, numbered(0, 3))).isEqualTo(3);
        assertThat(ingest("MODES", BulkIngestMode.APPEND, numbered(3, 2))).isEqualTo(2);
        assertThat(ingest("MODES", BulkIngestMode.CREATE_APPEND, numbered(5, 1))).isEqualTo(1);
        assertThat(count("MODES")).isEqualTo("6");
        assertThat(one(connection, "SELECT LISTAGG(\"name\", ',') WITHIN GROUP (ORDER BY ID) FROM MODES"))
                .isEqualTo("é0,é1,é3");
        assertThat(ingest("MODES", BulkIngestMode.REPLACE, numbered(0, 4))).isEqualTo(4);
        assertThat(count("MODES")).isEqualTo("4");
        assertThat(ingest("lower case", BulkIngestMode.CREATE_APPEND, numbered(0, 1))).isEqualTo(1);
        assertThat(count("\"lower case\"")).isEqualTo("1");
    }

    @Test
    void aReadersBatchesBecomeFilesOfTheSizeAskedFor() throws Exception {
        try (AdbcStatement statement = connection.bulkIngest("STREAMED", BulkIngestMode.CREATE)) {
            statement.setOption(
                    new TypedKey<>("adbc.snowflake.statement.ingest_target_file_size", Integer.class), 20_000);
            statement.setOption(
                    new TypedKey<>("adbc.snowflake.statement.ingest_writer_concurrency", Integer.class), 2);
            ((SnowflakeStatement) statement).bind(stream(20_000));
            assertThat(statement.executeUpdate().getAffectedRows()).isEqualTo(20_000);
        }
        assertThat(one(connection, "SELECT COUNT(DISTINCT ID) FROM STREAMED")).isEqualTo("20000");
        assertThat(one(connection, "SELECT COUNT(\"name\") FROM STREAMED")).isEqualTo("19980");
        assertThat(snowflake.server().statements(StatementType.PUT)).isGreaterThan(2);
        assertThat(one(connection, "SELECT MAX(ID) FROM STREAMED")).isEqualTo("19999");
    }

    @Test
    void nothingTemporaryIsLeftInTheSession() throws Exception {
        ingest("KEPT", BulkIngestMode.CREATE, numbered(0, 1));
        ingest("KEPT", BulkIngestMode.APPEND, numbered(1, 1));
        assertThat(one(connection, "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"))
                .isEqualTo("1");
        assertThat(one(connection, "SELECT COUNT(*) FROM INFORMATION_SCHEMA.STAGES")).isEqualTo("0");
    }

    @Test
    void rowsAppendedInATransactionAreShownByItsCommitAlone() throws Exception {
        ingest("TOGETHER", BulkIngestMode.CREATE, numbered(0, 1));
        connection.setAutoCommit(false);
        LocalDatabase.execute(connection, "INSERT INTO TOGETHER (ID) VALUES (-1)");
        assertThat(ingest("TOGETHER", BulkIngestMode.APPEND, numbered(1, 2))).isEqualTo(2);
        assertThat(ingest("TOGETHER", BulkIngestMode.CREATE_APPEND, numbered(3, 2))).isEqualTo(2);
        assertThat(count("TOGETHER")).isEqualTo("6");
        try (AdbcConnection other = database.connect()) {
            assertThat(one(other, "SELECT COUNT(*) FROM TOGETHER")).isEqualTo("1");
            connection.rollback();
            assertThat(count("TOGETHER")).isEqualTo("1");
            assertThat(ingest("TOGETHER", BulkIngestMode.APPEND, numbered(1, 2))).isEqualTo(2);
            connection.commit();
            assertThat(one(other, "SELECT COUNT(*) FROM TOGETHER")).isEqualTo("3");
        }
        connection.setAutoCommit(true);
    }

    @Test
    void aRefusedIngestionLeavesTheOpenTransactionAsItWas() throws Exception {
        ingest("UNHURT", BulkIngestMode.CREATE, numbered(0, 1));
        connection.setAutoCommit(false);
        LocalDatabase.execute(connection, "INSERT INTO UNHURT (ID) VALUES (-1)");
        assertThatThrownBy(() -> ingest("UNHURT", BulkIngestMode.CREATE, numbered(1, 1)))
                .isInstanceOf(AdbcException.class);
        connection.rollback();
        assertThat(count("UNHURT")).isEqualTo("1");
    }

    @Test
    void afterACopyThatFailedTheTransactionIsRolledBackAndNothingTemporaryIsLeft() throws Exception {
        try (LocalDatabase failing = new LocalDatabase(directory.resolve("failing"), "sql-error:on=COPY INTO,times=2");
                AdbcDatabase other = failing.open(allocator);
                AdbcConnection session = other.connect()) {
            LocalDatabase.execute(session, "CREATE TABLE FAILED (ID NUMBER, \"name\" VARCHAR)");
            AdbcConnection before = connection;
            connection = session;
            try {
                assertThatThrownBy(() -> ingest("FAILED", BulkIngestMode.APPEND, numbered(0, 2)))
                        .hasMessageContaining("is as before");
                assertThat(one(session, "SELECT COUNT(*) FROM INFORMATION_SCHEMA.STAGES")).isEqualTo("0");
                assertThat(one(session, "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"))
                        .isEqualTo("1");
                session.setAutoCommit(false);
                LocalDatabase.execute(session, "INSERT INTO FAILED (ID) VALUES (-1)");
                assertThatThrownBy(() -> ingest("FAILED", BulkIngestMode.APPEND, numbered(0, 2)))
                        .isInstanceOfSatisfying(AdbcException.class,
                                failure -> assertThat(failure.getVendorCode()).isEqualTo(100183))
                        .hasMessageContaining("roll the transaction back");
                session.rollback();
                assertThat(count("FAILED")).isEqualTo("0");
            } finally {
                connection = before;
            }
        }
    }

    /** COMMIT and ROLLBACK take two seconds at the server. */
    @Test
    void theTransactionOfAnIngestionIsNoOtherStatementsAndItsCommitIsNotCanceled() throws Exception {
        try (LocalDatabase slow = new LocalDatabase(directory.resolve("slow"),
                        "slow:millis=2000,on=query-request ROLLBACK", "slow:millis=2000,on=query-request COMMIT");
                AdbcDatabase other = slow.open(allocator);
                AdbcConnection session = other.connect();
                LogLines log = new LogLines(Level.INFO)) {
            LocalDatabase.execute(session, "CREATE TABLE STRICT (ID NUMBER, \"name\" VARCHAR NOT NULL)",
                    "CREATE TABLE FREE (ID NUMBER, \"name\" VARCHAR)");
            CompletableFuture<Long> failing = CompletableFuture.supplyAsync(() -> append(session, "STRICT", null));
            awaitSlow("ROLLBACK", log);
            LocalDatabase.execute(session, "INSERT INTO FREE VALUES (1, '')");
            assertThatThrownBy(failing::get).hasMessageContaining("is as before");
            assertThat(one(session, "SELECT COUNT(*) FROM FREE")).isEqualTo("1");

            CompletableFuture<AdbcStatement> statement = new CompletableFuture<>();
            CompletableFuture<Long> late = CompletableFuture.supplyAsync(() -> append(session, "FREE", statement));
            awaitSlow("COMMIT", log);
            statement.get().cancel();
            assertThat(late.get()).isEqualTo(2);
            assertThat(one(session, "SELECT COUNT(*) FROM FREE")).isEqualTo("3");
        }
    }

    /** Two rows, the second without a name. */
    private long append(AdbcConnection session, String table, @Nullable CompletableFuture<AdbcStatement> begun) {
        try (VectorSchemaRoot rows = numbered(0, 2);
                AdbcStatement statement = session.bulkIngest(table, BulkIngestMode.APPEND)) {
            statement.bind(rows);
            if (begun != null) {
                begun.complete(statement);
            }
            return statement.executeUpdate().getAffectedRows();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static void awaitSlow(String statement, LogLines log) {
        Waiting.await().until(() -> log.lines().stream().anyMatch(line -> line.startsWith("Fault slow")
                && line.contains(" strikes POST /queries/v1/query-request " + statement)));
    }

    @Test
    void aBatchIsRefusedInATransactionOfTheSessionWhichItsLedgerWouldCommit() throws Exception {
        ingest("NO_BATCH", BulkIngestMode.CREATE, numbered(0, 1));
        connection.setAutoCommit(false);
        LocalDatabase.execute(connection, "INSERT INTO NO_BATCH (ID) VALUES (-1)");
        assertThatThrownBy(() -> ingest("NO_BATCH", BulkIngestMode.APPEND, numbered(1, 1), "ingest.batch-id", "one"))
                .isInstanceOfSatisfying(AdbcException.class, failure -> assertThat(failure.getStatus())
                        .isEqualTo(AdbcStatusCode.INVALID_ARGUMENT))
                .hasMessageContaining("turn autocommit on");
        connection.rollback();
        assertThat(count("NO_BATCH")).isEqualTo("1");
    }

    /** The SQL that was set before would be run once more, where rows of a table were meant. */
    @Test
    void aStatementHasEitherSqlOrATableWhicheverWasSetLast() throws Exception {
        ingest("EITHER", BulkIngestMode.CREATE, numbered(0, 3));
        try (AdbcStatement statement = connection.createStatement();
                VectorSchemaRoot rows = numbered(7, 2)) {
            statement.setSqlQuery("DELETE FROM EITHER WHERE ID = (SELECT MIN(ID) FROM EITHER)");
            assertThat(statement.executeUpdate().getAffectedRows()).isEqualTo(1);
            statement.setOption(new TypedKey<>("adbc.ingest.target_table", String.class), "EITHER");
            statement.setOption(new TypedKey<>("adbc.ingest.mode", String.class), "adbc.ingest.mode.append");
            statement.bind(rows);
            assertThatThrownBy(statement::executeQuery)
                    .isInstanceOfSatisfying(AdbcException.class, failure -> assertThat(failure.getStatus())
                            .isEqualTo(AdbcStatusCode.INVALID_STATE))
                    .hasMessageContaining("executeUpdate");
            assertThat(count("EITHER")).isEqualTo("2");
            assertThat(statement.executeUpdate().getAffectedRows()).isEqualTo(2);
            statement.setSqlQuery("SELECT COUNT(*) FROM EITHER WHERE ? = 1");
            assertThat(statement.getParameterSchema().getFields()).hasSize(1);
        }
        assertThat(count("EITHER")).isEqualTo("4");
    }

    @Test
    void aTemporaryTableIsTheSessionsAlone() throws Exception {
        ingest("PASSING", BulkIngestMode.CREATE, numbered(0, 2), "adbc.ingest.temporary", "true");
        assertThat(count("PASSING")).isEqualTo("2");
        try (AdbcConnection other = database.connect()) {
            assertThatThrownBy(() -> one(other, "SELECT COUNT(*) FROM PASSING")).hasMessageContaining("PASSING");
        }
    }

    @Test
    void aTargetInAnotherSchemaIsNamedByItsOptions() throws Exception {
        LocalDatabase.execute(connection, "CREATE SCHEMA \"over there\"", "USE SCHEMA PUBLIC");
        ingest("ELSEWHERE", BulkIngestMode.CREATE, numbered(0, 2), "adbc.ingest.target_db_schema", "over there");
        assertThat(count("\"over there\".ELSEWHERE")).isEqualTo("2");
    }

    @Test
    void aColumnThatTheTableLacksIsAnErrorAndNoRowIsLoaded() throws Exception {
        LocalDatabase.execute(connection, "CREATE TABLE NARROW (ID NUMBER)");
        assertThatThrownBy(() -> ingest("NARROW", BulkIngestMode.APPEND, numbered(0, 2)))
                .isInstanceOfSatisfying(AdbcException.class, failure -> assertThat(failure.getStatus())
                        .isEqualTo(AdbcStatusCode.INVALID_ARGUMENT))
                .hasMessageContaining("lacks the columns \"name\"");
        assertThat(count("NARROW")).isEqualTo("0");
    }

    @Test
    void textThatIsNotUtf8IsAnErrorAndNoRowIsLoaded() throws Exception {
        VectorSchemaRoot root = numbered(0, 3);
        ((VarCharVector) root.getVector("name")).setSafe(1, new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> ingest("NO_TEXT", BulkIngestMode.CREATE, root))
                .isInstanceOfSatisfying(AdbcException.class, failure -> assertThat(failure.getStatus())
                        .isEqualTo(AdbcStatusCode.INVALID_DATA))
                .hasMessageContaining("name").hasMessageContaining("UTF-8");
        assertThat(count("INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'NO_TEXT'")).isEqualTo("0");
    }

    @Test
    void textThatIsNotUtf8IsReplacedWhereThatIsAskedFor() throws Exception {
        VectorSchemaRoot root = numbered(0, 3);
        ((VarCharVector) root.getVector("name")).setSafe(1, new byte[] {'a', (byte) 0xff});

        assertThat(ingest("MENDED", BulkIngestMode.CREATE, root, "ingest.replace-invalid-characters", "true"))
                .isEqualTo(3);

        assertThat(one(connection, "SELECT \"name\" FROM MENDED WHERE ID = 1")).isEqualTo("a\uFFFD");
    }

    /** Each has a stage and a temporary table of its own; half of them bring rows into one table. */
    @Test
    void ingestionsOfOneSessionAtTheSameTimeDoNotMeetAndEachCountsItsOwn() throws Exception {
        int threads = 6;
        ingest("SHARED", BulkIngestMode.CREATE, numbered(0, 1));
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int rows = 500 * (i + 1);
            String table = i % 2 == 0 ? "SHARED" : "OWN_" + rows;
            counts.add(pool.submit(() -> {
                together.await();
                return ingest(table, BulkIngestMode.CREATE_APPEND, numbered(0, rows),
                        "adbc.snowflake.statement.ingest_target_file_size", "3000");
            }));
        }
        pool.shutdown();
        for (int i = 0; i < threads; i++) {
            assertThat(counts.get(i).get()).isEqualTo(500L * (i + 1));
        }
        assertThat(count("SHARED")).isEqualTo("4501");
        for (int rows : new int[] {1_000, 2_000, 3_000}) {
            assertThat(count("OWN_" + rows)).isEqualTo(Integer.toString(rows));
            assertThat(one(connection, "SELECT COUNT(DISTINCT ID) FROM OWN_" + rows)).isEqualTo(Integer.toString(rows));
        }
    }

    @Test
    void negativeNumbersAndMissingRowsAreRefused() throws Exception {
        assertThatThrownBy(() -> ingest(
                        "NEVER", BulkIngestMode.CREATE, numbered(0, 1),
                        "adbc.snowflake.statement.ingest_writer_concurrency", "-1"))
                .isInstanceOfSatisfying(AdbcException.class, failure -> assertThat(failure.getStatus())
                        .isEqualTo(AdbcStatusCode.INVALID_ARGUMENT))
                .hasMessageContaining("ingest.writer-concurrency");
        try (AdbcStatement statement = connection.bulkIngest("NEVER", BulkIngestMode.CREATE)) {
            assertThatThrownBy(statement::executeUpdate).hasMessageContaining("No rows are bound");
        }
    }

    @Test
    void whatIsReadFromOneTableGoesIntoAnotherAsItIs() throws Exception {
        LocalDatabase.execute(
                connection,
                "CREATE TABLE \"from\" (N NUMBER(38,10), T TIMESTAMP_NTZ, B BINARY, \"a b\" BOOLEAN)",
                "INSERT INTO \"from\" SELECT 12345678901234567890.0123456789, '2024-02-29 12:00:00.123456',"
                        + " TO_BINARY('00FF'), true",
                "INSERT INTO \"from\" (N) VALUES (NULL)");
        try (AdbcStatement select = connection.createStatement();
                AdbcStatement ingest = connection.bulkIngest("to", BulkIngestMode.CREATE)) {
            select.setSqlQuery("SELECT * FROM \"from\"");
            AdbcStatement.QueryResult result = select.executeQuery();
            assertThat(result.getReader().getVectorSchemaRoot().getVector(0)).isInstanceOf(DecimalVector.class);
            ((SnowflakeStatement) ingest).bind(result.getReader());
            assertThat(ingest.executeUpdate().getAffectedRows()).isEqualTo(2);
        }
        assertThat(List.of(count("(SELECT * FROM \"from\" EXCEPT SELECT * FROM \"to\") AS MISSING"), count("\"to\"")))
                .containsExactly("0", "2");
    }
}
