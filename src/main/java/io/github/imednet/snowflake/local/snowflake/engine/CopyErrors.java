package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/** Adds to a COPY's error the file that it comes from, by trying one file after another outside of the transaction. */
final class CopyErrors {

    private static final String HINT = "\n  If you would like to continue loading when an error is encountered, use"
            + " other values such as 'SKIP_FILE' or 'CONTINUE' for the ON_ERROR option.";

    private CopyErrors() {}

    static SqlFailure locate(
            Session session,
            Stage stage,
            List<Stage.StagedFile> files,
            FileFormat format,
            CopyStatement copy,
            Table table,
            SqlFailure failure) {
        if (failure.sqlState().equals("57014") || Nanoseconds.areNeeded(failure)) {
            return failure;
        }
        for (Stage.StagedFile file : files) {
            try {
                StagedRows rows = StagedRows.read(session, stage, List.of(file), format);
                String check = CopyTarget.of(session, table, copy, rows).check();
                session.committed().query(check, results -> null);
            } catch (SqlFailure e) {
                SqlFailure unreadable = unreadable(stage, file, format, e);
                return unreadable == e ? of(stage, file, e) : unreadable;
            }
        }
        return failure;
    }

    /** The failure of a Parquet file that DuckDB cannot read, any other as it is. */
    static SqlFailure unreadable(Stage stage, Stage.StagedFile file, FileFormat format, SqlFailure failure) {
        boolean unreadable = format.text() == null && failure.code().equals("000603");
        return unreadable ? ParquetFooter.broken(stage, file, failure.getMessage()) : failure;
    }

    static SqlFailure of(Stage stage, Stage.StagedFile file, SqlFailure failure) {
        String where = "\n  File '" + stage.label() + "/" + file.path() + "'";
        return new SqlFailure(failure.code(), failure.sqlState(), failure.getMessage() + where + HINT, failure);
    }
}
