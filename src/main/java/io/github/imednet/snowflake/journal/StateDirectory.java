package io.github.imednet.snowflake.journal;

import io.github.imednet.snowflake.batch.OwnerOnly;
import io.github.imednet.snowflake.batch.WorkDirectory;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.MachineFaultException;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.journal.JournaledRuns.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where runs keep their journals, and until they end their Parquet files: {@code runs/RUN_ID} for each. */
public final class StateDirectory {

    private static final String STAGED = "staged";
    private static final int LATEST = 50;

    private final Path runs;
    private final Path sinks;

    public StateDirectory(Path path) {
        this.runs = path.resolve("runs");
        this.sinks = path.resolve("sinks");
    }

    /** All runs. */
    public JournaledRuns runs() throws IOException {
        return read(begun(runs));
    }

    /** Runs that one which begins has to know: the latest, those that did not say their end, and those with files. */
    public JournaledRuns runsToKnow() throws IOException {
        List<Path> newestFirst = new ArrayList<>(begun(runs));
        Map<Path, Instant> written = new HashMap<>();
        newestFirst.forEach(directory -> written.put(directory, lastWritten(directory)));
        newestFirst.sort(Comparator.comparing(written::get).reversed());
        List<Path> wanted = new ArrayList<>(newestFirst.subList(0, Math.min(LATEST, newestFirst.size())));
        newestFirst.stream().skip(LATEST).filter(StateDirectory::isUnfinished).forEach(wanted::add);
        return read(wanted);
    }

    /**
     * The runs that nobody needs any more: of each study and table all but the newest. A run that is under way, that
     * crashed, or that has files which are not loaded is never one of them.
     *
     * @param keep how many of each study and table stay, one at least
     * @return oldest first
     */
    public List<JournaledRun> outdated(int keep) throws IOException {
        Map<List<String>, Integer> newer = new HashMap<>();
        List<JournaledRun> outdated = new ArrayList<>();
        List<JournaledRun> all = runs().runs();
        for (int i = all.size() - 1; i >= 0; i--) {
            JournaledRun run = all.get(i);
            if (newer.merge(run.subject(), 1, Integer::sum) > keep && run.isOnlyHistory()) {
                outdated.add(0, run);
            }
        }
        return outdated;
    }

    /** Removes a run's journal, and whatever else its directory has. */
    public static void remove(JournaledRun run) throws IOException {
        WorkDirectory.delete(run.directory());
    }

    /** All sinks that are open, and those that a crash left. */
    public JournaledRuns sinks() throws IOException {
        return read(begun(sinks));
    }

    /**
     * The journals of all runs and all sinks, by their paths.
     *
     * @throws MachineFaultException if the directory cannot be looked into
     */
    public List<Path> journals() {
        return Stream.of(runs, sinks)
                .flatMap(parent -> begun(parent).stream())
                .map(directory -> directory.resolve(JournaledRun.FILE))
                .sorted()
                .toList();
    }

    /**
     * The run of this id.
     *
     * @param id the id, or as much of its beginning as tells it from others
     * @throws ExportConfigurationException if there is none, or several, or its journal cannot be read
     */
    public JournaledRun find(String id) throws IOException {
        List<Path> found = having(id);
        if (found.size() != 1) {
            throw new ExportConfigurationException(List.of((found.isEmpty() ? "No run" : "More than one run")
                    + " in " + runs + " has the id " + id + ": see imednet runs"));
        }
        JournaledRuns read = read(found);
        if (read.runs().isEmpty()) {
            throw new ExportConfigurationException(List.of("The journal of run " + id + " cannot be read: "
                    + (read.unreadable().isEmpty() ? "it is removed" : read.unreadable().get(0).problem())
                    + ". The run can neither be resumed nor have a report: an export begins a new one"));
        }
        return read.runs().get(0);
    }

    /**
     * How many runs have an id that begins so.
     *
     * @throws MachineFaultException if the directory cannot be looked into
     */
    public int count(String id) {
        return having(id).size();
    }

    private List<Path> having(String id) {
        return begun(runs).stream()
                .filter(directory -> directory.getFileName().toString().startsWith(id))
                .toList();
    }

    /** @throws MachineFaultException if the directory cannot be looked into */
    private static List<Path> begun(Path parent) {
        if (Files.notExists(parent)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(parent)) {
            return directories.filter(Files::isDirectory).filter(StateDirectory::hasJournal).toList();
        } catch (IOException e) {
            throw new MachineFaultException(
                    "export.state-dir: the folder " + parent + " cannot be read: " + SystemErrors.reason(e), e);
        }
    }

    /** Also where the folder cannot be looked into: that is told when it is read. */
    private static boolean hasJournal(Path directory) {
        return !Files.notExists(directory.resolve(JournaledRun.FILE));
    }

    private static JournaledRuns read(List<Path> directories) {
        List<JournaledRun> read = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (Path directory : directories) {
            try {
                if (hasBegun(directory)) {
                    read.add(RunLife.read(directory));
                }
            } catch (IOException e) {
                if (hasJournal(directory)) { // a sink that is closed meanwhile takes its journal with it
                    unreadable.add(new Unreadable(directory, SystemErrors.reason(e)));
                }
            }
        }
        read.sort(Comparator.comparing(JournaledRun::began));
        unreadable.sort(Comparator.comparing(Unreadable::id));
        return new JournaledRuns(List.copyOf(read), List.copyOf(unreadable));
    }

    private static boolean isUnfinished(Path directory) {
        try {
            return Files.exists(staged(directory)) || !JournalReader.hasEnd(directory.resolve(JournaledRun.FILE));
        } catch (IOException e) {
            return true; // what is wrong is told when it is read
        }
    }

    private static Instant lastWritten(Path directory) {
        try {
            return Files.getLastModifiedTime(directory.resolve(JournaledRun.FILE)).toInstant();
        } catch (IOException e) {
            return Instant.MAX; // what is wrong is told when it is read
        }
    }

    /**
     * The directory of a run that begins.
     *
     * @throws MachineFaultException if it cannot be made
     */
    public Path begin(String id) {
        try {
            return OwnerOnly.directory(runs.resolve(id));
        } catch (IOException e) {
            throw new MachineFaultException(
                    "export.state-dir: the folder " + runs + " cannot be made or written to: " + SystemErrors.reason(e),
                    e);
        }
    }

    /** The directory of a sink that opens. */
    public Path beginSink(String id) throws IOException {
        return OwnerOnly.directory(sinks.resolve(id));
    }

    /** Where a run's Parquet files are until it ends. */
    public static Path staged(Path run) {
        return run.resolve(STAGED);
    }

    /**
     * Removes what an ended run left over, for a later one has its study and table. A run may also have been killed
     * after its last line, and have its files still.
     */
    public static void abandon(JournaledRun run) throws IOException {
        if (run.state() == State.CRASHED) {
            try (Journal journal = Journal.open(run.directory().resolve(JournaledRun.FILE))) {
                journal.appendDurably("abandon", Map.of());
            }
        }
        WorkDirectory.delete(staged(run.directory()));
    }

    /** A run that was killed before its first line was whole did nothing else either. */
    private static boolean hasBegun(Path directory) throws IOException {
        return LastLine.wholeLines(directory.resolve(JournaledRun.FILE)) > 1;
    }
}
