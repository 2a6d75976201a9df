package io.github.imednet.snowflake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.ParquetAvroDataFormat;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that what the build leaves of Hadoop is enough: a missing class would fail here and nowhere earlier. */
class ParquetCodecTest extends CamelTestSupport {

    static Stream<String> codecs() {
        return ExportKeys.COMPRESSIONS.stream().sorted();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                codecs().forEach(codec -> {
                    ParquetAvroDataFormat format = new ParquetAvroDataFormat();
                    format.setCompressionCodecName(codec);
                    from("direct:write-" + codec).marshal(format).convertBodyTo(byte[].class);
                    from("direct:read-" + codec).unmarshal(format);
                });
            }
        };
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void recordsComeBackFromEveryCodecOffered(String codec) throws Exception {
        List<GenericRecord> records = LongStream.range(0, 1000).mapToObj(ParquetCodecTest::record).toList();

        byte[] parquet = template.requestBody("direct:write-" + codec, records, byte[].class);
        List<?> read = template.requestBody("direct:read-" + codec, parquet, List.class);

        assertThat(codecOf(parquet)).isEqualTo(codec);
        assertThat(read).hasSize(1000);
        assertThat(read.get(7)).hasToString(records.get(7).toString());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void theSameRecordsMakeTheSameBytes(String codec) {
        List<GenericRecord> records = LongStream.range(0, 1000).mapToObj(ParquetCodecTest::record).toList();

        assertThat(template.requestBody("direct:write-" + codec, records, byte[].class))
                .isEqualTo(template.requestBody("direct:write-" + codec, records, byte[].class));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void theCanonicalFileListsEncodingsInOrderAndSaysItsBatchAndHoldsTheSameRecords(String codec) throws Exception {
        List<GenericRecord> records = LongStream.range(0, 1000).mapToObj(ParquetCodecTest::record).toList();
        byte[] parquet = template.requestBody("direct:write-" + codec, records, byte[].class);

        byte[] canonical = canonical(parquet, "S/records/0", records);

        assertThat(footerOf(canonical).getRow_groups().get(0).getColumns())
                .hasSize(RecordColumn.values().length)
                .allSatisfy(column ->
                        assertThat(column.getMeta_data().getEncodings()).isSorted());
        assertThat(footerOf(canonical).getKey_value_metadata())
                .contains(new KeyValue("imednet.batch-id").setValue("S/records/0"));
        assertThat(canonical(parquet, "S/records/0", records)).isEqualTo(canonical);
        assertThat(canonical(parquet, "S_records/0", records)).isNotEqualTo(canonical);
        assertThat(template.requestBody("direct:read-" + codec, canonical, List.class))
                .hasToString(records.toString());
    }

    private static byte[] canonical(byte[] parquet, String batchId, List<GenericRecord> records) throws IOException {
        return new CanonicalParquet().canonical(parquet, new RecordBatch(RecordSlice.whole(batchId, records)));
    }

    private static FileMetaData footerOf(byte[] parquet) throws IOException {
        int length = ByteBuffer.wrap(parquet).order(ByteOrder.LITTLE_ENDIAN).getInt(parquet.length - 8);
        return Util.readFileMetaData(new ByteArrayInputStream(parquet, parquet.length - 8 - length, length));
    }

    private static GenericRecord record(long id) {
        GenericRecord record = new GenericData.Record(RecordColumn.schema());
        record.put(RecordColumn.STUDY_KEY.ordinal(), new Utf8("S"));
        record.put(RecordColumn.RECORD_ID.ordinal(), id);
        record.put(RecordColumn.DELETED.ordinal(), id % 2 == 0);
        record.put(RecordColumn.DATE_CREATED.ordinal(), id * 1_000_000);
        record.put(RecordColumn.RECORD_DATA.ordinal(), new Utf8("{\"aeterm\":\"Kopfschmerz " + id + "ä😀\"}"));
        return record;
    }

    private static String codecOf(byte[] parquet) throws Exception {
        try (ParquetFileReader reader = ParquetFileReader.open(new InMemoryFile(parquet))) {
            return reader.getFooter().getBlocks().get(0).getColumns().get(0).getCodec().name();
        }
    }

    private record InMemoryFile(byte[] content) implements InputFile {

        @Override
        public long getLength() {
            return content.length;
        }

        @Override
        public SeekableInputStream newStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(content);
            return new DelegatingSeekableInputStream(bytes) {
                @Override
                public long getPos() {
                    return content.length - bytes.available();
                }

                @Override
                public void seek(long position) {
                    bytes.reset();
                    bytes.skip(position);
                }
            };
        }
    }
}
