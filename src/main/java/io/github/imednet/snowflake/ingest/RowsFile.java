package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.rows.RowSource;
import io.github.imednet.snowflake.types.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as a Parquet file, as an ingestion does, for those who want the file. */
public final class RowsFile {

    private RowsFile() {}

    /**
     * The rows that a message's body holds, so many at a time, for {@link #write}: lists of maps or Avro records, or
     * parts of what is in Arrow's vectors, each of which is to be written before the next.
     *
     * @param size the most rows of a batch
     * @throws ExportConfigurationException if it holds something else
     */
    public static Iterator<?> batches(@Nullable Object body, int size) throws IOException {
        if (!Inputs.files(body).isEmpty()) {
            throw new ExportConfigurationException(List.of("The message holds files: it should hold a map or an Avro"
                    + " record, an Iterator or Iterable of these, or an ArrowReader or VectorSchemaRoot"));
        }
        return body != null && Inputs.isArrow(body)
                ? new RowSlices(Inputs.rows(body, new GivenNames(List.of(), 1), Map.of()), size)
                : lists(Inputs.iterator(body), size);
    }

    private static Iterator<List<Object>> lists(Iterator<?> rows, int size) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public List<Object> next() {
                List<Object> batch = new ArrayList<>();
                while (batch.size() < size && rows.hasNext()) {
                    batch.add(rows.next());
                }
                return batch;
            }
        };
    }

    /**
     * Writes all of the rows, whatever {@code ingest.target-file-size} says.
     *
     * @param rows a batch, of one row at least
     * @param file does not exist yet
     * @return how many rows there were
     * @throws IngestException naming column and row of a value that cannot be written
     */
    public static long write(Object rows, IngestSettings settings, Path file) throws IOException {
        List<Column> given = GivenColumns.parse(settings.get(IngestSettings.COLUMNS));
        GivenNames names = new GivenNames(given, 1);
        RowSource source = Inputs.rows(rows, names, Map.of());
        names.require(source.columns());
        TableColumns columns = TableColumns.ofNewTable(GivenColumns.applied(source.columns(), given));
        try (RowParts parts = new RowParts(
                List.of(new OpenRows(() -> source, columns)), columns.targets(), settings, 0)) {
            return parts.next().write(file);
        }
    }
}
