package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of staged files of text, which DuckDB reads; how many there are is known once they have been read. */
abstract class TextRows extends StagedRows {

    private final Session session;
    private final TextFormat format;
    private Map<String, Long> rowCounts;

    TextRows(Session session, Stage stage, List<Stage.StagedFile> files, TextFormat format) {
        super(session, stage, files);
        this.session = session;
        this.format = format;
    }

    TextFormat format() {
        return format;
    }

    /** The columns that a table of the files would have. */
    abstract List<TextColumn> columns() throws SqlFailure;

    /** @param mostRecords of each file, which are looked at */
    List<String> types(List<TextColumn> columns, int mostRecords) throws SqlFailure {
        String rows = mostRecords == Integer.MAX_VALUE
                ? source()
                : "(SELECT * FROM " + source() + " QUALIFY " + rowNumber() + " <= " + mostRecords + ")";
        return TextColumn.types(session.committed(), columns, rows);
    }

    List<List<Object>> query(String sql) throws SqlFailure {
        return session.committed().rows(sql);
    }

    @Override
    long rowCount(Stage.StagedFile file) throws SqlFailure {
        if (rowCounts == null) {
            rowCounts = new HashMap<>();
            for (List<Object> row : query("SELECT " + QUOTED_FILE + ", count(*) FROM " + source() + " GROUP BY 1")) {
                rowCounts.put((String) row.get(0), (Long) row.get(1));
            }
        }
        return rowCounts.getOrDefault(file.file().toString(), 0L);
    }

    @Override
    String rowNumber() {
        return "row_number() OVER (PARTITION BY " + QUOTED_FILE + ")";
    }

    String filesAndOptions() throws SqlFailure {
        return ParquetSchema.list(files()) + ", filename = '" + FILE + "'" + format.compression();
    }
}
