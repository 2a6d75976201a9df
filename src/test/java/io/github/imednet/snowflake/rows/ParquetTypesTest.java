package io.github.imednet.snowflake.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.ingest.Ingests;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Types of Parquet that COPY does not take as they are, written anew, and the edges of those that it takes. */
class ParquetTypesTest {

    private static final int JULIAN_DAY_OF_1970 = 2_440_588;

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void theTwelveBytesOfAnOldTimestampAreATimestamp() throws Exception {
        snowflake.ingest("OLD", file("old", "optional int96 at;",
                row -> row.add("at", at(LocalDate.of(2024, 2, 29), 3_661_000_001_000L)),
                row -> row.add("at", at(LocalDate.of(1, 1, 1), 0)),
                row -> row.add("at", at(LocalDate.of(9999, 12, 31), 86_399_999_999_000L)),
                row -> {}), Map.of("ingest.columns", "AT TIMESTAMP_NTZ(6)"));

        assertThat(snowflake.query("SELECT TO_CHAR(AT, 'YYYY-MM-DD HH24:MI:SS.FF6') FROM OLD ORDER BY AT"))
                .containsExactly("0001-01-01 00:00:00.000000", "2024-02-29 01:01:01.000001",
                        "9999-12-31 23:59:59.999999", "null");
    }

