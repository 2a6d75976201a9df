package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.rows.IngestException;
import java.io.ByteArrayOutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows in formats that have types of their own. */
class BinaryFilesTest {

    private static final Schema SCHEMA = SchemaBuilder.record("row").fields()
            .requiredLong("id")
            .name("tags").type().array().items().stringType().noDefault()
            .endRecord();

    private static final Schema FLAT = SchemaBuilder.record("row").fields()
            .requiredLong("id")
            .optionalString("name")
            .endRecord();

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void avroRecordsBecomeATableWithTheirDocuments() throws Exception {
        snowflake.ingest("AVRO", List.of(tagged(1), tagged(2)).iterator(), Map.of());

        assertThat(snowflake.query("SELECT ID, TAGS[0]::VARCHAR FROM AVRO ORDER BY ID"))
                .containsExactly("1|tag 1", "2|tag 2");
    }

    @Test
    void parquetFilesAreTakenAsTheyAreOrWrittenAnewWhereTheyHaveDocuments() throws Exception {
        Path flat = parquet("flat.parquet", FLAT, List.of(
                new GenericRecordBuilder(FLAT).set("id", 1L).set("name", "one").build(),
                new GenericRecordBuilder(FLAT).set("id", 2L).set("name", null).build()));
        Path nested = parquet("nested.parquet", SCHEMA, List.of(tagged(7)));

        snowflake.ingest("FLAT", flat, Map.of());
        snowflake.ingest("NESTED", nested, Map.of());

        assertThat(snowflake.query("SELECT * FROM FLAT ORDER BY ID")).containsExactly("1|one", "2|null");
        assertThat(snowflake.query("SELECT ID, TAGS[0]::VARCHAR FROM NESTED")).containsExactly("7|tag 7");
    }

    @Test
    void arrowFilesAndStreamsBecomeTables() throws Exception {
        snowflake.ingest("ARROW_FILE", arrow("rows.arrow", true), Map.of());
        snowflake.ingest("ARROW_STREAM", arrow("rows.arrows", false), Map.of());

        for (String table : List.of("ARROW_FILE", "ARROW_STREAM")) {
            assertThat(snowflake.query("SELECT ID, NAME, TO_VARCHAR(AT::DATE) FROM " + table + " ORDER BY ID"))
                    .containsExactly("0|name 0|1970-01-01", "1|null|1970-01-02");
        }
    }

