package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ParquetSourceTypes;
import io.github.imednet.snowflake.types.SourceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.Type;

/** The rows of a Parquet file, read column by column, one row group at a time. */
final class ParquetRows extends NamedRows {

    private final List<Type> fields;
    private final List<SourceType> types;
    private final String writer;
    private final ParquetFileReader reader;
    private final List<ParquetColumn> readers = new ArrayList<>();
    private long rows;
    private long rowsLeft;

    ParquetRows(ParquetInput input) throws IOException {
        super(input.file().getFileName().toString(), input.columns());
        FileMetaData footer = input.footer().getFileMetaData();
        this.fields = footer.getSchema().getFields();
        this.types = fields.stream().map(ParquetSourceTypes::type).toList();
        this.writer = footer.getCreatedBy();
        this.reader = ParquetFileReader.open(new LocalInputFile(input.file()), ParquetInput.options());
    }

    @Override
    public List<Object[]> next(int most) throws IOException {
        try {
            if (rowsLeft == 0 && !nextRowGroup()) {
                return List.of();
            }
            Object[][] next = new Object[(int) Math.min(most, rowsLeft)][fields.size()];
            for (int i = 0; i < fields.size(); i++) {
                read(i, next);
            }
            rows += next.length;
            rowsLeft -= next.length;
            return Arrays.asList(next);
        } catch (IngestException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new IngestException(name + " cannot be read to its end: " + SystemErrors.reason(e), e);
        }
    }

    private void read(int column, Object[][] next) {
        int row = 0;
        try {
            ParquetColumn values = readers.get(column);
            for (; row < next.length; row++) {
                next[row][column] = values.next();
            }
        } catch (ValueException e) {
            throw e.in(columns.get(column).name(), rows + row + 1, name);
        }
    }

    /** Row groups without rows are passed over. */
    private boolean nextRowGroup() throws IOException {
        PageReadStore rowGroup = reader.readNextRowGroup();
        if (rowGroup == null) {
            return false;
        }
        readers.clear();
        for (int i = 0; i < fields.size(); i++) {
            readers.add(new ParquetColumn(fields.get(i), types.get(i), rowGroup, writer));
        }
        rowsLeft = rowGroup.getRowCount();
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
