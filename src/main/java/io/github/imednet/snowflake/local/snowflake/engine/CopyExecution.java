package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a COPY: one INSERT for all its files, or for each where ON_ERROR lets some have errors, and the load history in
 * the same transaction. Each file is locked for the
 * table until the transaction ends: another session that copies it meanwhile waits and then finds it loaded.
 */
final class CopyExecution {

    private static final Logger LOG = LoggerFactory.getLogger(CopyExecution.class);

    private static final List<Column> COLUMNS = List.of(
            Column.text("file"),
            Column.text("status"),
            Column.number("rows_parsed"),
            Column.number("rows_loaded"),
            Column.number("error_limit"),
            Column.number("errors_seen"),
            Column.text("first_error"),
            Column.number("first_error_line"),
            Column.number("first_error_character"),
            Column.text("first_error_column_name"));

    private final Session session;
    private final CopyStatement copy;
    private final Table table;
    private final Stage stage;
    private final FileFormat format;
    private final List<Stage.StagedFile> files;
    private final Map<Stage.StagedFile, String> checksums = new HashMap<>();

    CopyExecution(Session session, CopyStatement copy) throws SqlFailure {
        this.session = session;
        this.copy = copy;
        this.table = session.catalog().table(copy.target(), "INSERT");
        this.stage = session.catalog().stage(copy.stage(), "READ");
        this.format = FileFormat.resolve(session, copy.fileFormat(), stage);
        this.files = files();
    }

    private List<Stage.StagedFile> files() throws SqlFailure {
        if (copy.files() == null) {
            return StagedFiles.matching(stage, copy.stage().path(), copy.pattern()).all();
        }
        if (copy.pattern() != null) {
            throw Failures.unsupported("FILES together with PATTERN");
        }
        return StagedFiles.named(stage, copy.stage().path(), copy.files()).all();
    }

    StatementResult run() throws SqlFailure {
        session.rights().requireWarehouse();
        CopyTarget.check(table, copy, format);
        Set<String> locks = files.stream().map(table::lock).collect(Collectors.toSet());
        boolean snapshot = session.transaction().writing();
        return session.transaction().write(locks, () -> load(snapshot));
    }

    /** @param snapshot whether the transaction may see an older state than the one in which its locks were got */
    private StatementResult load(boolean snapshot) throws SqlFailure {
        List<Stage.StagedFile> notLoaded = notLoaded(snapshot);
        List<Stage.StagedFile> toLoad = withinLimit(notLoaded);
        if (toLoad.isEmpty()) {
            return StatementResult.status(StatementType.COPY, "Copy executed with 0 files processed.");
        }
        Map<Stage.StagedFile, LoadedFile> loaded = new LinkedHashMap<>();
        for (LoadedFile file : copy.onError().aborts() ? loadAll(toLoad) : loadEach(toLoad)) {
            loaded.put(file.file(), file);
        }
        LoadHistory.add(session.duckDb(), table, entries(loaded.values()));
        if (copy.purge()) {
            List<Stage.StagedFile> whole =
                    loaded.values().stream().filter(file -> file.errors() == 0).map(LoadedFile::file).toList();
            session.transaction().afterCommit(() -> whole.forEach(this::purge));
        }
        return answer(loaded, Set.copyOf(notLoaded));
    }

    private List<LoadedFile> loadEach(List<Stage.StagedFile> toLoad) throws SqlFailure {
        List<LoadedFile> loaded = new ArrayList<>();
        for (Stage.StagedFile file : toLoad) {
            session.checkCanceled();
            loaded.add(new TolerantCopy(session, copy, table, stage, format, file).load());
        }
        return loaded;
    }

    /** The files whose path and content are not in the table's load history; all of them with FORCE. */
    private List<Stage.StagedFile> notLoaded(boolean snapshot) throws SqlFailure {
        for (Stage.StagedFile file : files) {
            session.checkCanceled();
            checksums.put(file, session.engine().checksums().md5(file.file()));
        }
        if (copy.force() || files.isEmpty()) {
            return files;
        }
        List<String> locations = files.stream().map(stage::location).collect(Collectors.toList());
        Set<String> loaded = LoadHistory.loaded(session.duckDb(), table, locations);
        if (snapshot && !table.temporary() && !session.transaction().forgotLoads(table)) {
            loaded.addAll(LoadHistory.loaded(session.committed(), table, locations));
        }
        return files.stream()
                .filter(file -> !loaded.contains(stage.location(file) + " " + checksums.get(file)))
                .collect(Collectors.toList());
    }

    /** The first files, of which the last one exceeds SIZE_LIMIT. */
    private List<Stage.StagedFile> withinLimit(List<Stage.StagedFile> all) throws SqlFailure {
        long bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            bytes += Checksums.size(all.get(i).file());
            if (bytes > copy.sizeLimit()) {
                return all.subList(0, i + 1);
            }
        }
        return all;
    }

    private List<LoadedFile> loadAll(List<Stage.StagedFile> toLoad) throws SqlFailure {
        StagedRows rows = StagedRows.read(session, stage, toLoad, format);
        long inserted;
        try {
            inserted = session.duckDb().update(CopyTarget.of(session, table, copy, rows).insert(table));
        } catch (SqlFailure e) {
            throw CopyErrors.locate(session, stage, toLoad, format, copy, table, e);
        }
        if (inserted != rows.rowCount()) {
            throw Failures.internal(
                    "COPY inserted " + inserted + " rows of " + rows.rowCount() + " in the files", null);
        }
        List<LoadedFile> loaded = new ArrayList<>();
        for (Stage.StagedFile file : toLoad) {
            loaded.add(LoadedFile.whole(file, rows.rowCount(file), copy.onError()));
        }
        return loaded;
    }

    private List<LoadHistory.Entry> entries(Collection<LoadedFile> loadedFiles) throws SqlFailure {
        Instant now = Instant.now();
        List<LoadHistory.Entry> entries = new ArrayList<>();
        for (LoadedFile loaded : loadedFiles) {
            Stage.StagedFile file = loaded.file();
            entries.add(new LoadHistory.Entry(
                    stage.location(file),
                    path(file),
                    checksums.get(file),
                    Checksums.size(file.file()),
                    loaded.loaded(),
                    Checksums.lastModified(file.file()),
                    now,
                    stage.name() == null ? "~" : stage.name().toString(),
                    session.queryId(),
                    LoadHistory.Outcome.of(loaded)));
        }
        return entries;
    }

    /** A row per loaded file; a file of the FILES list that was loaded before is told to be skipped. */
    private StatementResult answer(Map<Stage.StagedFile, LoadedFile> loaded, Set<Stage.StagedFile> notLoaded) {
        List<List<String>> answer = new ArrayList<>();
        for (Stage.StagedFile file : files) {
            if (loaded.containsKey(file)) {
                answer.add(loaded.get(file).answer(path(file)));
            } else if (copy.files() != null && !notLoaded.contains(file)) {
                answer.add(Arrays.asList(path(file), "LOAD_SKIPPED", "0", "0", "1", "1", "File was loaded before.",
                        null, null, null));
            }
        }
        return StatementResult.of(StatementType.COPY, COLUMNS, answer);
    }

    private String path(Stage.StagedFile file) {
        return stage.label() + "/" + file.path();
    }

    /** As on Snowflake, a file that cannot be deleted stays without an error. */
    private void purge(Stage.StagedFile file) {
        try {
            session.engine().externalStages().delete(stage, file);
        } catch (IOException e) {
            LOG.warn("PURGE did not delete {}", file.path(), e);
        }
    }
}
