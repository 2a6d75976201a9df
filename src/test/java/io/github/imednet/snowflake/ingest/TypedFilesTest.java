package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.rows.IngestException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files with types of their own end in the same table, whichever way they take. */
class TypedFilesTest {

    private static final String FLAT = "optional boolean b; optional int32 i; optional int64 l; optional float f;"
            + " optional double d; optional int32 d4 (DECIMAL(9,2)); optional int64 d8 (DECIMAL(18,4));"
            + " optional fixed_len_byte_array(16) d16 (DECIMAL(38,10)); optional binary db (DECIMAL(20,5));"
            + " optional binary t (STRING); optional binary y; optional fixed_len_byte_array(2) x;"
            + " optional int32 day (DATE); optional int32 t3 (TIME(MILLIS,false)); optional int64 t6"
            + " (TIME(MICROS,false)); optional int64 t9 (TIME(NANOS,false)); optional int64 w3"
            + " (TIMESTAMP(MILLIS,false)); optional int64 w6 (TIMESTAMP(MICROS,false)); optional int64 w9"
            + " (TIMESTAMP(NANOS,false)); optional int64 z3 (TIMESTAMP(MILLIS,true)); optional int64 z6"
            + " (TIMESTAMP(MICROS,true)); optional int64 z9 (TIMESTAMP(NANOS,true)); optional int32 i8"
            + " (INTEGER(8,true)); optional int32 a.b-c;";

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void aFileThatTravelsAsItIsAndOneThatIsWrittenAnewMakeTheSameTable() throws Exception {
        Path asItIs = file("as-it-is", FLAT, TypedFilesTest::fill, row -> {});
        // A list cannot travel as it is, and takes the whole file with it.
        Path anew = file("anew", FLAT + " repeated int32 r;", row -> {
            fill(row);
            row.append("r", 1).append("r", 2);
        }, row -> {});

        snowflake.ingest("AS_IT_IS", asItIs, Map.of());
        snowflake.ingest("ANEW", anew, Map.of());

        List<String> types = snowflake.query("DESCRIBE TABLE AS_IT_IS");
        assertThat(snowflake.query("DESCRIBE TABLE ANEW")).startsWith(types.toArray(String[]::new)).hasSize(25);
        assertThat(snowflake.query("SELECT * EXCLUDE R FROM ANEW ORDER BY L"))
                .isEqualTo(snowflake.query("SELECT * FROM AS_IT_IS ORDER BY L"))
                .first().asString()
                .startsWith("TRUE|-5|9223372036854775807|").contains("|1.10|-1.1000|9999999999999999999999999999.");
        assertThat(snowflake.query("SELECT TO_JSON(R) FROM ANEW ORDER BY L")).containsExactly("[1,2]", "[]");
    }

    @Test
    void nanosecondsAreTextInAColumnOfText() throws Exception {
        long nanoseconds = 1_709_251_199_123_456_789L;
        Path file = file("nanos", "optional int64 ns (TIMESTAMP(NANOS,false)); optional int64 us"
                + " (TIMESTAMP(MICROS,false));", row -> row.append("ns", nanoseconds).append("us", nanoseconds / 1000));

        snowflake.ingest("NANOS", file, Map.of("ingest.columns", "NS VARCHAR, US VARCHAR"));

        assertThat(snowflake.query("SELECT NS, US FROM NANOS"))
                .containsExactly("2024-02-29T23:59:59.123456789|2024-02-29T23:59:59.123456");
    }

    @Test
    void aFileWithoutRowsMakesATableWithoutRows() throws Exception {
        IngestSummary none = snowflake.ingest("NO_ROWS", resource("no-rows.parquet"), Map.of());
        IngestSummary two = snowflake.ingest("EMPTY_GROUP", resource("empty-row-group.parquet"), Map.of());

        assertThat(none.rows()).isZero();
        assertThat(snowflake.query("SELECT COUNT(ID) FROM NO_ROWS")).containsExactly("0");
        assertThat(two.rows()).isEqualTo(2);
        assertThat(snowflake.query("SELECT * FROM EMPTY_GROUP ORDER BY ID")).containsExactly("1|a", "2|b");
    }

