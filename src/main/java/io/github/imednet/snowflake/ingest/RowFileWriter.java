package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.rows.Bytes;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.rows.JsonText;
import io.github.imednet.snowflake.rows.ValueException;
import io.github.imednet.snowflake.rows.ValueWriter;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.LogicalType;
import io.github.imednet.snowflake.types.ParquetTypes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Writes rows of any source to one Parquet file. */
final class RowFileWriter implements Closeable {

    private final Rows rows;
    private final ParquetWriter<Object[]> writer;

    RowFileWriter(Path file, List<Column> columns, IngestSettings settings) throws IOException {
        this.rows = new Rows(columns);
        PlainParquetConfiguration configuration = new PlainParquetConfiguration();
        if (settings.compressionLevel() > 0) {
            configuration.setInt("parquet.compression.codec.zstd.level", settings.compressionLevel());
            configuration.set("zlib.compress.level", zlibLevel(settings.compressionLevel()));
        }
        this.writer = new Builder(new LocalOutputFile(file), rows)
                .withConf(configuration)
                .withCompressionCodec(CompressionCodecName.valueOf(settings.compression()))
                // Least and greatest values are for who reads a part of a file; COPY reads all of it.
                .withStatisticsEnabled(false)
                .withSizeStatisticsEnabled(false)
                .build();
    }

    /** Hadoop's names of zlib's levels. */
    private static String zlibLevel(int level) {
        return switch (Math.min(level, 9)) {
            case 1 -> "BEST_SPEED";
            case 2 -> "TWO";
            case 3 -> "THREE";
            case 4 -> "FOUR";
            case 5 -> "FIVE";
            case 6 -> "SIX";
            case 7 -> "SEVEN";
            case 8 -> "EIGHT";
            default -> "BEST_COMPRESSION";
        };
    }

    /**
     * @param positions for each column that of its value in the row, or -1 for none
     * @throws IngestException naming the column and the row of a value that cannot be written
     */
    void write(RowChunk chunk, int[] positions) throws IOException {
        rows.read(chunk, positions);
        for (Object[] row : chunk.rows()) {
            writer.write(row);
        }
    }

    /** Bytes of the file so far, with what is not yet on the disk. */
    long size() {
        return writer.getDataSize();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<Object[], Builder> {

        private final Rows rows;

        private Builder(OutputFile file, Rows rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }

    /** Gives Parquet the values of a row, one column after the other. */
    private static final class Rows extends WriteSupport<Object[]> {

        private final List<Column> columns;
        private final ValueWriter[] writers;
        private final boolean[] variant;
        private RecordConsumer consumer;
        private RowChunk chunk;
        private int[] positions;
        private long row;

        private Rows(List<Column> columns) {
            this.columns = columns;
            this.writers = columns.stream().map(ValueWriter::of).toArray(ValueWriter[]::new);
            this.variant = new boolean[writers.length];
            for (int i = 0; i < variant.length; i++) {
                variant[i] = columns.get(i).type().logical() == LogicalType.VARIANT;
            }
        }

        private void read(RowChunk next, int[] nextPositions) {
            chunk = next;
            positions = nextPositions;
            row = next.firstRow();
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(
                    new MessageType(
                            "rows", columns.stream().map(ParquetTypes::written).toArray(Type[]::new)),
                    Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return init((Configuration) null);
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            this.consumer = recordConsumer;
        }

        @Override
        public void write(Object[] values) {
            consumer.startMessage();
            for (int i = 0; i < writers.length; i++) {
                Object value = positions[i] < 0 ? null : values[positions[i]];
                if (value != null) {
                    write(i, value);
                }
            }
            consumer.endMessage();
            row++;
        }

        private void write(int column, Object value) {
            String name = columns.get(column).name();
            consumer.startField(name, column);
            try {
                boolean json = variant[column] && chunk.holdsOnlyTexts() && value instanceof String;
                writers[column].write(json ? new JsonText.Json((String) value) : value, consumer);
            } catch (ValueException e) {
                throw new IngestException("Column " + name + " of row " + row + " of " + chunk.source() + ": "
                        + e.getMessage() + " (the column is " + columns.get(column).type().sql() + "; ingest.columns"
                        + " may give it another type)");
            }
            consumer.endField(name, column);
        }
    }
}
