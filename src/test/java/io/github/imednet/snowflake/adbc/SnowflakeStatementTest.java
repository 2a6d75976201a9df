package io.github.imednet.snowflake.adbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.Waiting;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.AdbcStatusCode;
import org.apache.arrow.adbc.core.TypedKey;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries as Arrow. */
class SnowflakeStatementTest {

    @TempDir
    private Path directory;

    private LocalDatabase snowflake;
    private BufferAllocator allocator;
    private AdbcDatabase database;
    private AdbcConnection connection;

    @BeforeEach
    void open() throws Exception {
        snowflake = new LocalDatabase(directory, "slow:millis=600000,on=SELECT 'slow'");
        allocator = new RootAllocator();
        database = snowflake.open(allocator);
        connection = database.connect();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        snowflake.close();
        allocator.close();
    }

    /** The rows as texts. */
    private List<String> query(String sql, VectorSchemaRoot parameters) throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery(sql);
            if (parameters != null) {
                statement.bind(parameters);
            }
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                return rows(result.getReader());
            }
        }
    }

    private static List<String> rows(ArrowReader reader) throws IOException {
        List<String> rows = new ArrayList<>();
        while (reader.loadNextBatch()) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            for (int i = 0; i < root.getRowCount(); i++) {
                int row = i;
                rows.add(root.getFieldVectors().stream()
                        .map(vector -> String.valueOf(vector.getObject(row)))
                        .reduce((left, right) -> left + '|' + right)
                        .orElse(""));
            }
        }
        return rows;
    }

    @Test
    void everyTypeComesExactlyWithWhatSnowflakeKnowsOfIt() throws Exception {
        LocalDatabase.execute(
                connection,
                "CREATE TABLE TYPED (N NUMBER(38,10), F FLOAT, T VARCHAR(10), B BINARY(4), BO BOOLEAN, D DATE,"
                        + " TI TIME, NTZ TIMESTAMP_NTZ, LTZ TIMESTAMP_LTZ, V VARIANT)",
                "INSERT INTO TYPED SELECT 1234567890123456789012345678.0123456789, 'inf', 'é', TO_BINARY('00FF'), true,"
                        + " '1969-12-31', '23:59:59.999999', '1700-01-01 00:00:00.000001',"
                        + " '2200-01-01 12:00:00.5', PARSE_JSON('{\"a\": 1.10}')",
                "INSERT INTO TYPED (N) VALUES (NULL)");
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery("SELECT * FROM TYPED ORDER BY N NULLS LAST");
            Schema described = statement.executeSchema();
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                Schema schema = result.getReader().getVectorSchemaRoot().getSchema();
                assertThat(described).isEqualTo(schema);
                assertThat(schema.getFields().stream().map(field -> field.getType().toString()))
                        .containsExactly("Decimal(38, 10, 128)", "FloatingPoint(DOUBLE)", "Utf8", "Binary", "Bool",
                                "Date(DAY)", "Time(NANOSECOND, 64)", "Timestamp(NANOSECOND, null)",
                                "Timestamp(NANOSECOND, UTC)", "Utf8");
                assertThat(schema.findField("N").getMetadata())
                        .isEqualTo(Map.of("logicalType", "fixed", "precision", "38", "scale", "10"));
                assertThat(schema.findField("T").getMetadata())
                        .isEqualTo(Map.of("logicalType", "text", "charLength", "10", "byteLength", "40"));
                assertThat(schema.findField("V").getMetadata()).containsEntry("logicalType", "variant");
                assertThat(result.getReader().loadNextBatch()).isTrue();
                VectorSchemaRoot root = result.getReader().getVectorSchemaRoot();
                assertThat(root.getVector("N").getObject(0))
                        .isEqualTo(new BigDecimal("1234567890123456789012345678.0123456789"));
                assertThat(root.getVector("F").getObject(0)).isEqualTo(Double.POSITIVE_INFINITY);
                assertThat(root.getVector("T").getObject(0)).hasToString("é");
                assertThat(root.getVector("B").getObject(0)).isEqualTo(new byte[] {0, (byte) 0xff});
                assertThat(root.getVector("D").getObject(0)).isEqualTo(-1);
                assertThat(root.getVector("TI").getObject(0)).isEqualTo(86_399_999_999_000L);
                assertThat(root.getVector("NTZ").getObject(0))
                        .isEqualTo(LocalDateTime.parse("1700-01-01T00:00:00.000001"));
                assertThat(root.getVector("LTZ").getObject(0)).isEqualTo(7_258_161_600_500_000_000L);
                assertThat(root.getVector("V").getObject(0)).hasToString("{\"a\":1.10}");
                assertThat(root.getFieldVectors()).allMatch(vector -> vector.isNull(1));
            }
        }
    }

    @Test
    void aTimestampThatNanosecondsDoNotReachIsAnErrorUnlessTheyAreMicroseconds() throws Exception {
        String sql = "SELECT '9999-12-31 23:59:59.999999'::TIMESTAMP_NTZ AS T";
        assertThatThrownBy(() -> query(sql, null)).isInstanceOf(IOException.class).hasMessageContaining("micros");
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setOption(new TypedKey<>("query.timestamp-unit", String.class), "micros");
            statement.setSqlQuery(sql);
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                assertThat(rows(result.getReader())).containsExactly("9999-12-31T23:59:59.999999");
            }
        }
    }

    @Test
    void aResultOfManyBatchesComesWholeAndInOrder() throws Exception {
        int count = 100_000;
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setOption(new TypedKey<>("adbc.rpc.result_queue_size", Integer.class), 2);
            statement.setOption(new TypedKey<>("adbc.snowflake.rpc.prefetch_concurrency", Integer.class), 3);
            statement.setSqlQuery("SELECT CAST(range AS NUMBER(38,0)) AS N FROM range(" + count + ") ORDER BY N");
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                long expected = 0;
                int batches = 0;
                while (result.getReader().loadNextBatch()) {
                    batches++;
                    DecimalVector numbers = (DecimalVector) result.getReader().getVectorSchemaRoot().getVector(0);
                    for (int i = 0; i < numbers.getValueCount(); i++) {
                        assertThat(numbers.getObject(i).longValueExact()).isEqualTo(expected++);
                    }
                }
                assertThat(expected).isEqualTo(count);
                assertThat(batches).isGreaterThan(10);
            }
        }
    }

    @Test
    void withoutHighPrecisionNumbersAreWholeOrFloating() throws Exception {
        try (AdbcDatabase other = snowflake.open(
                        allocator, "adbc.snowflake.sql.client_option.use_high_precision", "false");
                AdbcConnection plain = other.connect();
                AdbcStatement statement = plain.createStatement()) {
            statement.setSqlQuery("SELECT 42::NUMBER(38,0) AS N, 1.5::NUMBER(9,1) AS D");
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                assertThat(result.getReader().getVectorSchemaRoot().getVector(0)).isInstanceOf(BigIntVector.class);
                assertThat(rows(result.getReader())).containsExactly("42|1.5");
            }
        }
    }

    @Test
    void aStatementIsRunOnceForEachRowOfParameters() throws Exception {
        LocalDatabase.execute(connection, "CREATE TABLE BOUND (ID NUMBER, NAME VARCHAR)");
        try (BigIntVector ids = new BigIntVector("1", allocator);
                VarCharVector names = new VarCharVector("2", allocator)) {
            for (int i = 0; i < 3; i++) {
                ids.setSafe(i, i);
                names.setSafe(i, ("name " + i).getBytes(StandardCharsets.UTF_8));
            }
            names.setNull(2);
            VectorSchemaRoot parameters = VectorSchemaRoot.of(ids, names);
            parameters.setRowCount(3);
            try (AdbcStatement insert = connection.createStatement()) {
                insert.setSqlQuery("INSERT INTO BOUND VALUES (?, ?)");
                insert.prepare();
                assertThat(insert.getParameterSchema().getFields()).hasSize(2);
                insert.bind(parameters);
                assertThat(insert.executeUpdate().getAffectedRows()).isEqualTo(3);
            }
            assertThat(query("SELECT ID, NAME FROM BOUND WHERE ID = ? AND EQUAL_NULL(NAME, ?)", parameters))
                    .containsExactly("0|name 0", "1|name 1", "2|null");
        }
    }

    @Test
    void parametersThatAreEncodedByADictionaryAreRefused() throws Exception {
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, null);
        Field field = new Field("1", new FieldType(true, new ArrowType.Int(32, true), encoding), null);
        try (FieldVector indices = field.createVector(allocator);
                AdbcStatement select = connection.createStatement()) {
            indices.allocateNew();
            VectorSchemaRoot parameters = VectorSchemaRoot.of(indices);
            parameters.setRowCount(1);
            select.setSqlQuery("SELECT ?");
            select.bind(parameters);

            assertThatThrownBy(select::executeQuery).hasMessageContaining("dictionary");
        }
    }

    @Test
    void aCancelledStatementFailsAndItsConnectionGoesOn() throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery("SELECT 'slow'");
            CompletableFuture<Object> slow = CompletableFuture.supplyAsync(() -> {
                try {
                    return statement.executeQuery();
                } catch (AdbcException e) {
                    return e.getStatus();
                }
            });
            Waiting.await().until(() -> {
                statement.cancel();
                return slow.isDone();
            });
            assertThat(slow.get()).isEqualTo(AdbcStatusCode.CANCELLED);
        }
        assertThat(query("SELECT 1 AS ONE", null)).containsExactly("1");
    }

    @Test
    void aRolledBackTransactionLeavesNothing() throws Exception {
        LocalDatabase.execute(connection, "CREATE TABLE UNDONE (ID NUMBER)");
        connection.setAutoCommit(false);
        LocalDatabase.execute(connection, "INSERT INTO UNDONE VALUES (1)");
        connection.rollback();
        LocalDatabase.execute(connection, "INSERT INTO UNDONE VALUES (2)");
        connection.setAutoCommit(true);
        assertThat(query("SELECT ID FROM UNDONE", null)).containsExactly("2");
    }
}
