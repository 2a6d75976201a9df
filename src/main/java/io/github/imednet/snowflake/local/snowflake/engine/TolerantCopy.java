package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/**
 * Loads a file of a COPY whose ON_ERROR is not ABORT_STATEMENT. As Snowflake's documentation of COPY INTO a table has
 * it: of CSV a row with an error, be it of the file or of a conversion, is left out or counts for skipping the file. Of
 * JSON the rows before one that cannot be parsed are loaded, of Parquet none; a conversion that fails aborts the
 * statement for both. SKIP_FILE alone is the same for all formats.
 */
final class TolerantCopy {

    private final Session session;
    private final CopyStatement copy;
    private final Table table;
    private final Stage stage;
    private final FileFormat format;
    private final Stage.StagedFile file;

    TolerantCopy(
            Session session, CopyStatement copy, Table table, Stage stage, FileFormat format, Stage.StagedFile file) {
        this.session = session;
        this.copy = copy;
        this.table = table;
        this.stage = stage;
        this.format = format;
        this.file = file;
    }

    /** @throws SqlFailure for what aborts the statement all the same */
    LoadedFile load() throws SqlFailure {
        StagedRows rows;
        CopyTarget target;
        List<Object> bad;
        String number;
        try {
            rows = StagedRows.read(session, stage, List.of(file), format);
            rows.tolerate();
            number = rows.rowNumber();
            target = CopyTarget.of(session, table, copy, rows);
            bad = session.committed().rows("SELECT count(*), min(" + number + ") FROM " + target.source()
                    + " WHERE NOT " + target.fits()).get(0);
        } catch (SqlFailure e) {
            return failed(e);
        }
        long misfits = (Long) bad.get(0);
        Unread unread = rows.unread();
        long parsed = rows.rowCount(file);
        long errors = misfits + unread.count();
        if (errors == 0) {
            return insert(target, "", LoadedFile.whole(file, parsed, copy.onError()));
        }
        LoadedFile.Error first = unread.first();
        if (misfits > 0 && (first == null || (Long) bad.get(1) < unread.number())) {
            first = misfit(rows, target, number, (Long) bad.get(1));
        }
        boolean skip = rows instanceof CsvRows
                ? copy.onError().skips(errors, parsed) : copy.onError().skipsAtOnce();
        long loaded = skip ? 0 : parsed - errors;
        LoadedFile result = new LoadedFile(file, parsed, loaded, copy.onError().limit(parsed), errors, first);
        return loaded == 0 ? result : insert(target, misfits == 0 ? "" : " WHERE " + target.fits(), result);
    }

    private LoadedFile insert(CopyTarget target, String condition, LoadedFile result) throws SqlFailure {
        long inserted = session.duckDb().update(target.insert(table) + condition);
        if (inserted != result.loaded()) {
            throw Failures.internal("COPY inserted " + inserted + " rows of " + result.loaded(), null);
        }
        return result;
    }

    /** Why a row does not fit, and in which column. */
    private LoadedFile.Error misfit(StagedRows rows, CopyTarget target, String number, long row) throws SqlFailure {
        SqlFailure failure = Failures.internal("A row does not fit for no reason that is known", null);
        for (int i = 0; i < target.columns().size(); i++) {
            try {
                session.committed().rows("SELECT count(" + target.strict(i) + ") FROM " + target.source() + " WHERE "
                        + number + " = " + row);
            } catch (SqlFailure e) {
                failure = e;
                if (!Nanoseconds.areNeeded(e)) {
                    if (!(rows instanceof CsvRows csv)) {
                        return aborting(e, target.columns().get(i), i);
                    }
                    return LoadedFile.Error.of(e, csv.line(file, row), column(target.columns().get(i), i));
                }
            }
        }
        throw failure;
    }

    private LoadedFile.Error aborting(SqlFailure failure, Table.Column column, int place) throws SqlFailure {
        if (copy.onError().skipsAtOnce()) {
            return LoadedFile.Error.of(failure, null, column(column, place));
        }
        throw CopyErrors.of(stage, file, failure);
    }

    private String column(Table.Column column, int place) {
        return "\"" + table.name().name() + "\"[\"" + column.name() + "\":" + (place + 1) + "]";
    }

    /** A file of which nothing can be read; what is wrong with the statement aborts it. */
    private LoadedFile failed(SqlFailure failure) throws SqlFailure {
        SqlFailure ofFile = CopyErrors.unreadable(stage, file, format, failure);
        if (!ofFile.isOfData()) {
            throw failure;
        }
        return new LoadedFile(file, 0, 0, copy.onError().limit(0), 1, LoadedFile.Error.of(ofFile, null, null));
    }
}
