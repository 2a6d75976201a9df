package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.rows.IngestException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.Utf8;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.variant.VariantBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts that are not UTF-8 are an error, whatever the source, or are replaced where that is asked for. */
class InvalidCharactersTest {

    /** Of the first row. The second has a letter of Latin-1, and the first byte of a character without the others. */
    private static final byte[] FINE = "\u00e9 \uD83D\uDE00 ?".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BROKEN = {'b', (byte) 0xE4, 'd', ' ', (byte) 0xC3};
    private static final String REPLACED = "b\uFFFDd \uFFFD";

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void ofCsv() throws Exception {
        check("CSV_TEXTS", Files.write(snowflake.file("t.csv"), lines("n,t\n1,", "\n2,", "\n")), "t.csv");
    }

    @Test
    void ofJsonLines() throws Exception {
        byte[] lines = lines("{\"n\":1,\"t\":\"", "\"}\n{\"n\":2,\"t\":\"", "\"}\n");
        check("JSON_TEXTS", Files.write(snowflake.file("t.ndjson"), lines), "t.ndjson");
    }

    @Test
    void ofDocumentsInJsonLines() throws Exception {
        byte[] lines = lines("{\"n\":1,\"t\":{\"d\":\"", "\"}}\n{\"n\":2,\"t\":{\"d\":\"", "\"}}\n");
        Path file = Files.write(snowflake.file("d.ndjson"), lines);

        snowflake.ingest("DOCUMENTS", file, Map.of("ingest.replace-invalid-characters", "true"));

        assertThat(snowflake.query("SELECT T:d::VARCHAR FROM DOCUMENTS WHERE N = 2")).containsExactly(REPLACED);
    }

    @Test
    void ofArrow() throws Exception {
        Path file = snowflake.file("t.arrow");
        try (BufferAllocator allocator = new RootAllocator();
                IntVector numbers = new IntVector("n", allocator);
                VarCharVector texts = new VarCharVector("t", allocator);
                SeekableByteChannel channel =
                        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            numbers.setSafe(0, 1);
            numbers.setSafe(1, 2);
            texts.setSafe(0, FINE);
            texts.setSafe(1, BROKEN);
            numbers.setValueCount(2);
            texts.setValueCount(2);
            try (ArrowFileWriter writer =
                    new ArrowFileWriter(new VectorSchemaRoot(List.of(numbers, texts)), null, channel)) {
                writer.start();
                writer.writeBatch();
                writer.end();
            }
        }
        check("ARROW_TEXTS", file, "t.arrow");
    }

