package io.github.imednet.snowflake.replay;

import io.github.imednet.snowflake.batch.KeptFile;
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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The batches of a manifest whose files were kept. Of a study they are those of the run whose lines are the newest, and
 * of its last pass over all that there was, for that wrote a line for each of its batches: what an earlier one has is of
 * a state that the study has left.
 */
final class KeptBatches {

    private final Path directory;
    private final List<Batch> batches = new ArrayList<>();
    private final Map<String, NavigableMap<Long, Batch>> byLastId = new HashMap<>();
    private final Map<String, ManifestLine> newestLines = new HashMap<>();
    private final List<Earlier> earlier = new ArrayList<>();
    private final List<ReplayProblem> problems;
    private final List<String> notes;
    private final long lines;

    /** A file that is as it was loaded, with the line that tells of it. */
    record Batch(ManifestLine line, String studyKey, StagedFile file) {}

    /**
     * A file of another run than the newest of its study, or of another pass of it, which may have lost a record of it,
     * or may not have come to its end.
     *
     * @param recordId of a record that is in no range of the newest files
     * @param newest line of these
     */
    record Earlier(Batch batch, long recordId, ManifestLine newest) {}

    private KeptBatches(Path directory, ManifestLines lines, String studyKey) {
        this.directory = directory;
        this.problems = new ArrayList<>(lines.damaged());
        this.notes = new ArrayList<>(lines.notes(studyKey));
        this.lines = lines.count();
    }

    /**
     * Checks the file of each batch of a study against its hash.
     *
     * @param directory where the files were kept
     */
    static KeptBatches read(ManifestLines lines, Path directory, String studyKey) throws IOException {
        KeptBatches kept = new KeptBatches(directory, lines, studyKey);
        for (ManifestLine line : lines.newestFirst(studyKey)) {
            kept.check(line);
        }
        Collections.reverse(kept.batches);
        return kept;
    }

    /** How many lines the manifest has. */
    long lines() {
        return lines;
    }

    /** Those that can be loaded, in the order of their lines. */
    List<Batch> batches() {
        return batches;
    }

    /** Those of which nothing here tells whether they are to be loaded. */
    List<Earlier> earlier() {
        return earlier;
    }

    /** What cannot. */
    List<ReplayProblem> problems() {
        return problems;
    }

    /** What is worth knowing. */
    List<String> notes() {
        return notes;
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
            add(kept, line, kept.asBatch(line.batchId(), path, line.sha256(), bytes.length));
        } catch (IOException e) {
            problems.add(ReplayProblem.of(Kind.DIFFERENT, line, "cannot be loaded: " + e.getMessage()));
        }
    }

    /**
     * To be called with the newest line first. No two of the batches that were added overlap, so the one that ends next
     * behind the range's start tells.
     */
    private void add(KeptFile kept, ManifestLine line, StagedFile file) {
        ManifestLine newest = newestLines.computeIfAbsent(kept.studyKey(), study -> line);
        if (file.rows() != line.rows()) {
            problems.add(ReplayProblem.of(Kind.DIFFERENT, line, "has " + file.rows() + " rows, the line says "
                    + line.rows()));
            return;
        }
        Batch batch = new Batch(line, kept.studyKey(), file);
        NavigableMap<Long, Batch> newer = byLastId.computeIfAbsent(kept.studyKey(), study -> new TreeMap<>());
        Map.Entry<Long, Batch> next = newer.higherEntry(file.afterId());
        OptionalLong gone = LongStream.of(kept.ids()).filter(id -> !isInRange(newer, id)).findFirst();
        if (!line.isOfPassOf(newest) && gone.isPresent()) {
            earlier.add(new Earlier(batch, gone.getAsLong(), newest));
        } else if (next != null && next.getValue().file().afterId() < file.lastId()) {
            ManifestLine of = next.getValue().line();
            notes.add("line " + line.number() + ", batch " + line.batchId() + ": its records are in the range of batch "
                    + of.batchId() + " of line " + of.number() + ", which is newer and is loaded in its place");
        } else {
            batches.add(batch);
            newer.put(file.lastId(), batch);
        }
    }

    /** A record that is not in the file of its range was gone when that was written. */
    private static boolean isInRange(NavigableMap<Long, Batch> files, long id) {
        Map.Entry<Long, Batch> file = files.ceilingEntry(id);
        return file != null && file.getValue().file().afterId() < id;
    }
}