    @Test
    void numbersWithoutASignReachTheirHighest() throws Exception {
        snowflake.ingest("UNSIGNED", file("unsigned",
                "required int32 small (INTEGER(32,false)); required int64 large (INTEGER(64,false));",
                row -> row.append("small", -1).append("large", -1L),
                row -> row.append("small", 0).append("large", 1L)), Map.of());

        assertThat(snowflake.query("SELECT SMALL, LARGE FROM UNSIGNED ORDER BY LARGE"))
                .containsExactly("0|1", "4294967295|" + BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
    }

    @Test
    void aUuidIsItsText() throws Exception {
        UUID id = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();

        snowflake.ingest("IDS", file("ids", "required fixed_len_byte_array(16) id (UUID);",
                row -> row.add("id", Binary.fromConstantByteArray(bytes))), Map.of());

        assertThat(snowflake.query("SELECT ID FROM IDS")).containsExactly(id.toString());
    }

    @Test
    void decimalsOfEveryFormKeepTheirDigits() throws Exception {
        byte[] most = new BigInteger("9".repeat(38)).toByteArray();
        byte[] least = new BigInteger("-" + "9".repeat(38)).toByteArray();
        String schema = "required int32 a (DECIMAL(9,2)); required int64 b (DECIMAL(18,0));"
                + " required fixed_len_byte_array(16) c (DECIMAL(38,10)); required binary d (DECIMAL(38,38));";

        snowflake.ingest(
                "DECIMALS",
                file(
                        "decimals",
                        schema,
                        row -> row.append("a", 999_999_999)
                                .append("b", 999_999_999_999_999_999L)
                                .append("c", Binary.fromConstantByteArray(most))
                                .append("d", Binary.fromConstantByteArray(most)),
                        row -> row.append("a", -999_999_999)
                                .append("b", -999_999_999_999_999_999L)
                                .append("c", Binary.fromConstantByteArray(least))
                                .append("d", Binary.fromConstantByteArray(least))),
                Map.of());

        assertThat(snowflake.query("SELECT A, B, C, D FROM DECIMALS ORDER BY A DESC")).containsExactly(
                "9999999.99|999999999999999999|" + "9".repeat(28) + "." + "9".repeat(10) + "|0." + "9".repeat(38),
                "-9999999.99|-999999999999999999|-" + "9".repeat(28) + "." + "9".repeat(10) + "|-0." + "9".repeat(38));
    }

    @Test
    void emptyTextsAndBytesAreNotNull() throws Exception {
        snowflake.ingest("EMPTY", file("empty", "optional binary t (STRING); optional binary b;",
                row -> row.append("t", "").append("b", Binary.EMPTY),
                row -> {}), Map.of());

        assertThat(snowflake.query("SELECT COUNT(*), COUNT(T), COUNT(B), MAX(LENGTH(T)) FROM EMPTY"))
                .containsExactly("2|1|1|0");
    }

    @Test
    void mapsAndListsInAGroupAreDocuments() throws Exception {
        String schema = "required group visit { required int32 day; optional group codes (LIST) { repeated group list {"
                + " optional binary element (STRING); } } }";

        snowflake.ingest("GROUPS", file("groups", schema, row -> {
            Group visit = row.addGroup("visit").append("day", 7);
            Group codes = visit.addGroup("codes");
            codes.addGroup("list").append("element", "x\"y");
            codes.addGroup("list");
        }), Map.of());

        assertThat(snowflake.query(
                        "SELECT VISIT:day::NUMBER, VISIT:codes[0]::VARCHAR, ARRAY_SIZE(VISIT:codes) FROM GROUPS"))
                .containsExactly("7|x\"y|2");
    }

    @Test
    void listsOfOldWritersAreLists() throws Exception {
        Path file = file("lists", "optional group a (LIST) { repeated int32 element; }"
                + " optional group b (LIST) { repeated group array { optional int32 x; } }"
                + " optional group c (LIST) { repeated group list { optional int32 element; } }"
                + " optional group d (LIST) { repeated group element { required int32 x; required int32 y; } }"
                + " optional group m (MAP) { repeated group key_value { required int32 key; optional int32 value; } }"
                + " repeated group r { optional int32 x; }", row -> {
                    row.addGroup("a").append("element", 1).append("element", 2);
                    row.addGroup("b").addGroup("array").append("x", 1);
                    Group list = row.addGroup("c");
                    list.addGroup("list").append("element", 1);
                    list.addGroup("list");
                    row.addGroup("d").addGroup("element").append("x", 1).append("y", 2);
                    row.addGroup("m").addGroup("key_value").append("key", 7).append("value", 8);
                    row.addGroup("r").append("x", 1);
                    row.addGroup("r");
                });

        try (RowSource rows = FileFormat.of(file).open(file, null, null)) {
            assertThat(rows.next(9)).singleElement().extracting(JsonText::of).isEqualTo("[[1,2],[{\"x\":1}],[1,null],"
                    + "[{\"x\":1,\"y\":2}],{\"7\":8},[{\"x\":1},{\"x\":null}]]");
        }
    }

    @Test
    void valuesInsideOfADocumentAreThoseOfTheirTypes() throws Exception {
        Path file = file("inside", "required group s { required int64 ns (TIMESTAMP(NANOS,false));"
                + " required int32 d (DECIMAL(9,2)); required int32 u (INTEGER(32,false));"
                + " required int64 l (INTEGER(64,false)); required fixed_len_byte_array(2) h (FLOAT16);"
                + " required int64 t (TIME(NANOS,false)); }", row -> row.addGroup("s")
                        .append("ns", 1_709_251_199_123_456_789L).append("d", 110).append("u", -1).append("l", -1L)
                        .append("h", Binary.fromConstantByteArray(new byte[] {0, 0x3E})).append("t", 1L));

        try (RowSource rows = FileFormat.of(file).open(file, null, null)) {
            assertThat(rows.next(9)).singleElement().extracting(JsonText::of).isEqualTo(
                    "[{\"ns\":\"2024-02-29T23:59:59.123456789\",\"d\":1.10,\"u\":4294967295,"
                            + "\"l\":18446744073709551615,\"h\":1.5,\"t\":\"00:00:00.000000001\"}]");
        }
    }

    private static Binary at(LocalDate day, long nanosecond) {
        NanoTime time = new NanoTime((int) (day.toEpochDay() + JULIAN_DAY_OF_1970), nanosecond);
        return Binary.fromConstantByteArray(ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(time.getTimeOfDayNanos()).putInt(time.getJulianDay()).array());
    }

    @SafeVarargs
    private static Path file(String name, String fields, Consumer<Group>... rows) throws Exception {
        MessageType schema = MessageTypeParser.parseMessageType("message rows { " + fields + " }");
        Path file = snowflake.file(name + ".parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .build()) {
            for (Consumer<Group> row : List.of(rows)) {
                Group group = new SimpleGroupFactory(schema).newGroup();
                row.accept(group);
                writer.write(group);
            }
        }
        return file;
    }
}
