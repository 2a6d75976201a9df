package io.github.imednet.snowflake.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The packed pages of one column until its row group is written. */
final class ColumnPages {

    private record Page(byte[] packed, int plainLength, int rows, int nulls, Encoding encoding) {}

    private final ColumnDescriptor column;
    private final CompressionCodecName codec;
    private final PageCompressor compressor;
    private final List<Page> pages = new ArrayList<>();
    private long packedLength;
    private long plainLength;

    ColumnPages(ColumnDescriptor column, CompressionCodecName codec, PageCompressor compressor) {
        this.column = column;
        this.codec = codec;
        this.compressor = compressor;
    }

    void add(ByteBuilder page, Validity validity, Encoding encoding) throws IOException {
        byte[] packed = compressor.compress(page.bytes(), page.size());
        pages.add(new Page(packed, page.size(), validity.rows(), validity.nulls(), encoding));
        packedLength += packed.length;
        plainLength += page.size();
    }

    /** Bytes of all pages. */
    long packedLength() {
        return packedLength;
    }

    /** What so many bytes of this column take when they are packed, as far as its pages show. */
    long packed(long plain) {
        return plainLength == 0 ? plain : (long) (plain * ((double) packedLength / plainLength));
    }

    /** @param dictionary in {@link Encoding#PLAIN}; empty where no page refers to it */
    void writeTo(ParquetFileWriter file, ByteBuilder dictionary, int entries) throws IOException {
        long rows = pages.stream().mapToLong(Page::rows).sum();
        file.startColumn(column, rows, codec);
        if (entries > 0) {
            byte[] packed = compressor.compress(dictionary.bytes(), dictionary.size());
            file.writeDictionaryPage(new DictionaryPage(
                    BytesInput.from(packed), dictionary.size(), entries, Encoding.PLAIN_DICTIONARY));
        }
        for (Page page : pages) {
            write(page, file);
        }
        file.endColumn();
        pages.clear();
        packedLength = 0;
        plainLength = 0;
    }

    /** Without least and greatest values, which are for who reads a part of a file, and so without an index of them. */
    @SuppressWarnings("deprecation")
    private void write(Page page, ParquetFileWriter file) throws IOException {
        Statistics<?> nulls = Statistics.getBuilderForReading(column.getPrimitiveType())
                .withNumNulls(page.nulls())
                .build();
        file.writeDataPage(
                page.rows(),
                page.plainLength(),
                BytesInput.from(page.packed()),
                nulls,
                Encoding.BIT_PACKED,
                Encoding.RLE,
                page.encoding());
    }
}
