package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of staged Parquet files as a source of a SELECT: {@code $1:column} and METADATA$ columns. */
final class StagedRows implements RowSource {

    /** The column in which DuckDB gives a row's file; not a name that a file's own column has. */
    private static final String FILE = "metadata$file";

    private static final String QUOTED_FILE = SqlText.identifier(FILE);

    private final Checksums checksums;
    private final Stage stage;
    private final List<Stage.StagedFile> files;
    private final FileFormat format;
    private final ParquetSchema schema;
    private boolean readsRowNumbers;

    private StagedRows(
            Checksums checksums, Stage stage, List<Stage.StagedFile> files, FileFormat format, ParquetSchema schema) {
        this.checksums = checksums;
        this.stage = stage;
        this.files = files;
        this.format = format;
        this.schema = schema;
    }

    /**
     * Reads the files' footers.
     *
     * @throws SqlFailure 100152 for a file that is no whole Parquet file
     */
    static StagedRows read(Session session, Stage stage, List<Stage.StagedFile> files, FileFormat format)
            throws SqlFailure {
        ParquetSchema schema = ParquetSchema.read(session.committed(), stage, files);
        return new StagedRows(session.engine().checksums(), stage, files, format, schema);
    }

    long rowCount(Stage.StagedFile file) {
        return schema.rowCounts().getOrDefault(file.file().toString(), 0L);
    }

    long rowCount() {
        return schema.rowCounts().values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, ParquetColumn> columns() {
        return schema.columns();
    }

    FileFormat format() {
        return format;
    }

    /** What stands in FROM. To be called after all columns were written. */
    String source() {
        if (files.isEmpty()) {
            return "(SELECT '' AS " + QUOTED_FILE + ", 0 AS file_row_number WHERE false)";
        }
        return "read_parquet(" + ParquetSchema.list(files) + ", filename = '" + FILE + "'"
                + (schema.uniform() ? "" : ", union_by_name = true")
                + (readsRowNumbers ? ", file_row_number = true" : "") + ")";
    }

    @Override
    public String column(int number) {
        if (number != 1) {
            return "NULL";
        }
        List<String> pairs = new ArrayList<>();
        for (ParquetColumn column : schema.columns().values()) {
            pairs.add(Macros.call("pair", SqlText.literal(column.name()), column.read(format)));
        }
        return Macros.call("object_of", "[NULL" + pairs.stream().map(pair -> ", " + pair).collect(Collectors.joining())
                + "]");
    }

    /** Names of a file's columns keep their case; a column that no file has is NULL. */
    @Override
    public String element(String key) {
        ParquetColumn column = schema.columns().get(key);
        return column == null
                ? "CAST(NULL AS JSON)"
                : Cast.to(DataType.of(DataType.Base.VARIANT), column.read(format));
    }

    @Override
    public String element(String key, DataType type) {
        ParquetColumn column = schema.columns().get(key);
        return column == null ? Cast.plain(type, "NULL") : column.cast(format, type);
    }

    @Override
    public String metadata(String name) throws SqlFailure {
        switch (name) {
            case "METADATA$FILENAME":
                return path();
            case "METADATA$FILE_ROW_NUMBER":
                readsRowNumbers = true;
                // Snowflake counts from 1
                return "(file_row_number + 1)";
            case "METADATA$FILE_CONTENT_KEY":
                return perFile(file -> SqlText.literal(checksums.md5(file)));
            case "METADATA$FILE_LAST_MODIFIED":
                return "CAST(" + perFile(file -> SqlText.literal(Checksums.lastModified(file).toString()))
                        + " AS TIMESTAMP)";
            case "METADATA$START_SCAN_TIME":
                return "get_current_timestamp()";
            default:
                if (name.startsWith("METADATA$")) {
                    throw Failures.unsupported("The column " + name);
                }
                return null;
        }
    }

    private interface OfFile {
        String of(Path file) throws SqlFailure;
    }

    /** The path below the stage, and of an external one that in its bucket. */
    private String path() {
        String directory = stage.directory().toString();
        return SqlText.literal(stage.pathBefore()) + " || substr(" + QUOTED_FILE + ", "
                + (directory.codePointCount(0, directory.length()) + 2) + ")";
    }

    private String perFile(OfFile value) throws SqlFailure {
        if (files.isEmpty()) {
            return "CAST(NULL AS VARCHAR)";
        }
        StringBuilder sql = new StringBuilder("CASE ").append(QUOTED_FILE);
        for (Stage.StagedFile file : files) {
            sql.append(" WHEN ").append(SqlText.literal(file.file().toString()));
            sql.append(" THEN ").append(value.of(file.file()));
        }
        return sql.append(" END").toString();
    }
}
