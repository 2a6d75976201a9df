package io.github.imednet.snowflake.adbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.AdbcStatusCode;
import org.apache.arrow.adbc.core.TypedKey;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries as Arrow. */
class SnowflakeStatementTest extends DatabaseTest {

    /** The rows as texts. */
    private List<String> query(String sql, VectorSchemaRoot parameters) throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery(sql);
            statement.bind(parameters);
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                return rows(result.getReader());
            }
        }
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

    /** The driver writes a time as the session has it at that moment: without its seconds it would be another time. */
    @ParameterizedTest
    @CsvSource({
        "ARROW, HH24:MI", "ARROW, HH24:MI:SS", "ARROW, HH12:MI:SS.FF9 AM",
        "JSON, HH24:MI", "JSON, HH24:MI:SS", "JSON, HH12:MI:SS.FF9 AM"
    })
    void aTimeIsReadExactlyOrNotAtAllWhateverAStatementDoesToItsFormat(String results, String format) throws Exception {
        String sql = "SELECT '13:15:30.5'::TIME(9) AS T, '13:15:30.5'::TIME(3) AS T3";
        LocalDatabase.execute(connection, "ALTER SESSION SET JDBC_QUERY_RESULT_FORMAT = '" + results + "'");
        assertThat(query(sql)).containsExactly("47730500000000|47730500000000");

        LocalDatabase.execute(connection, "ALTER SESSION SET TIME_OUTPUT_FORMAT = '" + format + "'");

        assertThatThrownBy(() -> query(sql))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Column T ")
                .hasMessageContaining("ALTER SESSION SET TIME_OUTPUT_FORMAT = 'HH24:MI:SS.FF9'")
                .hasMessageNotContaining(":15");
        LocalDatabase.execute(connection, "ALTER SESSION SET TIME_OUTPUT_FORMAT = 'HH24:MI:SS.FF9'");
        assertThat(query(sql)).containsExactly("47730500000000|47730500000000");
    }

    @Test
    void aTimestampThatNanosecondsDoNotReachIsAnErrorUnlessTheyAreMicroseconds() throws Exception {
        String sql = "SELECT '9999-12-31 23:59:59.999999'::TIMESTAMP_NTZ AS T";
        assertThatThrownBy(() -> query(sql)).isInstanceOf(IOException.class).hasMessageContaining("micros");
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setOption(key("query.timestamp-unit"), "micros");
            statement.setSqlQuery(sql);
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                assertThat(rows(result.getReader())).containsExactly("9999-12-31T23:59:59.999999");
            }
        }
    }

    /** A count that overflows says a wrong date: that is an error here, also where the guide lets it happen. */
    @ParameterizedTest
    @CsvSource({
        "nanoseconds, before 1677 or after 2262", "nanoseconds_error_on_overflow, before 1677 or after 2262",
        "microseconds, 9999-12-31T23:59:59.999999"
    })
    void theGuidesOptionSaysWhatTimestampsAreCountedIn(String precision, String expected) throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setOption(key("adbc.snowflake.sql.client_option.max_timestamp_precision"), precision);
            statement.setSqlQuery("SELECT '9999-12-31 23:59:59.999999'::TIMESTAMP_NTZ AS T");
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                if (precision.equals("microseconds")) {
                    assertThat(rows(result.getReader())).containsExactly(expected);
                } else {
                    assertThatThrownBy(() -> rows(result.getReader())).hasMessageContaining(expected);
                }
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
    void whatComesBehindAFailureIsNotTakenForTheRestOfTheRows() throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery("SELECT '1600-01-01'::TIMESTAMP_NTZ AS T"
                    + " UNION ALL SELECT '2024-01-01'::TIMESTAMP_NTZ ORDER BY T");
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(result.getReader()::loadNextBatch)
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("before 1677");
                }
            }
        }
    }

    @Test
    void aReadersRowsAreParametersOneBatchAfterTheOther() throws Exception {
        LocalDatabase.execute(connection, "CREATE TABLE BOUND (ID NUMBER)");
        NumberReader rows = new NumberReader(allocator, 3, 2, batch -> { });
        try (SnowflakeStatement statement = (SnowflakeStatement) connection.createStatement()) {
            statement.setSqlQuery("INSERT INTO BOUND VALUES (?)");
            statement.bind(rows);
            assertThat(statement.executeUpdate().getAffectedRows()).isEqualTo(6);
            assertThat(rows.closed()).isEqualTo(1);
            statement.setSqlQuery("SELECT ID FROM BOUND WHERE ID = ?");
            statement.bind(new NumberReader(allocator, 2, 2, batch -> { }));
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                assertThat(rows(result.getReader())).containsExactly("0", "1", "2", "3");
            }
            NumberReader none = new NumberReader(allocator, 0, 2, batch -> { });
            statement.bind(none);
            assertThatThrownBy(statement::executeQuery).hasMessageContaining("The bound parameters have no rows");
            assertThat(none.closed()).isEqualTo(1);
            NumberReader unused = new NumberReader(allocator, 1, 1, batch -> { });
            statement.bind(unused);
            statement.close();
            assertThat(unused.closed()).isEqualTo(1);
        }
    }

    /** Of a root they are refused, for it does not have the dictionary. */
    @Test
    void parametersThatAreWordsOfADictionaryAreReadFromItsReader() throws Exception {
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (VarCharVector words = new VarCharVector("words", allocator);
                FieldVector indices = new Field("1", new FieldType(true, new ArrowType.Int(32, true), encoding), null)
                        .createVector(allocator);
                VectorSchemaRoot parameters = VectorSchemaRoot.of(indices);
                SnowflakeStatement select = (SnowflakeStatement) connection.createStatement()) {
            words.setSafe(0, "male".getBytes(StandardCharsets.UTF_8));
            words.setSafe(1, "female".getBytes(StandardCharsets.UTF_8));
            words.setValueCount(2);
            ((IntVector) indices).setSafe(0, 1);
            ((IntVector) indices).setNull(1);
            parameters.setRowCount(2);
            select.setSqlQuery("SELECT ?");
            select.bind(parameters);
            assertThatThrownBy(select::executeQuery)
                    .isInstanceOfSatisfying(AdbcException.class, failure -> assertThat(failure.getStatus())
                            .isEqualTo(AdbcStatusCode.NOT_IMPLEMENTED))
                    .hasMessageContaining("dictionary");

            try (ArrowStreamWriter writer = new ArrowStreamWriter(
                    parameters, new DictionaryProvider.MapDictionaryProvider(new Dictionary(words, encoding)), bytes)) {
                writer.writeBatch();
            }
            select.bind(new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator));
            try (AdbcStatement.QueryResult result = select.executeQuery()) {
                assertThat(rows(result.getReader())).containsExactly("female", "null");
            }
        }
    }

    /** Each is compared with what SQL says it is. */
    @Test
    void parametersOfEveryTypeAreWhatTheyWere() throws Exception {
        try (VectorSchemaRoot parameters = VectorSchemaRoot.of(
                filled(new DecimalVector("1", allocator, 38, 10), (vector) -> vector.setSafe(
                        0, new BigDecimal("1234567890123456789012345678.0123456789"))),
                filled(new UInt8Vector("2", allocator), vector -> vector.setSafe(0, -1)),
                filled(new Float8Vector("3", allocator), vector -> vector.setSafe(0, 0.1)),
                filled(new BitVector("4", allocator), vector -> vector.setSafe(0, 1)),
                filled(new DateMilliVector("5", allocator), vector -> vector.setSafe(0, -86_400_000)),
                filled(new TimeSecVector("6", allocator), vector -> vector.setSafe(0, 86_399)),
                filled(new TimeMilliVector("7", allocator), vector -> vector.setSafe(0, 1)),
                filled(new TimeStampMilliVector("8", allocator), vector -> vector.setSafe(0, -1)),
                filled(new LargeVarCharVector("9", allocator), vector -> vector.setSafe(0, new Text("é"))),
                filled(new FixedSizeBinaryVector("10", allocator, 2), vector ->
                        vector.setSafe(0, new byte[] {0, -1})))) {
            parameters.setRowCount(1);
            assertThat(query("SELECT ? = 1234567890123456789012345678.0123456789, ? = 18446744073709551615,"
                            + " ? = 0.1::FLOAT, ? = TRUE, ?::DATE = '1969-12-31'::DATE, ?::TIME = '23:59:59'::TIME,"
                            + " ?::TIME = '00:00:00.001'::TIME,"
                            + " ?::TIMESTAMP_NTZ = '1969-12-31 23:59:59.999'::TIMESTAMP_NTZ,"
                            + " ? = 'é', ? = TO_BINARY('00FF')", parameters))
                    .containsExactly("true|true|true|true|true|true|true|true|true|true");
        }
    }

    @Test
    void aTimeThatNoDayHasIsAnErrorOfAdbcHoweverTheStatementIsRun() throws Exception {
        LocalDatabase.execute(connection, "CREATE TABLE CLOCKS (T TIME)");
        try (VectorSchemaRoot late = VectorSchemaRoot.of(
                        filled(new TimeSecVector("1", allocator), vector -> vector.setSafe(0, 86_400)));
                AdbcStatement statement = connection.createStatement()) {
            late.setRowCount(1);
            statement.setSqlQuery("INSERT INTO CLOCKS VALUES (?)");
            statement.bind(late);
            for (ThrowingCallable run : List.<ThrowingCallable>of(statement::executeUpdate, statement::executeQuery)) {
                assertThatThrownBy(run).isInstanceOfSatisfying(AdbcException.class, failure ->
                        assertThat(failure.getStatus()).isEqualTo(AdbcStatusCode.INVALID_DATA));
            }
        }
        assertThat(query("SELECT COUNT(*) FROM CLOCKS")).containsExactly("0");
    }

    private static <T extends FieldVector> T filled(T vector, Consumer<T> fill) {
        fill.accept(vector);
        return vector;
    }

    @Test
    void aRolledBackTransactionLeavesNothing() throws Exception {
        LocalDatabase.execute(connection, "CREATE TABLE UNDONE (ID NUMBER)");
        connection.setAutoCommit(false);
        LocalDatabase.execute(connection, "INSERT INTO UNDONE VALUES (1)");
        connection.rollback();
        LocalDatabase.execute(connection, "INSERT INTO UNDONE VALUES (2)");
        connection.setAutoCommit(true);
        assertThat(query("SELECT ID FROM UNDONE")).containsExactly("2");
    }
}
