package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.imednet.snowflake.batch.LockFile.Holder;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.ListSettings;
import io.github.imednet.snowflake.model.Sha256;
import io.github.imednet.snowflake.model.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
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
     * The pages and files of a run's last pass, as far as that came.
     *
     * @param totalElements as the API announced it, or -1 if it did not yet
     * @param since when the pass began, by the API's clock, or null if no page came
     * @param loaded names of the files whose rows are in the table
     * @param undecidedFields that no rule of the privacy policy names, in any pass
     * @param passes how many the run began, in all processes that worked on it
     */
    public record LastPass(
            long totalElements,
            @Nullable Instant since,
            List<ReadPage> pages,
            List<StagedFile> files,
            Set<String> loaded,
            Set<String> undecidedFields,
            int passes) {}

    /** @throws IOException also if a line that says how the run lived is damaged */
    static JournaledRun read(Path directory) throws IOException {
        try {
            return of(directory, JournalReader.life(directory.resolve(FILE)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("the journal has a value that is invalid: " + e.getMessage(), e);
        }
    }

    private static JournaledRun of(Path directory, List<JsonNode> life) throws IOException {
        String studyKey = null;
        Instant began = null;
        Map<String, String> settings = new LinkedHashMap<>();
        RunOwner owner = null;
        State state = State.CRASHED;
        boolean replay = false;
        String export = directory.getFileName().toString();
        Map<String, String> versions = new LinkedHashMap<>();
        JsonNode end = MissingNode.getInstance();
        ImednetResource resource = ImednetResource.RECORDS;
        for (JsonNode event : life) {
            switch (event.path("event").asText()) {
                case "begin" -> {
                    studyKey = event.path("study_key").asText();
                    began = Instant.parse(event.path("at").asText());
                    resource = ImednetResource.named(event.path("resource").asText()).orElse(resource);
                    export = event.path("export").asText(export);
                    put(event.path("versions"), versions);
                    put(event.path("settings"), settings);
                    owner = JournalLines.owner(event);
                }
                case "resume" -> {
                    owner = JournalLines.owner(event);
                    state = State.CRASHED;
                }
                case "replay" -> replay = true;
                case "end" -> {
                    state = State.valueOf(event.path("state").asText());
                    end = event;
                }
                default -> state = State.ABANDONED;
            }
        }
        if (began == null) {
            throw new IOException("the journal does not begin with the run's settings");
        }
        Holder writer = state == State.CRASHED ? Journal.writer(directory.resolve(FILE)) : Holder.GONE;
        State now = writer == Holder.ALIVE ? State.RUNNING : state;
        return new JournaledRun(
                directory, studyKey, resource, began, settings, now, owner, replay, export, versions, end,
                writer == Holder.GONE);
    }

    private static void put(JsonNode fields, Map<String, String> into) {
        fields.properties().forEach(field -> into.put(field.getKey(), field.getValue().asText()));
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
        long total = -1;
        Instant since = null;
        boolean changes = false;
        int passes = 1;
        Map<Integer, ReadPage> pages = new LinkedHashMap<>();
        Map<String, StagedFile> files = new LinkedHashMap<>();
        Set<String> loaded = new HashSet<>();
        Set<String> undecided = new HashSet<>();
        for (JsonNode event : JournalReader.events(directory.resolve(FILE))) {
            switch (event.path("event").asText()) {
                case "pass", "reading" -> // "reading" in journals of earlier versions
                    {
                    pages.clear();
                    files.clear();
                    total = -1;
                    since = null;
                    passes++;
                    changes = event.path("changes").asBoolean();
                }
                case "page" -> {
                    total = event.path("total").asLong();
                    since = Instant.parse(event.path("since").asText());
                    ReadPage page = JournalLines.page(event);
                    pages.put(page.page(), page);
                }
                case "file" -> {
                    StagedFile file = JournalLines.file(event);
                    files.put(file.batchId(), file);
                }
                case "resume" -> passes++;
                case "load" -> event.path("files").forEach(name -> loaded.add(name.asText()));
                case "undecided" -> undecided.add(event.path("field").asText());
                default -> { } // says how the run lived
            }
        }
        if (changes || resource != ImednetResource.RECORDS) {
            // Changes are few, and another list than all pages are. A list that is loaded as a whole is of one time.
            return new LastPass(-1, null, List.of(), List.of(), loaded, undecided, passes);
        }
        return new LastPass(
                total, since, List.copyOf(pages.values()), List.copyOf(files.values()), loaded, undecided, passes);
    }

    /** The files of the last pass that need not be made again: they are as they were written, or in the table. */
    public List<StagedFile> doneFiles(LastPass pass) throws IOException {
        List<StagedFile> done = new ArrayList<>();
        for (StagedFile file : pass.files()) {
            if (pass.loaded().contains(file.name()) || isIntact(file)) {
                done.add(file);
            }
        }
        return done;
    }

    private static boolean isIntact(StagedFile file) throws IOException {
        return Files.isRegularFile(file.path())
                && Sha256.of(Files.readAllBytes(file.path())).equals(file.sha256());
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
