package io.github.imednet.snowflake.report;

import io.github.imednet.snowflake.batch.OwnerOnly;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.journal.RunHistory;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.report.RunPage.ListRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pages about the runs of a state directory. */
public final class Reports {

    private final StateDirectory state;

    public Reports(Path stateDirectory) {
        this.state = new StateDirectory(stateDirectory);
    }

    /**
     * The page about a run, and about those of other lists that were exported with it.
     *
     * @throws ExportConfigurationException if there is no such run, or several
     */
    public String ofRun(String id) throws IOException {
        JournaledRun wanted = state.find(id);
        List<JournaledRun> all = state.runs().runs();
        List<ListRun> lists = new ArrayList<>();
        for (JournaledRun run : all) {
            if (run.export().equals(wanted.export())) {
                lists.add(new ListRun(RunHistory.read(run), before(run, all)));
            }
        }
        return new RunPage(lists).text();
    }

    /**
     * How many runs have an id that begins so: {@link #ofRun} takes what one has.
     *
     * @throws ExportConfigurationException if the state directory cannot be read
     */
    public int count(String id) {
        return state.count(id);
    }

    /** @param linkTo what is before the id of a run in the address of its page, or null without links */
    public String ofAll(@Nullable String linkTo) throws IOException {
        return new AllRunsPage(state.runs().runs(), linkTo).text();
    }

    /** The page about a night of workers. @param results what they told, a JSON object a line, in their order */
    public static String ofNight(List<String> results) {
        return ofNight(results, 0, Map.of(), List.of());
    }

    /**
     * The same with what waits.
     *
     * @param waiting orders that no worker has taken yet
     * @param behind by the name of a study that runs: which ones wait for its end
     * @param missingRights those without which nobody could be asked for that
     */
    public static String ofNight(
            List<String> results, long waiting, Map<String, List<String>> behind, List<String> missingRights) {
        return new NightPage(StudyAttempt.read(results), waiting, behind, missingRights).text();
    }

    /** Why a run failed, as whoever reaches the reports may read it: without the filter that the message may quote. */
    public static String error(String message) {
        return Origin.error(message);
    }

    private static @Nullable RunHistory before(JournaledRun run, List<JournaledRun> all) throws IOException {
        JournaledRun latest = null;
        for (JournaledRun other : all) {
            boolean earlier = other.began().isBefore(run.began()) && other.state() == State.COMPLETE;
            if (earlier && other.subject().equals(run.subject()) && other.summary().isObject()) {
                latest = other;
            }
        }
        return latest == null ? null : RunHistory.read(latest);
    }

    /**
     * Writes a page whole or not at all, for its owner alone.
     *
     * @throws ExportConfigurationException if the file is a folder
     */
    public static void write(Path file, String page) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        if (Files.isDirectory(whole)) { // an empty one would be replaced
            throw new ExportConfigurationException(
                    List.of("The page's file " + whole + " is a folder: name a file in it (--output, export.report)"));
        }
        OwnerOnly.directory(Objects.requireNonNull(whole.getParent()));
        Path part = Files.createTempFile(whole.getParent(), ".report-", ".html", OwnerOnly.file());
        try {
            Files.writeString(part, page, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
