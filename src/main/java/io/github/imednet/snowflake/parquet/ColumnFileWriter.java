package io.github.imednet.snowflake.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a Parquet file by columns, each of them optional and none of them nested. Packed pages are in memory until
 * their row group ends. One thread at a time.
 */
public final class ColumnFileWriter implements Closeable {

    private static final int ROWS_BETWEEN_CHECKS = 1_000;

    private final long rowGroupBytes;
    private final PageCompressor compressor;
    private final ParquetFileWriter file;
    private final List<ColumnWriter> columns = new ArrayList<>();
    private long rowsOfGroup;
    private long sizeOfGroups;

    /** @param rowGroupBytes after which a row group ends */
    public ColumnFileWriter(OutputFile output, MessageType schema, Compression compression, long rowGroupBytes)
            throws IOException {
        this.rowGroupBytes = rowGroupBytes;
        this.file = new ParquetFileWriter(
                output,
                schema,
                ParquetFileWriter.Mode.CREATE,
                Long.MAX_VALUE,
                0,
                null,
                ParquetProperties.builder().build());
        this.compressor = compression.open();
        PageScratch scratch = new PageScratch();
        for (ColumnDescriptor column : schema.getColumns()) {
            columns.add(ColumnWriter.of(column, scratch, new ColumnPages(column, compression.codec(), compressor)));
        }
        file.start();
    }

    /** @param position in the schema */
    public ColumnWriter column(int position) {
        return columns.get(position);
    }

    /** Every column has got the values of so many more rows. */
    public void endRows(int rows) throws IOException {
        long before = rowsOfGroup;
        rowsOfGroup += rows;
        boolean isDue = rowsOfGroup / ROWS_BETWEEN_CHECKS > before / ROWS_BETWEEN_CHECKS;
        if (isDue && sizeOfGroup() >= rowGroupBytes) {
            endGroup();
        }
    }

    private long sizeOfGroup() {
        long size = 0;
        for (ColumnWriter column : columns) {
            size += column.size();
        }
        return size;
    }

    /** Bytes of the file so far, about. */
    public long size() {
        return sizeOfGroups + sizeOfGroup();
    }

    private void endGroup() throws IOException {
        file.startBlock(rowsOfGroup);
        for (ColumnWriter column : columns) {
            column.writeTo(file);
        }
        file.endBlock();
        rowsOfGroup = 0;
        sizeOfGroups = file.getPos();
    }

    /** Writes what is left and the footer: without these there is no file that anybody reads. */
    public void end() throws IOException {
        try {
            if (rowsOfGroup > 0) {
                endGroup();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        file.end(Map.of());
    }

    @Override
    public void close() throws IOException {
        try (compressor) {
            file.close();
        }
    }
}
