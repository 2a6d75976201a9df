package io.github.imednet.snowflake.load;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text of a COPY of Parquet files: always with the names of the files, all of them or none, and whether or not
 * Snowflake's own load history knows them: the ledger decides what is loaded.
 */
public final class CopyStatement {

    /** What a COPY does not say is taken from the stage's or the table's own COPY_OPTIONS, which are a user's. */
    private static final String OPTIONS = " FORCE = TRUE PURGE = FALSE TRUNCATECOLUMNS = FALSE"
            + " RETURN_FAILED_ONLY = FALSE ON_ERROR = ABORT_STATEMENT";

    private CopyStatement() {}

    /**
     * The transforming form, whose values are expressions over a row of a file.
     *
     * @param values expressions by the columns that they are for, these as quoted identifiers
     * @param format further options of the file format, or an empty text
     */
    public static String ofValues(String table, Map<String, String> values, LoadFiles load, String format) {
        String columns = values.keySet().stream().collect(Collectors.joining(", ", " (", ")"));
        String from = "(SELECT " + String.join(", ", values.values()) + " FROM " + load.folder().location() + ')';
        return text(table + columns, from, load, format, "");
    }

    /** The plain form, which finds the columns by their names. */
    public static String byNames(String table, boolean caseSensitive, LoadFiles load, String format) {
        String match = " MATCH_BY_COLUMN_NAME = " + (caseSensitive ? "CASE_SENSITIVE" : "CASE_INSENSITIVE");
        return text(table, load.folder().location(), load, format, match);
    }

    private static String text(String into, String from, LoadFiles load, String format, String match) {
        return "COPY INTO " + into + " FROM " + from + " FILES = " + Sql.texts(load.fileNames())
                + " FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE BINARY_AS_TEXT = FALSE" + format + ")"
                + match + OPTIONS;
    }
}
