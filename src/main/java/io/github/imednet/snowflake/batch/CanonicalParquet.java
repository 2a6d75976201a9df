package io.github.imednet.snowflake.batch;

import io.github.imednet.snowflake.config.RouteBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Makes equal Parquet files of equal batches, and of different batches never the same file. Parquet's writer lists the
 * encodings of a column in the order of a hash set, which is another one in every JVM; here they are put in order. And
 * the footer gets the batch's id: so batches of the same records, whose ids look alike in a file's name, have different
 * bytes and with them different names.
 */
@RouteBean
public final class CanonicalParquet {

    /** The footer's length and the mark {@code PAR1} end every file (Parquet format, "File format"). */
    private static final int TAIL = 8;

    private static final String BATCH_ID = "imednet.batch-id";

    /** @return the file with its lists of encodings in rising order and its batch's id, and all else as it was */
    public byte[] canonical(@Body byte[] parquet, @ExchangeProperty("batch") RecordBatch batch)
            throws IOException {
        return inOrder(parquet, new KeyValue(BATCH_ID).setValue(batch.id()));
    }

    /** @return the file with its lists of encodings in rising order, and all else as it was */
    public static byte[] inOrder(byte[] parquet) throws IOException {
        return inOrder(parquet, null);
    }

    private static byte[] inOrder(byte[] parquet, @Nullable KeyValue addition) throws IOException {
        int footerLength = ByteBuffer.wrap(parquet).order(ByteOrder.LITTLE_ENDIAN).getInt(parquet.length - TAIL);
        int footerStart = parquet.length - TAIL - footerLength;
        FileMetaData footer =
                Util.readFileMetaData(new ByteArrayInputStream(parquet, footerStart, footerLength));
        footer.getRow_groups().stream()
                .map(RowGroup::getColumns)
                .forEach(columns -> columns.stream().map(ColumnChunk::getMeta_data).forEach(CanonicalParquet::sort));
        if (addition != null) {
            footer.addToKey_value_metadata(addition);
        }
        return withFooter(parquet, footerStart, footer);
    }

    private static void sort(ColumnMetaData column) {
        column.getEncodings().sort(Comparator.naturalOrder());
        if (column.getEncoding_stats() != null) {
            column.getEncoding_stats()
                    .sort(Comparator.comparing(PageEncodingStats::getPage_type)
                            .thenComparing(PageEncodingStats::getEncoding));
        }
    }

    private static byte[] withFooter(byte[] parquet, int footerStart, FileMetaData footer) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream(parquet.length);
        file.write(parquet, 0, footerStart);
        Util.writeFileMetaData(footer, file);
        int length = file.size() - footerStart;
        file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
        file.write(parquet, parquet.length - 4, 4);
        return file.toByteArray();
    }
}
