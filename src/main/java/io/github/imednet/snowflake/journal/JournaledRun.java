package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.ListSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run as its journal tells it.
 *
 * @param directory the run's own part of the state directory
 * @param studyKey the study that it exports
 * @param resource the list that it exports
 * @param settings the settings that it was started with, secrets excepted
 * @param owner the process that it is or was
 * @param replay whether it loads kept files, and not what the API has
 * @param export what the runs of one export share, each of which is of one list; its own id in earlier versions
 * @param versions what it was made by, or empty in journals of earlier versions
 * @param end the last line, which says how it ended and has its summary; missing if it did not say its end
 * @param claimsNothing whether it is known to have ended, so that what it may still claim in Snowflake is nobody's;
 *     false for a run that crashed on another machine, whose claim ends with its lease
 */
public record JournaledRun(
        Path directory,
        @Nullable String studyKey,
        ImednetResource resource,
        Instant began,
        Map<String, String> settings,
        State state,
        @Nullable RunOwner owner,
        boolean replay,
        String export,
        Map<String, String> versions,
        JsonNode end,
        boolean claimsNothing) {

    public static final String FILE = "journal.jsonl";

    private static final List<String> SCHEMA =
            List.of("snowflake.url", "snowflake.account", "snowflake.database", "snowflake.schema");

    private static final String POLICY = "export.privacy-policy";

    /** How far a run came. */
    public enum State {
        /** Its process is alive. */
        RUNNING,
        /** Its process ended without a word, or is on another machine and gives no sign of life. */
        CRASHED,
        /** It failed, or was interrupted. */
        FAILED,
        /** It ended well. */
        COMPLETE,
        /** A later run of the same study and table took its place. */
        ABANDONED
    }

    /**
     * What it did, as its command printed it; missing if it did not say its end, or in journals of earlier versions.
     */
    public JsonNode summary() {
        return end.path("summary");
    }

    /** Rows of the study in the table, as the run counted them; empty if it did not come so far. */
    public OptionalLong rowsInTable() {
        JsonNode counted = summary().path("reconciliation");
        return counted.isObject() ? OptionalLong.of(counted.path("rows_in_table").asLong()) : OptionalLong.empty();
    }

    public String id() {
        return directory.getFileName().toString();
    }

    /** The table that it loads, with its database and schema, as they were named. */
    public String table() {
        return String.join(".", settings.get("snowflake.database"), settings.get("snowflake.schema"), tableName());
    }

    private @Nullable String tableName() {
        return ListSettings.prefixed(
                settings.get("snowflake.table-prefix"), settings.get(ListSettings.tableKey(resource)));
    }

    /** The study and the table that it is of: each list of a study has a table of its own. */
    public List<String> subject() {
        return Stream.of(studyKey, settings.get("snowflake.url"), settings.get("snowflake.account"), table()).toList();
    }

    /** Whether nobody needs it any more but to look back: it has said its end, and has no file that is not loaded. */
    boolean isOnlyHistory() {
        return switch (state) {
            case COMPLETE, ABANDONED -> true;
            case FAILED -> Files.notExists(StateDirectory.staged(directory));
            case RUNNING, CRASHED -> false;
        };
    }

    /** @throws IOException naming a line that is damaged */
    public LastPass lastPass() throws IOException {
        return LastPass.read(directory.resolve(FILE), resource);
    }

    /**
     * The same run.
     *
     * @param asked the study that the caller names, or nothing if it names none
     * @throws ExportConfigurationException if the run is another study's
     */
    public JournaledRun requireStudy(@Nullable String asked) {
        if (asked != null && !asked.isBlank() && !asked.equals(studyKey)) {
            throw new ExportConfigurationException(List.of(
                    "Run " + id() + " is of study " + studyKey + ", and cannot be resumed as one of " + asked));
        }
        return this;
    }

    /** Why the run cannot be resumed; empty if it can. */
    public List<String> whyNotResumable(ExportSettings now) {
        if (state == State.COMPLETE) {
            return List.of("Run " + id() + " is complete: there is nothing to resume");
        }
        if (state == State.RUNNING) {
            return List.of("Run " + id() + " is under way, as " + owner + ": wait for its end, or end that process");
        }
        if (replay) {
            return List.of("Run " + id() + " is a replay: give the same command again; what it loaded is not sent"
                    + " again");
        }
        if (state == State.ABANDONED) {
            return List.of("Run " + id()
                    + " was abandoned when a later one of the same study began: resume that one, or" + " export again");
        }
        Map<String, String> recorded = now.recorded();
        Map<String, String> before = new TreeMap<>(Map.of(POLICY, "")); // journals of earlier versions know of none
        before.putAll(settings);
        return before.entrySet().stream()
                .filter(setting -> !ExportSettings.mayChange(setting.getKey()))
                .filter(setting -> !setting.getValue().equals(recorded.get(setting.getKey())))
                .map(setting -> setting.getKey() + " was '" + setting.getValue() + "' when run " + id()
                        + " began, and is '" + recorded.get(setting.getKey())
                        + "' now: a run is resumed with the settings that it began with")
                .toList();
    }

    /** Whether the run loads the table that these settings name for its list. */
    public boolean isInto(ExportSettings now) {
        Map<String, String> recorded = now.recorded();
        return SCHEMA.stream().allMatch(key -> Objects.equals(settings.get(key), recorded.get(key)))
                && Objects.equals(tableName(), now.of(resource).table());
    }
}
