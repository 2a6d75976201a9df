package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.rows.RowSource;
import io.github.imednet.snowflake.types.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Writes rows as a Parquet file, as an ingestion does, for those who want the file. */
public final class RowsFile {

    private RowsFile() {}

    /**
     * The rows that a message's body holds: maps or Avro records.
     *
     * @throws ExportConfigurationException if it holds something else
     */
    public static Iterator<?> rows(Object body) {
        if (!Inputs.files(body).isEmpty()) {
            throw new ExportConfigurationException(List.of("The message holds files: it should hold a map or an Avro"
                    + " record, or an Iterator or Iterable of these"));
        }
        return Inputs.iterator(body);
    }

    /**
     * Writes all of the rows.
     *
     * @param rows maps or Avro records, one at least
     * @param file does not exist yet
     * @throws IngestException naming column and row of a value that cannot be written
     */
    public static void write(List<?> rows, IngestSettings settings, Path file) throws IOException {
        List<Column> given = GivenColumns.parse(settings.get(IngestSettings.COLUMNS));
        RowSource source = Inputs.rows(rows, given);
        new GivenNames(given, 1).require(source.columns());
        TableColumns columns = TableColumns.ofNewTable(GivenColumns.applied(source.columns(), given));
        try (RowParts parts = new RowParts(
                List.of(new OpenRows(() -> source, columns)), columns.targets(), settings)) {
            parts.next().write(file);
        }
    }
}
