package io.github.imednet.snowflake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.run.SettingsOf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.parquet.avro.ParquetAvroDataFormat;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records written by columns, read by Camel's own data format, which is put in its place too. */
class RecordParquetTest extends CamelTestSupport {

    private static final Schema SCHEMA = SchemaBuilder.record("Record")
            .fields()
            .optionalLong("id")
            .optionalString("text")
            .optionalBoolean("deleted")
            .name("at")
            .type()
            .optional()
            .type(LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG)))
            .name("day")
            .type()
            .optional()
            .type(LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)))
            .optionalString("never")
            .endRecord();

    static Stream<String> codecs() {
        return ExportKeys.COMPRESSIONS.stream().sorted();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                codecs().forEach(codec -> {
                    from("direct:columns-" + codec).marshal(byColumns(codec)).convertBodyTo(byte[].class);
                    ParquetAvroDataFormat plain = new ParquetAvroDataFormat();
                    plain.setCompressionCodecName(codec);
                    from("direct:camel-" + codec).marshal(plain).convertBodyTo(byte[].class);
                    from("direct:read-" + codec).unmarshal(plain);
                });
            }
        };
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void rowsAndSchemaAreThoseOfCamelsOwnFormat(String codec) {
        List<GenericRecord> records = IntStream.range(0, 25_000).mapToObj(RecordParquetTest::record).toList();

        byte[] columns = template.requestBody("direct:columns-" + codec, records, byte[].class);
        List<?> read = read(codec, columns);
        List<?> camels = read(codec, template.requestBody("direct:camel-" + codec, records, byte[].class));

        assertThat(read).hasToString(camels.toString()).hasSize(25_000);
        assertThat(((GenericRecord) read.get(0)).getSchema().getFields())
                .isEqualTo(((GenericRecord) camels.get(0)).getSchema().getFields());
        assertThat(template.requestBody("direct:columns-" + codec, records, byte[].class)).isEqualTo(columns);
    }

    @Test
    void recordsWithNestedColumnsAreWrittenAsCamelWritesThem() {
        Schema nested = SchemaBuilder.record("Record").fields().name("list").type().array().items().longType()
                .noDefault().endRecord();
        GenericRecord record = new GenericData.Record(nested);
        record.put("list", List.of(1L, 2L));

        byte[] file = template.requestBody("direct:columns-ZSTD", List.of(record), byte[].class);

        assertThat(read("ZSTD", file)).hasToString("[" + record + "]");
    }

    private List<?> read(String codec, byte[] file) {
        return template.requestBody("direct:read-" + codec, file, List.class);
    }

    private static RecordParquet byColumns(String codec) {
        return new RecordParquet(SettingsOf.defaults(Map.of("export.compression", codec)));
    }

    /** Nulls here and there, texts of every kind, and values that a page or a dictionary does not hold. */
    private static GenericRecord record(int row) {
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("id", row % 7 == 0 ? null : row * 1_000_003L);
        record.put("text", text(row));
        record.put("deleted", row % 3 == 0 ? null : row % 2 == 0);
        record.put("at", row % 5 == 0 ? null : -62_135_596_800_000_000L + row);
        record.put("day", row % 11 == 0 ? null : row - 12_500);
        return record;
    }

    private static CharSequence text(int row) {
        Utf8 longer = new Utf8("longer than it is now".getBytes(StandardCharsets.UTF_8));
        longer.setByteLength(6);
        return switch (row % 6) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> new Utf8("Größe 😀");
            case 3 -> "a text of Java's own " + row;
            case 4 -> longer;
            default -> new Utf8("{\"number\":" + row + "}");
        };
    }
}
