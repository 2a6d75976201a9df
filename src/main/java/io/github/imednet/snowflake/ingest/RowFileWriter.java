package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.parquet.ColumnFileWriter;
import io.github.imednet.snowflake.parquet.Compression;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.rows.RowChunk;
import io.github.imednet.snowflake.rows.WrittenColumn;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ParquetTypes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Writes rows of any source to one Parquet file. */
final class RowFileWriter implements Closeable {

    /** Packed, for a file without a target size. */
    private static final long ROW_GROUP_BYTES = 64L * 1024 * 1024;

    private final ColumnFileWriter file;
    private final List<WrittenColumn> columns = new ArrayList<>();

    RowFileWriter(Path path, List<Column> columns, IngestSettings settings) throws IOException {
        MessageType schema =
                new MessageType("rows", columns.stream().map(ParquetTypes::written).toArray(Type[]::new));
        this.file = new ColumnFileWriter(
                new LocalOutputFile(path),
                schema,
                new Compression(CompressionCodecName.valueOf(settings.get(IngestSettings.COMPRESSION)),
                        settings.get(IngestSettings.COMPRESSION_LEVEL)),
                ROW_GROUP_BYTES);
        boolean replaces = settings.get(IngestSettings.REPLACE_INVALID_CHARACTERS);
        for (int i = 0; i < columns.size(); i++) {
            this.columns.add(new WrittenColumn(columns.get(i), file.column(i), replaces));
        }
    }

    /**
     * @param positions for each column that of its value in the row, or -1 for none
     * @throws IngestException naming the column and the row of a value that cannot be written
     */
    void write(RowChunk chunk, int[] positions) throws IOException {
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 0) {
                columns.get(i).writeNulls(chunk.rows());
            } else {
                chunk.write(positions[i], columns.get(i));
            }
        }
        file.endRows(chunk.rows());
    }

    /** Bytes of the file so far, with what is not yet on the disk. */
    long size() {
        return file.size();
    }

    void end() throws IOException {
        file.end();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
