package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.rows.FileBlocks;
import io.github.imednet.snowflake.rows.ParquetInput;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import io.github.imednet.snowflake.types.ParquetSourceTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Files of about the target size from the row groups of Parquet files, whose bytes are copied as they are: nothing is
 * decoded or packed anew, and a row group that is larger makes a larger file.
 */
final class RowGroups {

    /** What Snowflake reads. */
    private static final Set<CompressionCodecName> CODECS = Set.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD,
            CompressionCodecName.BROTLI);

    private RowGroups() {}

    /** Whether COPY brings the file's columns into the table's as they are. */
    static boolean canBeCopied(ParquetInput input, TableColumns columns) {
        MessageType schema = input.footer().getFileMetaData().getSchema();
        List<Column> found = input.columns();
        if (found.size() != columns.targets().size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            Column target = columns.targets().get(i).column();
            boolean sameName = columns.differInCase()
                    ? found.get(i).name().equals(target.name())
                    : found.get(i).name().equalsIgnoreCase(target.name());
            if (!sameName
                    || !ParquetSourceTypes.isCopied(schema.getType(i))
                    || !fits(found.get(i).type(), target.type())) {
                return false;
            }
        }
        return input.footer().getBlocks().stream()
                .flatMap(block -> block.getColumns().stream())
                .allMatch(column -> CODECS.contains(column.getCodec()));
    }

    private static boolean fits(ColumnType from, ColumnType to) {
        if (from.logical() != to.logical() || to.logical() == LogicalType.TIMESTAMP_TZ) {
            return false;
        }
        return switch (to.logical()) {
            case FIXED -> from.scale() <= to.scale() && from.precision() - from.scale() <= to.precision() - to.scale();
            case TIME, TIMESTAMP_LTZ, TIMESTAMP_NTZ -> from.scale() <= to.scale();
            case TEXT, BINARY -> from.length() <= to.length();
            default -> true;
        };
    }

    /** @param size bytes that a file is to have; 0 for no limit */
    static List<FilePart> parts(List<ParquetInput> inputs, long size) {
        List<FilePart> parts = new ArrayList<>();
        for (ParquetInput input : inputs) {
            List<BlockMetaData> blocks = new ArrayList<>();
            long bytes = 0;
            for (BlockMetaData block : withRows(input)) {
                if (!blocks.isEmpty() && size > 0 && bytes + block.getCompressedSize() > size) {
                    parts.add(part(input, List.copyOf(blocks)));
                    blocks.clear();
                    bytes = 0;
                }
                blocks.add(block);
                bytes += block.getCompressedSize();
            }
            if (!blocks.isEmpty()) {
                parts.add(part(input, blocks));
            }
        }
        return parts;
    }

    /** A row group may be empty, but Parquet's writer takes none that is. */
    private static List<BlockMetaData> withRows(ParquetInput input) {
        return input.footer().getBlocks().stream().filter(block -> block.getRowCount() > 0).toList();
    }

    private static FilePart part(ParquetInput input, List<BlockMetaData> blocks) {
        return file -> {
            copy(input, blocks, file);
            return blocks.stream().mapToLong(BlockMetaData::getRowCount).sum();
        };
    }

    private static void copy(ParquetInput input, List<BlockMetaData> blocks, Path file) throws IOException {
        MessageType schema = input.footer().getFileMetaData().getSchema();
        try (FileBlocks from = new FileBlocks(input.file());
                ParquetFileWriter writer = new ParquetFileWriter(
                        new LocalOutputFile(file),
                        schema,
                        ParquetFileWriter.Mode.CREATE,
                        Long.MAX_VALUE,
                        0,
                        null,
                        ParquetProperties.builder().build())) {
            writer.start();
            writer.appendRowGroups(from, blocks, false);
            writer.end(input.footer().getFileMetaData().getKeyValueMetaData());
        }
    }
}
