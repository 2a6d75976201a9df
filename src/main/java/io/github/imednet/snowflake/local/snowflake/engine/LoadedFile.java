package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Arrays;
import java.util.List;

/**
 * What COPY did with a file.
 *
 * @param parsed rows of the file, those with errors among them
 * @param limit of error rows, see {@link OnError#limit}
 * @param errors rows with errors
 * @param first the first error; null where there is none
 */
record LoadedFile(Stage.StagedFile file, long parsed, long loaded, long limit, long errors, Error first) {

    /**
     * @param line of the file, from 1; null where the format has none
     * @param column as Snowflake shows it, such as {@code "T"["ID":1]}, or null
     */
    record Error(String message, Long line, String column) {

        static Error of(SqlFailure failure, Long line, String column) {
            return new Error(failure.getMessage().lines().findFirst().orElse(""), line, column);
        }
    }

    /** A file that has no errors. */
    static LoadedFile whole(Stage.StagedFile file, long rows, OnError onError) {
        return new LoadedFile(file, rows, rows, onError.limit(rows), 0, null);
    }

    String status() {
        return errors == 0 ? "LOADED" : loaded == 0 ? "LOAD_FAILED" : "PARTIALLY_LOADED";
    }

    /** The answer's row; Snowflake tells the place in the line, too, which is NULL here. */
    List<String> answer(String path) {
        boolean whole = first == null;
        return Arrays.asList(path, status(), Long.toString(parsed), Long.toString(loaded), Long.toString(limit),
                Long.toString(errors), whole ? null : first.message,
                whole || first.line == null ? null : first.line.toString(), null, whole ? null : first.column);
    }
}
