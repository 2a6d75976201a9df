package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.parquet.ColumnFileWriter;
import io.github.imednet.snowflake.parquet.Compression;
import io.github.imednet.snowflake.parquet.StreamFile;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;

/** A result as a Parquet file, one group of rows in memory at a time. */
final class ParquetResult {

    private static final long ROW_GROUP_BYTES = 16L * 1024 * 1024;

    private final OutputStream output;
    private final String timestampUnit;

    ParquetResult(OutputStream output, String timestampUnit) {
        this.output = output;
        this.timestampUnit = timestampUnit;
    }

    long write(QueryRows rows) throws IOException {
        long count = 0;
        MessageType schema = ParquetColumns.schema(rows.columns(), TimeUnit.valueOf(timestampUnit));
        Compression compression = new Compression(CompressionCodecName.ZSTD, 0);
        try (ColumnFileWriter file =
                new ColumnFileWriter(new StreamFile(output), schema, compression, ROW_GROUP_BYTES)) {
            ParquetRow row = new ParquetRow(rows.columns(), schema, file);
            for (; rows.hasNext(); count++) {
                row.write(rows.nextValues());
            }
            file.end();
        }
        return count;
    }
}
