package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.OwnerOnly;
import io.github.imednet.snowflake.batch.WorkDirectory;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.run.JournaledRun.State;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.stream.Stream;

/** Where runs keep their journals, and until they end their Parquet files: {@code runs/RUN_ID} for each. */
public final class StateDirectory {

    private static final String STAGED = "staged";

    private final Path runs;
    private final Path sinks;

    public StateDirectory(Path path) {
        this.runs = path.resolve("runs");
        this.sinks = path.resolve("sinks");
    }

    /** All runs, the oldest first. */
    public List<JournaledRun> runs() throws IOException {
        return journaled(runs);
    }

    /** All sinks that are open, and those that a crash left. */
    List<JournaledRun> sinks() throws IOException {
        return journaled(sinks);
    }

    private static List<JournaledRun> journaled(Path parent) throws IOException {
        if (Files.notExists(parent)) {
            return List.of();
        }
        List<JournaledRun> found = new ArrayList<>();
        try (Stream<Path> directories = Files.list(parent)) {
            for (Path directory : directories.filter(StateDirectory::hasBegun).toList()) {
                readUnlessGone(directory).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(JournaledRun::began));
        return found;
    }

    /**
     * The run of this id.
     *
     * @param id the id, or as much of its beginning as tells it from others
     * @throws ExportConfigurationException if there is none, or several
     */
    public JournaledRun find(String id) throws IOException {
        return find(id, runs());
    }

    /** The same among runs that have been read. */
    JournaledRun find(String id, List<JournaledRun> known) {
        List<JournaledRun> found = known.stream().filter(run -> run.id().startsWith(id)).toList();
        if (found.size() != 1) {
            throw new ExportConfigurationException(List.of((found.isEmpty() ? "No run" : "More than one run")
                    + " in " + runs + " has the id " + id + ": see imednet runs"));
        }
        return found.get(0);
    }

    /**
     * The directory of a run that begins.
     *
     * @throws ExportConfigurationException if it cannot be made
     */
    Path begin(String id) {
        try {
            return OwnerOnly.directory(runs.resolve(id));
        } catch (IOException e) {
            throw new ExportConfigurationException(
                    "export.state-dir: the folder " + runs + " cannot be made or written to: " + Failures.reason(e), e);
        }
    }

    /** A sink that is closed meanwhile takes its journal with it. */
    private static Optional<JournaledRun> readUnlessGone(Path directory) throws IOException {
        try {
            return Optional.of(JournaledRun.read(directory));
        } catch (IOException e) {
            if (Files.notExists(directory)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The directory of a sink that opens. */
    Path beginSink(String id) throws IOException {
        return OwnerOnly.directory(sinks.resolve(id));
    }

    /** Where a run's Parquet files are until it ends. */
    static Path staged(Path run) {
        return run.resolve(STAGED);
    }

    /**
     * Removes what an ended run left over: a new one of the same study and table takes its place. A run may also have
     * been killed after its last line, and have its files still.
     */
    static void takeThePlaceOf(JournaledRun run) throws IOException {
        if (run.state() == State.CRASHED) {
            try (Journal journal = Journal.open(run.directory().resolve(JournaledRun.FILE))) {
                journal.enter("abandon", Map.of());
            }
        }
        WorkDirectory.delete(staged(run.directory()));
    }

    /** A run that was killed before its first line was whole did nothing else either. */
    private static boolean hasBegun(Path directory) {
        Path journal = directory.resolve(JournaledRun.FILE);
        if (Files.notExists(journal)) {
            return false;
        }
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(journal))) {
            int next = bytes.read();
            boolean empty = next == '\n';
            while (next >= 0 && next != '\n') {
                next = bytes.read();
            }
            return next == '\n' && !empty;
        } catch (NoSuchFileException e) {
            return false; // removed just now
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
