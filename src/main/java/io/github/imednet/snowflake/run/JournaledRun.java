package io.github.imednet.snowflake.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.batch.BatchFile;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.model.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A run as its journal tells it.
 *
 * @param directory the run's own part of the state directory
 * @param studyKey the study that it exports
 * @param settings the settings that it was started with, secrets excepted
 * @param reading the pages and files of its last reading, as far as that came
 */
public record JournaledRun(
        Path directory,
        String id,
        String studyKey,
        Instant began,
        Map<String, String> settings,
        State state,
        RunOwner owner,
        LastReading reading) {

    static final String FILE = "journal.jsonl";

    private static final List<String> TABLE =
            List.of("snowflake.url", "snowflake.account", "snowflake.database", "snowflake.schema", "snowflake.table");

    /** How far a run came. */
    public enum State {
        /** Its process is there, or is on another machine. */
        RUNNING,
        /** Its process ended without a word. */
        CRASHED,
        /** It failed, or was interrupted. */
        FAILED,
        /** It ended well. */
        COMPLETE,
        /** A later run of the same study and table took its place. */
        ABANDONED
    }

    /**
     * @param totalElements as the API announced it, or -1 if it did not yet
     * @param since when the reading began, by the API's clock, or null if no page came
     */
    record LastReading(long totalElements, Instant since, List<ReadPage> pages, List<StagedFile> files) {}

    /** @throws IOException also if a line of the journal is damaged */
    static JournaledRun read(Path directory) throws IOException {
        List<JsonNode> events = Journal.events(directory.resolve(FILE));
        Map<String, String> settings = new LinkedHashMap<>();
        String studyKey = null;
        Instant began = null;
        RunOwner owner = null;
        State state = State.CRASHED;
        List<JsonNode> reading = new ArrayList<>();
        for (JsonNode event : events) {
            switch (event.path("event").asText()) {
                case "begin" -> {
                    began = Instant.parse(event.path("at").asText());
                    studyKey = event.path("study_key").asText();
                    event.path("settings").fields().forEachRemaining(e -> settings.put(e.getKey(), e.getValue().asText()));
                    owner = owner(event);
                }
                case "resume" -> {
                    owner = owner(event);
                    state = State.CRASHED;
                }
                case "reading" -> reading.clear();
                case "end" -> state = State.valueOf(event.path("state").asText());
                case "abandon" -> state = State.ABANDONED;
                default -> reading.add(event);
            }
        }
        boolean running = state == State.CRASHED && owner != null && !owner.isGone();
        return new JournaledRun(
                directory,
                directory.getFileName().toString(),
                studyKey,
                began,
                settings,
                running ? State.RUNNING : state,
                owner,
                lastReading(reading));
    }

    /** The files of the last reading that are still as they were written. */
    List<StagedFile> intactFiles() throws IOException {
        List<StagedFile> intact = new ArrayList<>();
        for (StagedFile file : reading.files()) {
            if (Files.isRegularFile(file.path()) && BatchFile.sha256(Files.readAllBytes(file.path())).equals(file.sha256())) {
                intact.add(file);
            }
        }
        return intact;
    }

    /** The table that it loads, with its database and schema, as they were named. */
    public String table() {
        return String.join(".", settings.get("snowflake.database"), settings.get("snowflake.schema"),
                settings.get("snowflake.table"));
    }

    /** Why the run cannot be gone on with; nothing if it can. */
    List<String> cannotGoOn(ExportSettings now) {
        if (state == State.COMPLETE) {
            return List.of("Run " + id + " is complete: there is nothing to go on with");
        }
        if (state == State.RUNNING) {
            return List.of("Run " + id + " is under way, as " + owner + ": wait for its end, or end that process");
        }
        if (state == State.ABANDONED) {
            return List.of("Run " + id + " was given up when a later one of the same study began: resume that one, or"
                    + " export again");
        }
        Map<String, String> recorded = now.recorded();
        return settings.entrySet().stream()
                .filter(setting -> !setting.getValue().equals(recorded.get(setting.getKey())))
                .map(setting -> setting.getKey() + " was '" + setting.getValue() + "' when run " + id + " began, and is '"
                        + recorded.get(setting.getKey()) + "' now: a run goes on with the settings that it began with")
                .toList();
    }

    /** Whether the run loads the table that these settings name. */
    boolean isInto(ExportSettings now) {
        Map<String, String> recorded = now.recorded();
        return TABLE.stream().allMatch(key -> Objects.equals(settings.get(key), recorded.get(key)));
    }

    private static RunOwner owner(JsonNode event) {
        JsonNode started = event.path("process_started");
        return new RunOwner(
                event.path("host").asText(),
                event.path("process").asLong(),
                started.isTextual() ? Instant.parse(started.asText()) : null);
    }

    private static LastReading lastReading(List<JsonNode> events) {
        long total = -1;
        Instant since = null;
        Map<Integer, ReadPage> pages = new LinkedHashMap<>();
        Map<String, StagedFile> files = new LinkedHashMap<>();
        for (JsonNode event : events) {
            if (event.path("event").asText().equals("page")) {
                total = event.path("total").asLong();
                since = Instant.parse(event.path("since").asText());
                ReadPage page = JournalLines.page(event);
                pages.put(page.page(), page);
            } else if (event.path("event").asText().equals("file")) {
                StagedFile file = JournalLines.file(event);
                files.put(file.batchId(), file);
            }
        }
        return new LastReading(total, since, List.copyOf(pages.values()), List.copyOf(files.values()));
    }
}
