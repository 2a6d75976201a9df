package io.github.imednet.snowflake.replay;

import io.github.imednet.snowflake.batch.KeptFile;
import io.github.imednet.snowflake.journal.ChainBreak;
import io.github.imednet.snowflake.journal.HashChainCheck;
import io.github.imednet.snowflake.journal.ManifestLine;
import io.github.imednet.snowflake.model.Sha256;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.replay.ReplayProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a manifest whose files were kept. Of the lines of a batch the last one counts, and of files with
 * records of the same range of ids the one of the last line: an earlier one is of a state that the study has left.
 */
final class KeptBatches {

    private final Path directory;
    private final @Nullable String run;
    private final Map<String, ManifestLine> lines = new LinkedHashMap<>();
    private final List<Batch> batches = new ArrayList<>();
    private final Map<String, NavigableMap<Long, Batch>> byLastId = new HashMap<>();
    private final List<ReplayProblem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> otherLists = new TreeSet<>();
    private long count;

    /** A file that is as it was loaded, with the line that tells of it. */
    record Batch(ManifestLine line, String studyKey, StagedFile file) {}

    private KeptBatches(Path directory, @Nullable String run) {
        this.directory = directory;
        this.run = run;
    }

    /**
     * Reads a manifest, and checks the file of each batch against its hash.
     *
     * @param directory where the files were kept
     * @param run id of the run whose lines are meant, or its beginning; null for those of all runs
     */
    static KeptBatches read(Path manifest, Path directory, @Nullable String run) throws IOException {
        KeptBatches kept = new KeptBatches(directory, run);
        HashChainCheck.Result result = HashChainCheck.check(manifest, (number, line) -> ManifestLine.of(number, line)
                .ifPresentOrElse(kept::take, () -> kept.problems.add(ReplayProblem.damaged(
                        number, "line " + number + " lacks a field that says which file to load"))));
        kept.count = result.lines();
        result.breaks().forEach(kept::take);
        List<ManifestLine> newestFirst = new ArrayList<>(kept.lines.values());
        newestFirst.sort((one, other) -> Long.compare(other.number(), one.number()));
        for (ManifestLine line : newestFirst) {
            kept.check(line);
        }
        if (!kept.otherLists.isEmpty()) {
            kept.notes.add("lines of the lists " + String.join(", ", kept.otherLists)
                    + " were left out: an export brings these back");
        }
        Collections.reverse(kept.batches);
        return kept;
    }

    /** How many lines the manifest has. */
    long lines() {
        return count;
    }

    /** Those that can be loaded, in the order of their lines. */
    List<Batch> batches() {
        return batches;
    }

    /** What cannot. */
    List<ReplayProblem> problems() {
        return problems;
    }

    /** What is worth knowing. */
    List<String> notes() {
        return notes;
    }

    private void take(ManifestLine line) {
        if (!line.list().isEmpty()) {
            otherLists.add(line.list());
        } else if (run == null || line.runId().startsWith(run)) {
            lines.remove(line.batchId());
            lines.put(line.batchId(), line);
        }
    }

    private void take(ChainBreak found) {
        switch (found.kind()) {
            case DAMAGED, TORN -> problems.add(ReplayProblem.damaged(found.line(), found.problem()));
            default -> notes.add(found.problem());
        }
    }

    private void check(ManifestLine line) throws IOException {
        Path path = directory.resolve(line.fileName());
        if (!Files.isRegularFile(path)) {
            problems.add(ReplayProblem.of(Kind.MISSING, line, "is not in " + directory));
            return;
        }
        byte[] bytes = Files.readAllBytes(path);
        if (!Sha256.of(bytes).equals(line.sha256())) {
            problems.add(ReplayProblem.of(Kind.DIFFERENT, line, "has changed since it was loaded: its SHA-256"
                    + " differs"));
            return;
        }
        try {
            KeptFile kept = KeptFile.read(path);
            add(new Batch(line, kept.studyKey(), kept.asBatch(line.batchId(), path, line.sha256(), bytes.length)));
        } catch (IOException e) {
            problems.add(ReplayProblem.of(Kind.DIFFERENT, line, "cannot be loaded: " + e.getMessage()));
        }
    }

    /** No two of the batches that were added overlap, so the one that ends next behind the range's start tells. */
    private void add(Batch batch) {
        if (batch.file().rows() != batch.line().rows()) {
            problems.add(ReplayProblem.of(Kind.DIFFERENT, batch.line(), "has " + batch.file().rows()
                    + " rows, the line says " + batch.line().rows()));
            return;
        }
        NavigableMap<Long, Batch> ofStudy = byLastId.computeIfAbsent(batch.studyKey(), study -> new TreeMap<>());
        Map.Entry<Long, Batch> next = ofStudy.higherEntry(batch.file().afterId());
        if (next == null || next.getValue().file().afterId() >= batch.file().lastId()) {
            batches.add(batch);
            ofStudy.put(batch.file().lastId(), batch);
            return;
        }
        ManifestLine newer = next.getValue().line();
        notes.add("line " + batch.line().number() + ", batch " + batch.line().batchId()
                + ": its records are in the range of batch " + newer.batchId() + " of line " + newer.number()
                + ", which is newer and is loaded in its place");
    }
}
