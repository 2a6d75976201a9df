package io.github.imednet.snowflake.replay;

import io.github.imednet.snowflake.batch.BatchCutter;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.journal.ChainBreak;
import io.github.imednet.snowflake.journal.HashChainCheck;
import io.github.imednet.snowflake.journal.ManifestLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines of a manifest that tell of batches of records: of each batch the last one. */
final class ManifestLines {

    private final @Nullable String run;
    private final Map<String, ManifestLine> byBatch = new LinkedHashMap<>();
    private final List<ManifestLine> ofOtherLists = new ArrayList<>();
    private final List<ReplayProblem> damaged = new ArrayList<>();
    private final List<String> breaks = new ArrayList<>();
    private long count;

    private ManifestLines(@Nullable String run) {
        this.run = run;
    }

    /** @param run id of the run whose lines are meant, or its beginning; null for those of all runs */
    static ManifestLines read(Path manifest, @Nullable String run) throws IOException {
        ManifestLines lines = new ManifestLines(run);
        HashChainCheck.Result result = HashChainCheck.check(manifest, (number, line) -> ManifestLine.of(number, line)
                .ifPresentOrElse(lines::take, () -> lines.damaged.add(ReplayProblem.damaged(
                        number, "line " + number + " lacks a field that says which file to load"))));
        lines.count = result.lines();
        result.breaks().forEach(lines::take);
        return lines;
    }

    /** How many lines the manifest has, of whatever they are. */
    long count() {
        return count;
    }

    /** The studies that lines tell of; a batch that a program named does not tell its own. */
    Set<String> studies() {
        return byBatch.values().stream()
                .map(ManifestLine::studyKey)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The lines that may be of a study, the newest first. */
    List<ManifestLine> newestFirst(String studyKey) {
        return newestFirst().stream().filter(line -> line.mayBeOf(studyKey)).toList();
    }

    List<ManifestLine> newestFirst() {
        return byBatch.values().stream()
                .sorted((one, other) -> Long.compare(other.number(), one.number()))
                .toList();
    }

    /** Those that cannot be read, of whatever study they are. */
    List<ReplayProblem> damaged() {
        return damaged;
    }

    /** What is worth knowing for whoever replays a study. */
    List<String> notes(String studyKey) {
        List<String> notes = new ArrayList<>(breaks);
        Set<String> lists = ofOtherLists.stream()
                .filter(line -> line.mayBeOf(studyKey))
                .map(ManifestLine::list)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!lists.isEmpty()) {
            notes.add("lines of the lists " + String.join(", ", lists)
                    + " were left out: an export brings these back");
        }
        return notes;
    }

    /**
     * A replay knows of a file only the range of its ids, in which changes and what a program wrote are some records of
     * many.
     *
     * @throws ExportConfigurationException if the batch is one of these
     */
    static void requireAllOfRange(ManifestLine line) {
        String start = "Line " + line.number() + " of the manifest, batch " + line.batchId() + ", is of ";
        if (BatchCutter.isOfChanges(line.batchId())) {
            throw new ExportConfigurationException(List.of(start + "a run that read only what changed, which"
                    + " cannot be replayed: name a run that read everything (--run), and export after it"));
        }
        if (line.isOfSink()) {
            throw new ExportConfigurationException(List.of(start + "a program that wrote it with a sink, which"
                    + " cannot be replayed: have the program write it again, or name an export's run (--run)"));
        }
    }

    private void take(ManifestLine line) {
        if (!line.list().isEmpty()) {
            ofOtherLists.add(line);
        } else if ((run == null || line.runId().startsWith(run)) && !repeats(line)) {
            byBatch.remove(line.batchId());
            byBatch.put(line.batchId(), line);
        }
    }

    /** A replay may have been cut off, and then says nothing of the batches that it did not come to. */
    private boolean repeats(ManifestLine line) {
        ManifestLine before = byBatch.get(line.batchId());
        return line.replay() && before != null && !before.replay();
    }

    private void take(ChainBreak found) {
        switch (found.kind()) {
            case DAMAGED, TORN -> damaged.add(ReplayProblem.damaged(found.line(), found.problem()));
            default -> breaks.add(found.problem());
        }
    }
}
