package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.StageFile.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Looks at the files on the stage, and removes those that were loaded: what they hold is in the table, or was. */
@RouteBean
public final class StageFiles {

    private final WarehouseNames names;
    private final SnowflakeStatements statements;

    public StageFiles(ExportSettings settings, SnowflakeStatements statements) {
        this.names = WarehouseNames.of(settings);
        this.statements = statements;
    }

    /** Lists the bytes of all files below the prefix, by their paths inside the stage. */
    Map<String, Long> sizes(Exchange exchange) throws SQLException {
        return sizes("", exchange);
    }

    private Map<String, Long> sizes(String start, Exchange exchange) throws SQLException {
        // In single quotes, as Snowflake wants it where a name or path has other than plain characters.
        return names.sizes(statements.query(exchange, "LIST " + Sql.text(names.folder().location() + start)));
    }

    /** Asks for each of the study's files that was ever loaded, into whichever table of this ledger. */
    public void known(
            @ExchangeProperty("run") LockHolder run,
            @ExchangeProperty("stageRemoval") StageRemoval removal,
            Exchange exchange)
            throws SQLException {
        String sql = "SELECT \"STAGE_PATH\","
                + " MAX(CASE WHEN \"SUPERSEDED_AT\" IS NULL THEN 1 ELSE 0 END) AS \"IS_CURRENT\" FROM "
                + names.ledger() + " WHERE \"STUDY_KEY\" = " + Sql.text(run.claim().studyKey())
                + " GROUP BY \"STAGE_PATH\"";
        Map<String, State> states = new HashMap<>();
        for (SqlAnswer.Row row : statements.query(exchange, sql).rows()) {
            states.put(row.text("STAGE_PATH"), row.number("IS_CURRENT") == 1 ? State.LOADED : State.SUPERSEDED);
        }
        removal.known(states);
    }

    /** Lists all files on the stage, below the prefix. */
    public void list(@ExchangeProperty("stageRemoval") StageRemoval removal, Exchange exchange) throws SQLException {
        listed(removal, sizes(exchange));
    }

    private static void listed(StageRemoval removal, Map<String, Long> sizes) {
        List<StageFile> files = files(removal.known(), sizes);
        removal.listed(files, removable(files));
    }

    private static List<StageFile> files(Map<String, State> known, Map<String, Long> sizes) {
        List<StageFile> files = new ArrayList<>();
        sizes.forEach((path, bytes) ->
                files.add(new StageFile(path, bytes, known.getOrDefault(path, State.UNKNOWN))));
        return files;
    }

    /**
     * What may be removed: files that were loaded. REMOVE takes whatever begins with the path that it is given, so that
     * a file whose path another one begins with stays.
     */
    static List<StageFile> removable(List<StageFile> files) {
        NavigableSet<String> paths = files.stream().map(StageFile::path).collect(Collectors.toCollection(TreeSet::new));
        return files.stream()
                .filter(StageFile::wasLoaded)
                .filter(file -> isAlone(file.path(), paths))
                .toList();
    }

    /** Begins the removal of the files of a load, after its commit. */
    public StageRemoval purge(@Body LoadReceipt receipt) {
        Map<String, State> loaded = new HashMap<>();
        receipt.files().forEach(file -> loaded.put(names.folder().path(file.file().name()), State.LOADED));
        return new StageRemoval(loaded);
    }

    /** Lists the files of a load on the stage: by what their names begin with, for a stage may have many more. */
    public void listLoaded(
            @Body LoadReceipt receipt,
            @ExchangeProperty("stageRemoval") StageRemoval removal,
            Exchange exchange)
            throws SQLException {
        listed(removal, sizes(commonStart(receipt), exchange));
    }

    /**
     * Removes a file, and checks that REMOVE took nothing but it. No row at all means that somebody else has removed
     * it.
     *
     * @throws IllegalStateException naming what else was removed
     */
    public void remove(
            @Body StageFile file, @ExchangeProperty("stageRemoval") StageRemoval removal, Exchange exchange)
            throws SQLException {
        String sql = "REMOVE " + Sql.text('@' + names.folder().stage() + '/' + file.path());
        for (SqlAnswer.Row row : statements.query(exchange, sql).rows()) {
            if (!names.pathInside(row.required("name")).equals(file.path())) {
                throw new IllegalStateException(
                        "REMOVE of " + file.path() + " has removed " + row.text("name") + " too");
            }
            removal.removed(file);
        }
    }

    /** In their order, paths that begin with another one follow it at once. */
    private static boolean isAlone(String path, NavigableSet<String> paths) {
        String next = paths.higher(path);
        return next == null || !next.startsWith(path);
    }

    /** What the names of a load's files all begin with. */
    static String commonStart(LoadReceipt receipt) {
        return receipt.files().stream()
                .map(loaded -> loaded.file().name())
                .reduce(StageFiles::commonStart)
                .orElseThrow();
    }

    private static String commonStart(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }
}