    /** Java's own programs ask for Strings, which Avro makes with replaced characters. */
    @Test
    void ofAvro() throws Exception {
        Schema text = Schema.create(Schema.Type.STRING);
        GenericData.setStringType(text, GenericData.StringType.String);
        Schema schema = SchemaBuilder.record("row")
                .fields()
                .requiredInt("n")
                .name("t").type(text).noDefault()
                .endRecord();
        Path file = snowflake.file("t.avro");
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, file.toFile());
            for (int n = 1; n <= 2; n++) {
                Utf8 value = new Utf8(n == 1 ? FINE : BROKEN);
                writer.append(new GenericRecordBuilder(schema).set("n", n).set("t", value).build());
            }
        }
        check("AVRO_TEXTS", file, "t.avro");
    }

    /** Its row groups would travel as they are, and COPY itself refuses them. */
    @Test
    void ofParquet() throws Exception {
        Path file = parquet("t.parquet", "required binary t (STRING);");

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("PARQUET_TEXTS", file, Map.of()))
                .withMessageContaining("Nothing was committed");
        checkReplaced("PARQUET_TEXTS", file);
    }

    @Test
    void ofParquetThatIsWrittenAnew() throws Exception {
        check("PARQUET_ENUMS", parquet("e.parquet", "required binary t (ENUM);"), "e.parquet");
    }

    @Test
    void ofVariantsInParquet() throws Exception {
        Path file = parquet("v.parquet", "required group t (VARIANT(1)) { required binary metadata;"
                + " required binary value; }");

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("VARIANTS", file, Map.of()))
                .withMessageContaining("Column T of row 2 of v.parquet: not valid in UTF-8");
        checkReplaced("VARIANTS", file);
    }

    /** In a JVM of another charset, too. */
    @Test
    void namesInVariantsAreReadAsUtf8() throws Exception {
        Path file = variants("names.parquet", "\u00e4\u20ac".getBytes(StandardCharsets.UTF_8));
        snowflake.ingest("NAMES", file, Map.of());
        assertThat(snowflake.query("SELECT T::VARCHAR FROM NAMES"))
                .containsExactly("{\"\u00e4\u20ac\":true,\"z\":null}");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("NAMES2", variants("broken.parquet", BROKEN), Map.of()))
                .withMessageContaining("Column T of row 1 of broken.parquet: not valid in UTF-8");
    }

    /** An object of two fields, by VariantEncoding.md. */
    private static Path variants(String name, byte[] key) throws Exception {
        ByteBuffer metadata = ByteBuffer.allocate(6 + key.length);
        metadata.put(new byte[] {1, 2, 0, 1, (byte) (1 + key.length), 'z'}).put(key).flip();
        byte[] value = {0b10, 2, 1, 0, 0, 1, 2, 0b100, 0};
        MessageType schema = MessageTypeParser.parseMessageType("message row { required group t (VARIANT(1)) {"
                + " required binary metadata; required binary value; } }");
        Path file = snowflake.file(name);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .build()) {
            Group row = new SimpleGroupFactory(schema).newGroup();
            row.addGroup("t").append("metadata", Binary.fromConstantByteBuffer(metadata))
                    .append("value", Binary.fromConstantByteArray(value));
            writer.write(row);
        }
        return file;
    }

    @Test
    void ofRowsOfAProgram() throws Exception {
        List<Map<String, ?>> rows = List.of(
                Map.of("n", 1, "t", new String(FINE, StandardCharsets.UTF_8)),
                Map.of("n", 2, "t", "b\uD83Dd \uDE00"));
        check("MAPS", rows, "the message");
    }

    private static void check(String table, Object source, String name) throws Exception {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest(table, source, Map.of()))
                .withMessageContaining("Column T of row 2 of " + name + ": not valid in UTF-8")
                .withMessageContaining("ingest.replace-invalid-characters")
                .withMessageContaining("Nothing was committed");
        checkReplaced(table, source);
    }

    private static void checkReplaced(String table, Object source) throws Exception {
        assertThat(snowflake.ingest(table, source, Map.of("ingest.replace-invalid-characters", "true")).rows())
                .isEqualTo(2);
        assertThat(snowflake.query("SELECT N, T::VARCHAR FROM " + table + " ORDER BY N"))
                .containsExactly("1|" + new String(FINE, StandardCharsets.UTF_8), "2|" + REPLACED);
    }

    private static byte[] lines(String start, String middle, String end) {
        ByteBuffer bytes = ByteBuffer.allocate(1_000);
        bytes.put(start.getBytes(StandardCharsets.UTF_8)).put(FINE);
        bytes.put(middle.getBytes(StandardCharsets.UTF_8)).put(BROKEN);
        bytes.put(end.getBytes(StandardCharsets.UTF_8));
        byte[] lines = new byte[bytes.position()];
        bytes.flip().get(lines);
        return lines;
    }

    private static Path parquet(String name, String column) throws Exception {
        MessageType schema = MessageTypeParser.parseMessageType("message row { required int32 n; " + column + " }");
        Path file = snowflake.file(name);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .build()) {
            for (int n = 1; n <= 2; n++) {
                byte[] text = n == 1 ? FINE : BROKEN;
                Group row = new SimpleGroupFactory(schema).newGroup().append("n", n);
                if (schema.getType("t").isPrimitive()) {
                    row.append("t", Binary.fromConstantByteArray(text));
                } else {
                    addVariant(row.addGroup("t"), text);
                }
                writer.write(row);
            }
        }
        return file;
    }

    private static void addVariant(Group variant, byte[] text) {
        VariantBuilder names = new VariantBuilder();
        names.appendNull();
        byte[] value = new byte[text.length + 1];
        value[0] = (byte) (text.length << 2 | 1);
        System.arraycopy(text, 0, value, 1, text.length);
        variant.append("metadata", Binary.fromConstantByteBuffer(names.build().getMetadataBuffer()))
                .append("value", Binary.fromConstantByteArray(value));
    }
}