    @Test
    void anAvroFileThatIsCutOffIsNotOneWithoutRows() throws Exception {
        snowflake.execute("CREATE TABLE CUT_AVRO AS SELECT 7 AS ID");
        byte[] whole = Files.readAllBytes(avro("whole.avro", 1_000, 3));
        byte[] oneBlock = Files.readAllBytes(avro("block.avro", 3));
        Path cut = snowflake.file("cut.avro");

        for (byte[] bytes : List.of(
                Arrays.copyOf(oneBlock, oneBlock.length - 1), // in the mark behind the block
                Arrays.copyOf(oneBlock, oneBlock.length - 20), // in the block
                Arrays.copyOf(oneBlock, avroHeader() + 1), // in the numbers before it
                Arrays.copyOf(whole, whole.length - 20))) { // behind 1,000 rows, so many as are taken at a time
            Files.write(cut, bytes);
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> snowflake.ingest("CUT_AVRO", cut, Map.of("ingest.mode", "replace")))
                    .withMessageContaining("cut.avro is truncated or damaged: the block that follows row "
                            + (bytes.length > oneBlock.length ? 1_000 : 0) + " is not whole");
        }
        Files.write(cut, Arrays.copyOf(oneBlock, avroHeader() - 1));
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("CUT_AVRO", cut, Map.of("ingest.mode", "replace")))
                .withMessageStartingWith("cut.avro is not a readable Avro file: ")
                .withMessageNotContaining("null");
        assertThat(snowflake.query("SELECT ID FROM CUT_AVRO")).containsExactly("7");
    }

    @Test
    void avroBlocksWithoutRecordsHideNoOthers() throws Exception {
        byte[] bytes = Files.readAllBytes(avro("blocks.avro", 1_000, 3));
        byte[] mark = Arrays.copyOfRange(bytes, bytes.length - 16, bytes.length);
        int second = Files.readAllBytes(avro("first.avro", 1_000)).length;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int from : new int[] {0, avroHeader(), second}) {
            int to = from == 0 ? avroHeader() : from == second ? bytes.length : second;
            file.write(bytes, from, to - from);
            file.write(new byte[] {0, 0}); // no records, no bytes
            file.write(mark);
        }
        snowflake.ingest("NO_RECORDS", Files.write(snowflake.file("no-records.avro"), file.toByteArray()), Map.of());

        assertThat(snowflake.query("SELECT COUNT(*), COUNT(DISTINCT ID) FROM NO_RECORDS")).containsExactly("1003|1003");
    }

    @Test
    void anAvroFileWithABlockThatIsDamagedIsNamed() throws Exception {
        Path file = avro("damaged.avro", 3);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, avroHeader() + 2, bytes.length - 16, (byte) -1);
        Files.write(file, bytes);

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("DAMAGED_AVRO", file, Map.of()))
                .withMessageStartingWith("damaged.avro cannot be read after row 0: ");
    }

    /** A block of each so many records. */
    private static Path avro(String name, int... blocks) throws Exception {
        Path file = snowflake.file(name);
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(FLAT))) {
            writer.create(FLAT, file.toFile());
            long id = 0;
            for (int records : blocks) {
                for (int i = 0; i < records; i++) {
                    writer.append(new GenericRecordBuilder(FLAT).set("id", id++).set("name", null).build());
                }
                writer.sync();
            }
        }
        return file;
    }

    /** Bytes before the first block. */
    private static int avroHeader() throws Exception {
        return Files.readAllBytes(avro("header.avro")).length;
    }

    @Test
    void anArrowFileThatIsCutOffIsNamed() throws Exception {
        for (boolean isFile : List.of(true, false)) {
            byte[] bytes = Files.readAllBytes(arrow(isFile ? "whole.arrow" : "whole.arrows", isFile));
            Path cut = Files.write(snowflake.file("cut.arrow"), Arrays.copyOf(bytes, bytes.length - 40));
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> snowflake.ingest("CUT_ARROW", cut, Map.of()))
                    .withMessageMatching("cut.arrow (is not a readable Arrow file|cannot be read after row 0): .+");
        }
    }

    private static Path arrow(String name, boolean file) throws Exception {
        Path path = snowflake.file(name);
        try (BufferAllocator allocator = new RootAllocator();
                BigIntVector ids = new BigIntVector("id", allocator);
                VarCharVector names = new VarCharVector("name", allocator);
                TimeStampMicroVector times = new TimeStampMicroVector("at", allocator);
                SeekableByteChannel channel =
                        Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ids.setSafe(0, 0);
            ids.setSafe(1, 1);
            names.setSafe(0, "name 0".getBytes());
            names.setNull(1);
            times.setSafe(0, 0);
            times.setSafe(1, 86_400_000_000L);
            List<FieldVector> vectors = List.of(ids, names, times);
            vectors.forEach(vector -> vector.setValueCount(2));
            try (VectorSchemaRoot root = new VectorSchemaRoot(vectors);
                    ArrowWriter writer = file
                            ? new ArrowFileWriter(root, null, channel)
                            : new ArrowStreamWriter(root, null, channel)) {
                writer.start();
                writer.writeBatch();
                writer.end();
            }
        }
        return path;
    }

    private static GenericRecord tagged(long id) {
        return new GenericRecordBuilder(SCHEMA)
                .set("id", id)
                .set("tags", new GenericData.Array<>(SCHEMA.getField("tags").schema(), List.of("tag " + id)))
                .build();
    }

    private static Path parquet(String name, Schema schema, List<GenericRecord> records) throws Exception {
        Path path = snowflake.file(name);
        try (ParquetWriter<GenericRecord> writer = AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(path))
                .withSchema(schema)
                .withConf(new PlainParquetConfiguration())
                .build()) {
            for (GenericRecord record : records) {
                writer.write(record);
            }
        }
        return path;
    }
}