    @Test
    void avroFilesAreLoadedWithTheirNanoseconds() throws Exception {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "row", "fields": [
                  {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                  {"name": "wall", "type": {"type": "long", "logicalType": "local-timestamp-nanos"}},
                  {"name": "moment", "type": {"type": "long", "logicalType": "timestamp-nanos"}}]}""");
        Path file = snowflake.file("row.avro");
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.zstandardCodec(3)).create(schema, file.toFile());
            writer.append(new GenericRecordBuilder(schema)
                    .set("amount", ByteBuffer.wrap(new byte[] {110}))
                    .set("wall", 1_709_251_199_123_456_000L)
                    .set("moment", 1_709_251_199_123_456_000L)
                    .build());
        }

        snowflake.ingest("AVRO_FILE", file, Map.of());

        assertThat(snowflake.query("DESCRIBE TABLE AVRO_FILE"))
                .extracting(row -> row.split("\\|")[1])
                .containsExactly("NUMBER(9,2)", "TIMESTAMP_NTZ(9)", "TIMESTAMP_LTZ(9)");
        assertThat(snowflake.query("SELECT AMOUNT, TO_CHAR(WALL, 'YYYY-MM-DD HH24:MI:SS.FF6'),"
                + " DATE_PART(EPOCH_SECOND, MOMENT) FROM AVRO_FILE"))
                .containsExactly("1.10|2024-02-29 23:59:59.123456|1709251199");
    }

    @Test
    void theOrderOfFilesDoesNotMatter() throws Exception {
        Path fine = file("fine", "optional int64 at (TIMESTAMP(NANOS,false)); optional int32 n (DECIMAL(9,3));",
                row -> row.append("at", 1_000L).append("n", 1_001));
        Path coarse = file("coarse", "optional int32 n (DECIMAL(9,1)); optional int64 at (TIMESTAMP(MILLIS,false));",
                row -> row.append("at", -62_135_596_800_000L).append("n", 12));

        snowflake.ingest("FINE_FIRST", List.of(fine, coarse), Map.of());
        snowflake.ingest("COARSE_FIRST", List.of(coarse, fine), Map.of());

        for (String table : List.of("FINE_FIRST", "COARSE_FIRST")) {
            assertThat(snowflake.query("DESCRIBE TABLE " + table))
                    .extracting(row -> row.split("\\|")[1])
                    .containsExactlyInAnyOrder("TIMESTAMP_NTZ(9)", "NUMBER(11,3)");
            assertThat(snowflake.query(
                            "SELECT N, TO_CHAR(AT, 'YYYY-MM-DD HH24:MI:SS.FF6') FROM " + table + " ORDER BY N"))
                    .containsExactly("1.001|1970-01-01 00:00:00.000001", "1.200|0001-01-01 00:00:00.000000");
        }
    }

    @Test
    void aFileThatIsChangedWhileItIsReadIsNotLoaded() throws Exception {
        Path file = file("growing", "required int64 id;", row -> row.append("id", 1L));
        snowflake.observe(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) throws Exception {
                if (event instanceof CamelEvent.ExchangeSendingEvent sending
                        && sending.getEndpoint().getEndpointUri().endsWith("ingest-send-file")) {
                    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
                }
            }
        });

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("GROWING", file, Map.of()))
                .withMessageContaining("growing.parquet was changed while it was read");
    }

    @Test
    void aColumnThatAFileLacksIsNullOnlyWhereItIsNamed() throws Exception {
        Path whole = file("whole", "required int64 id; required int64 weight;",
                row -> row.append("id", 1L).append("weight", 70L));
        Path lacking = file("lacking", "required int64 id;", row -> row.append("id", 2L));

        for (List<Path> files : List.of(List.of(whole, lacking), List.of(lacking, whole))) {
            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> snowflake.ingest("LACKING", files, Map.of()))
                    .withMessageContaining("lacking.parquet lacks the column weight, which whole.parquet has");
        }
        snowflake.ingest("NAMED", List.of(lacking, whole), Map.of("ingest.columns", "WEIGHT NUMBER"));
        assertThat(snowflake.query("SELECT ID, WEIGHT FROM NAMED ORDER BY ID")).containsExactly("1|70", "2|null");
    }

    @Test
    void aNameThatNoFileHasIsRefusedWithTheNearestOrAllOfThem() throws Exception {
        Path typed = file("typed", "required int64 id; required int64 weight;",
                row -> row.append("id", 1L).append("weight", 70L));
        Path text = snowflake.file("text.csv", "id,weight\n1,70\n");

        Path json = snowflake.file("text.ndjson", "{\"id\":1,\"weight\":70}\n");

        for (Path path : List.of(typed, text, json)) {
            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> snowflake.ingest("MISSPELT", path, Map.of("ingest.columns", "WIEGHT VARCHAR")))
                    .withMessageContaining("ingest.columns names WIEGHT").withMessageContaining("is weight meant?");
            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> snowflake.ingest(
                            "MISSPELT", path, Map.of("ingest.columns", "ID NUMBER, BODY_HEIGHT_CM NUMBER")))
                    .withMessageContaining("BODY_HEIGHT_CM, which the rows do not have: they have id, weight");
        }
        assertThat(snowflake.query("SHOW TABLES LIKE 'MISSPELT'")).isEmpty();
    }

    private static void fill(Group row) {
        byte[] most = new BigInteger("9".repeat(38)).toByteArray();
        row.append("b", true).append("i", -5).append("l", Long.MAX_VALUE).append("f", 0.1f).append("d", 0.1);
        row.append("d4", 110).append("d8", -11_000L).append("d16", Binary.fromConstantByteArray(most));
        row.append("db", Binary.fromConstantByteArray(new byte[] {1, 0})).append("t", "Z\u00fcrich");
        row.append("y", Binary.fromConstantByteArray(new byte[] {0, -1}));
        row.append("x", Binary.fromConstantByteArray(new byte[] {1, 2}));
        row.append("day", -719_162).append("t3", 1).append("t6", 86_399_999_999L).append("t9", 1_000L);
        row.append("w3", -1L).append("w6", -62_135_596_800_000_000L).append("w9", 1_000L);
        row.append("z3", -1L).append("z6", 253_402_300_799_999_999L).append("z9", 1_000L).append("i8", -128);
        row.append("a.b-c", 7);
    }

    private static Path resource(String name) throws Exception {
        return Path.of(TypedFilesTest.class.getResource("/files/" + name).toURI());
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
