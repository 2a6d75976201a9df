package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of staged Parquet files: {@code $1:column}. */
final class ParquetRows extends StagedRows {

    private static final String ROW_NUMBER = SqlText.quoted("metadata$row");

    private final FileFormat format;
    private final ParquetSchema schema;
    private Map<String, ParquetColumn> columns;
    private boolean hidden;
    private boolean readsRowNumbers;

    /**
     * Reads the files' footers.
     *
     * @throws SqlFailure 100152 for a file that is no whole Parquet file
     */
    ParquetRows(Session session, Stage stage, List<Stage.StagedFile> files, FileFormat format) throws SqlFailure {
        super(session, stage, files);
        this.format = format;
        this.schema = ParquetSchema.read(session.committed(), stage, files);
        this.columns = schema.columns();
    }

    /** DuckDB would take an alias of another column for the file's own. */
    @Override
    void hideNames() {
        hidden = true;
        columns = new LinkedHashMap<>();
        schema.columns().forEach((name, column) ->
                columns.put(name, new ParquetColumn("metadata$c" + columns.size(), column.type(), column.converted())));
    }

    @Override
    long rowCount(Stage.StagedFile file) {
        return schema.rowCounts().getOrDefault(file.file().toString(), 0L);
    }

    Map<String, ParquetColumn> columns() {
        return columns;
    }

    @Override
    String rows() {
        String read = "read_parquet(" + list() + ", filename = '" + FILE + "'"
                + (schema.uniform() ? "" : ", union_by_name = true")
                + (readsRowNumbers ? ", file_row_number = true" : "") + ")";
        if (!hidden) {
            return read;
        }
        String selected = columns.entrySet().stream()
                .map(column -> SqlText.quoted(column.getKey()) + " AS "
                        + SqlText.quoted(column.getValue().name()) + ", ")
                .collect(Collectors.joining());
        return "(SELECT " + selected + QUOTED_FILE + (readsRowNumbers ? ", file_row_number AS " + ROW_NUMBER : "")
                + " FROM " + read + ")";
    }

    @Override
    public String column(int number) throws SqlFailure {
        if (number != 1) {
            return "NULL";
        }
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, ParquetColumn> column : columns.entrySet()) {
            refuseInOtherCase(columns.keySet(), column.getKey());
            pairs.add(Macros.call("pair", SqlText.literal(column.getKey()), column.getValue().read(format)));
        }
        return Macros.call("object_of", "[NULL" + pairs.stream().map(pair -> ", " + pair).collect(Collectors.joining())
                + "]");
    }

    /** Names of a file's columns keep their case; a column that no file has is NULL. */
    @Override
    public String element(String key) throws SqlFailure {
        ParquetColumn column = exact(key);
        return column == null
                ? "CAST(NULL AS JSON)"
                : Cast.to(DataType.of(DataType.Base.VARIANT), column.read(format));
    }

    @Override
    public String element(String key, DataType type) throws SqlFailure {
        ParquetColumn column = exact(key);
        return column == null ? Cast.plain(type, "NULL") : column.cast(format, type);
    }

    private ParquetColumn exact(String name) throws SqlFailure {
        ParquetColumn column = columns.get(name);
        if (column != null) {
            refuseInOtherCase(columns.keySet(), name);
        }
        return column;
    }

    @Override
    Optional<String> matching(String name, boolean caseSensitive, DataType type) throws SqlFailure {
        if (caseSensitive) {
            return Optional.ofNullable(exact(name)).map(column -> column.cast(format, type));
        }
        return named(columns.keySet(), name, false).map(found -> columns.get(found).cast(format, type));
    }

    @Override
    String rowNumber() {
        readsRowNumbers = true;
        // Snowflake counts from 1
        return "(" + (hidden ? ROW_NUMBER : "file_row_number") + " + 1)";
    }
}
