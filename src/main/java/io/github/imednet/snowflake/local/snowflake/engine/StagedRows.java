package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of staged files as a source of a SELECT: {@code $1} or {@code $1:column}, and METADATA$ columns. */
abstract class StagedRows implements RowSource {

    /** The column in which DuckDB gives a row's file; not a name that a file's own column has. */
    static final String FILE = "metadata$file";

    static final String QUOTED_FILE = SqlText.quoted(FILE);

    private final Checksums checksums;
    private final Stage stage;
    private final List<Stage.StagedFile> files;
    private Map<Stage.StagedFile, Path> prepared;

    StagedRows(Session session, Stage stage, List<Stage.StagedFile> files) {
        this.checksums = session.engine().checksums();
        this.stage = stage;
        this.files = files;
    }

    /** @throws SqlFailure if the files are not of the format, as far as that is looked at before they are read */
    static StagedRows read(Session session, Stage stage, List<Stage.StagedFile> files, FileFormat format)
            throws SqlFailure {
        return switch (format.type()) {
            case "CSV" -> new CsvRows(session, stage, files, format.text());
            case "JSON" -> new JsonRows(session, stage, files, format.text());
            default -> new ParquetRows(session, stage, files, format);
        };
    }

    /** How many there are, those that could not be read among them. */
    abstract long rowCount(Stage.StagedFile file) throws SqlFailure;

    /** To be called before anything is read: records that cannot be taken apart are left out. */
    void tolerate() throws SqlFailure {}

    /** What was left out so. */
    Unread unread() {
        return Unread.NONE;
    }

    long rowCount() throws SqlFailure {
        long count = 0;
        for (Stage.StagedFile file : files) {
            count += rowCount(file);
        }
        return count;
    }

    /** What stands in FROM. To be called after all columns were written. */
    String source() throws SqlFailure {
        return files.isEmpty() ? "(SELECT '' AS " + QUOTED_FILE + ", 0 AS file_row_number WHERE false)" : rows();
    }

    /** The same where there are files. */
    abstract String rows() throws SqlFailure;

    /** To be called before anything is written: no name that a statement gives is that of a column of the source. */
    void hideNames() {}

    /** The value of a column by its name in the files, as one of that type; empty if no file has it. */
    abstract Optional<String> matching(String name, boolean caseSensitive, DataType type) throws SqlFailure;

    /** A field of the files as COPY puts it into a column. */
    String loaded(DataType type, String value) throws SqlFailure {
        return selected(type, value);
    }

    /** A value that COPY's SELECT makes, as COPY puts it into a column. */
    static String selected(DataType type, String value) {
        return switch (type.base()) {
            // As on Snowflake, a text without PARSE_JSON becomes a VARIANT that is a text.
            case VARIANT, OBJECT, ARRAY -> Macros.variant(value);
            default -> Cast.assigned(type, value);
        };
    }

    /** A row's place in its file, from 1. */
    abstract String rowNumber();

    List<Stage.StagedFile> files() {
        return files;
    }

    /** Has DuckDB read copies in place of the files. */
    void readCopies(Map<Stage.StagedFile, Path> copies) {
        prepared = copies;
    }

    /** What DuckDB reads of a staged file. */
    Path read(Stage.StagedFile file) {
        return prepared == null ? file.file() : prepared.get(file);
    }

    /** The files to read as DuckDB's functions take them. */
    String list() {
        return SqlText.list(files.stream().map(this::read).toList());
    }

    /** DuckDB would take one of the files' columns for the other. */
    static void refuseInOtherCase(Collection<String> names, String name) throws SqlFailure {
        for (String other : names) {
            if (other.equalsIgnoreCase(name) && !other.equals(name)) {
                throw Failures.unsupported("Reading columns of files whose names differ in case only (" + name + ", "
                        + other + ")");
            }
        }
    }

    static Optional<String> named(Collection<String> names, String name, boolean caseSensitive) {
        return names.stream()
                .filter(candidate -> caseSensitive ? candidate.equals(name) : candidate.equalsIgnoreCase(name))
                .findFirst();
    }

    @Override
    public String metadata(String name) throws SqlFailure {
        switch (name) {
            case "METADATA$FILENAME":
                return path();
            case "METADATA$FILE_ROW_NUMBER":
                return rowNumber();
            case "METADATA$FILE_CONTENT_KEY":
                return perFile(file -> SqlText.literal(checksums.md5(file.file())));
            case "METADATA$FILE_LAST_MODIFIED":
                return "CAST(" + perFile(file -> SqlText.literal(Checksums.lastModified(file.file()).toString()))
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
        String of(Stage.StagedFile file) throws SqlFailure;
    }

    /** The path below the stage, and of an external one that in its bucket. */
    private String path() throws SqlFailure {
        if (prepared != null) {
            return perFile(file -> SqlText.literal(stage.pathBefore() + file.path()));
        }
        String directory = stage.directory().toString();
        return Cast.plain(
                DataType.of(DataType.Base.VARCHAR),
                SqlText.literal(stage.pathBefore()) + " || substr(" + QUOTED_FILE + ", "
                        + (directory.codePointCount(0, directory.length()) + 2) + ")");
    }

    private String perFile(OfFile value) throws SqlFailure {
        if (files.isEmpty()) {
            return "CAST(NULL AS VARCHAR)";
        }
        StringBuilder sql = new StringBuilder("CASE ").append(QUOTED_FILE);
        for (Stage.StagedFile file : files) {
            sql.append(" WHEN ").append(SqlText.literal(read(file).toString()));
            sql.append(" THEN ").append(value.of(file));
        }
        return sql.append(" END").toString();
    }
}
