package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.load.LoadReceipt.LoadedFile;
import io.github.imednet.snowflake.model.StagedFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the ledger, and the table where that tells, say of a load's files: which of them are to be sent. */
final class LedgerLookup {

    private final LoadLedger ledger;
    private final WarehouseNames names;
    private final boolean idempotent;
    private final boolean replay;

    /** @param names those of the ledger's table */
    LedgerLookup(LoadLedger ledger, WarehouseNames names, boolean idempotent, boolean replay) {
        this.ledger = ledger;
        this.names = names;
        this.idempotent = idempotent;
        this.replay = replay;
    }

    /**
     * Asks for each file what the ledger says and, where the table tells, how many of its rows are there. The answer
     * has a row for each: WHOSE ({@code LEDGER}, {@code TABLE}, or {@code EARLIER} for what the ledger had once),
     * STAGE_PATH, ROW_COUNT, and of the ledger RUN_ID, QUERY_ID, LOADED_AT, SELECTION and AFTER_ID.
     */
    String statement(Load load) {
        String entries = load.target().whole()
                ? ledger.current(load.target()) + " AND \"STAGE_PATH\" IN " + Sql.texts(ledger.stagePaths(load))
                : ledger.entriesOfBatches(load);
        String known = "SELECT CASE WHEN " + ledger.current(load.target().tableCreated())
                + " THEN 'LEDGER' ELSE 'EARLIER' END AS \"WHOSE\", \"STAGE_PATH\", " + LoadLedger.ROWS_LEFT
                + " AS \"ROW_COUNT\", \"RUN_ID\", \"QUERY_ID\","
                + ' ' + SqlTimestamp.text("LOADED_AT", 3, "LOADED_AT") + ", \"SELECTION\", \"AFTER_ID\" FROM " + names.ledger()
                + " WHERE " + entries;
        if (!load.target().lineage()) {
            return known;
        }
        return known + " UNION ALL SELECT 'TABLE', \"_SOURCE_FILE\", COUNT(*), NULL::VARCHAR, NULL::VARCHAR,"
                + " NULL::VARCHAR, NULL::VARCHAR, NULL::NUMBER FROM " + names.table()
                + " WHERE " + ledger.rowsOfFiles(load) + " GROUP BY \"_SOURCE_FILE\"";
    }

    /**
     * Which files to send. A file is loaded if the ledger says so, with no wider range of ids, and the table, where it
     * tells, has all of its rows.
     *
     * @param known the rows of {@link #statement}
     */
    LoadDecision decide(Load load, SqlAnswer known, @Nullable Integer attempt) {
        Map<String, SqlAnswer.Row> entries = new HashMap<>();
        Map<String, Long> inTable = new HashMap<>();
        for (SqlAnswer.Row row : known.rows()) {
            if ("TABLE".equals(row.text("WHOSE"))) {
                inTable.put(row.text("STAGE_PATH"), row.number("ROW_COUNT"));
            } else if ("LEDGER".equals(row.text("WHOSE"))) {
                entries.put(row.text("STAGE_PATH"), row);
            }
        }
        List<StagedFile> send = new ArrayList<>();
        List<LoadedFile> present = new ArrayList<>();
        boolean rowsMissing = false;
        for (StagedFile file : load.files()) {
            String path = names.folder().path(file.name());
            SqlAnswer.Row entry = entries.get(path);
            long rowsThere = inTable.getOrDefault(path, 0L);
            boolean there = !load.target().lineage() || rowsThere == file.rows();
            // Of an entry that does not count as well: a reload that is forced doubles hidden rows, too.
            rowsMissing |= load.target().lineage() && entry != null && rowsThere < entry.number("ROW_COUNT");
            if (entry != null && isOf(load.target(), entry, file) && there) {
                Instant loadedAt = SqlTimestamp.parse(entry.required("LOADED_AT"));
                present.add(new LoadedFile(file, file.rows(), entry.required("QUERY_ID"), loadedAt));
            } else {
                send.add(file);
            }
        }
        boolean repeated = attempt != null && attempt > 0;
        boolean mayReplace = !idempotent || repeated || !known.rows().isEmpty() || load.target().studyRows() > 0;
        return new LoadDecision(
                send.isEmpty() ? null : load.with(send),
                present.isEmpty() ? null : new LoadReceipt(present, LoadReceipt.Status.ALREADY_LOADED),
                mayReplace,
                rowsMissing);
    }

    /** Whether an entry counts, and is of the whole file with no wider range of ids. */
    private boolean isOf(LoadTarget target, SqlAnswer.Row entry, StagedFile file) {
        return trusts(target, entry) && entry.number("ROW_COUNT") == file.rows() && !isWider(target, entry, file);
    }

    /**
     * Whether an entry of the ledger counts: not one of an earlier run where a reload is forced, or where the table has
     * none of the study's rows any more and cannot tell of which file they were; nor one of another selection, which
     * this run replaces.
     */
    private boolean trusts(LoadTarget target, SqlAnswer.Row entry) {
        boolean lostRows = !target.lineage() && target.studyRows() == 0;
        boolean sameSelection = ledger.selectionOf(target).equals(LedgerSelection.of(entry));
        return sameSelection && idempotent && !lostRows || target.runId().equals(entry.text("RUN_ID"));
    }

    /**
     * Whether an entry covers ids that are of the batch before by now: the load of that one, be it at the same time,
     * takes such an entry for replaced. The ranges of a replay begin with a record, those of its entries need not.
     */
    private boolean isWider(LoadTarget target, SqlAnswer.Row entry, StagedFile file) {
        return target.replacement() == Replacement.ID_RANGES && !replay && entry.number("AFTER_ID") < file.afterId();
    }
}
