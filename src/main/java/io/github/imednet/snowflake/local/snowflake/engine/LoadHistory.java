package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which files were loaded into a table, by path and content. It lies in the table's database, so that it is written
 * in the same transaction as the rows, and belongs to the table's id: a table created anew has none.
 */
final class LoadHistory {

    private static final String COLUMNS = " (table_id VARCHAR, location VARCHAR, path VARCHAR, checksum VARCHAR, size"
            + " BIGINT, row_count BIGINT, last_modified TIMESTAMPTZ, loaded TIMESTAMPTZ, stage VARCHAR, query_id"
            + " VARCHAR, outcome VARCHAR)";
    private static final String TEMPORARY = "temp.main.\"" + Databases.HIDDEN_SCHEMA + "_load_history\"";

    /**
     * @param location of the file; differs for two stages of the same name
     * @param path of the file with the stage's name before it
     * @param rows that were loaded
     */
    record Entry(
            String location,
            String path,
            String checksum,
            long size,
            long rows,
            Instant lastModified,
            Instant loaded,
            String stage,
            String queryId,
            Outcome outcome) {

        String firstMessage() {
            return outcome.first == null ? null : outcome.first.message();
        }
    }

    /**
     * What else is told of a load; kept as JSON.
     *
     * @param status as COPY's answer has it
     * @param parsed rows of the file, those with errors among them
     * @param first error, or null
     */
    record Outcome(String status, long parsed, long limit, long errors, LoadedFile.Error first) {

        static Outcome of(LoadedFile file) {
            return new Outcome(file.status(), file.parsed(), file.limit(), file.errors(), file.first());
        }
    }

    private LoadHistory() {}

    static void createStore(DuckDb duckDb, String hidden) throws SqlFailure {
        duckDb.run("CREATE TABLE " + hidden + ".load_history" + COLUMNS);
    }

    /** Of a database that an earlier version made. */
    static void upgradeStore(DuckDb duckDb, String hidden) throws SqlFailure {
        duckDb.run("ALTER TABLE " + hidden + ".load_history ADD COLUMN IF NOT EXISTS outcome VARCHAR");
    }

    /** What was loaded from the locations, were it only in part, each with its content's checksum behind a blank. */
    static Set<String> loaded(DuckDb duckDb, Table table, Collection<String> locations) throws SqlFailure {
        String list = locations.stream().map(SqlText::literal).collect(Collectors.joining(", "));
        Set<String> loaded = new HashSet<>();
        for (List<Object> row : duckDb.rows(
                "SELECT location || ' ' || checksum FROM " + store(duckDb, table) + " WHERE " + of(table)
                        + " AND location IN (" + list
                        + ") AND coalesce(json_extract_string(outcome, '$.status'), '') <> 'LOAD_FAILED'")) {
            loaded.add((String) row.get(0));
        }
        return loaded;
    }

    /** All loads into the table, oldest first. */
    static List<Entry> entries(DuckDb duckDb, Table table) throws SqlFailure {
        List<Entry> entries = new ArrayList<>();
        for (List<Object> row : duckDb.rows(
                "SELECT location, path, checksum, size, row_count, last_modified, loaded, stage, query_id, outcome"
                        + " FROM " + store(duckDb, table) + " WHERE " + of(table) + " ORDER BY loaded, path")) {
            entries.add(new Entry(
                    (String) row.get(0),
                    (String) row.get(1),
                    (String) row.get(2),
                    (Long) row.get(3),
                    (Long) row.get(4),
                    (Instant) row.get(5),
                    (Instant) row.get(6),
                    (String) row.get(7),
                    (String) row.get(8),
                    row.get(9) == null ? new Outcome("LOADED", (Long) row.get(4), 1, 0, null)
                            : Json.read((String) row.get(9), Outcome.class)));
        }
        return entries;
    }

    static void add(DuckDb duckDb, Table table, List<Entry> entries) throws SqlFailure {
        String id = SqlText.literal(table.properties().id());
        String values = entries.stream().map(entry -> values(id, entry)).collect(Collectors.joining(", "));
        duckDb.run("INSERT INTO " + store(duckDb, table) + " VALUES " + values);
    }

    static void forget(DuckDb duckDb, Table table) throws SqlFailure {
        duckDb.update("DELETE FROM " + store(duckDb, table) + " WHERE " + of(table));
    }

    private static String of(Table table) {
        return SqlText.equal("table_id", table.properties().id());
    }

    private static String values(String id, Entry entry) {
        return "(" + id + ", " + SqlText.literal(entry.location) + ", " + SqlText.literal(entry.path) + ", "
                + SqlText.literal(entry.checksum) + ", "
                + entry.size + ", " + entry.rows + ", '" + entry.lastModified + "', '" + entry.loaded + "', "
                + SqlText.literal(entry.stage) + ", " + SqlText.literal(entry.queryId) + ", "
                + SqlText.literal(Json.write(entry.outcome)) + ")";
    }

    private static String store(DuckDb duckDb, Table table) throws SqlFailure {
        if (!table.temporary()) {
            return Databases.hidden(table.name().database()) + ".load_history";
        }
        duckDb.run("CREATE TEMPORARY TABLE IF NOT EXISTS " + TEMPORARY + COLUMNS);
        return TEMPORARY;
    }
}
