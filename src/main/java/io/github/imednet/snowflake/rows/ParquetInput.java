package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ParquetTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;

/** A Parquet file that is ingested: what its footer says, and its rows. */
public final class ParquetInput {

    private final Path file;
    private final ParquetMetadata footer;
    private final List<Column> columns;

    public ParquetInput(Path file) throws IOException {
        this.file = file;
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options())) {
            this.footer = reader.getFooter();
        } catch (RuntimeException e) {
            throw new IngestException(
                    file.getFileName() + " is not a readable Parquet file: " + SystemErrors.reason(e), e);
        }
        this.columns = RowSource.columns(
                file.getFileName().toString(), footer.getFileMetaData().getSchema().getFields(), ParquetTypes::column);
    }

    static ParquetReadOptions options() {
        return ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    }

    public Path file() {
        return file;
    }

    public ParquetMetadata footer() {
        return footer;
    }

    public List<Column> columns() {
        return columns;
    }

    RowSource rows() throws IOException {
        return new ParquetRows(this);
    }
}
