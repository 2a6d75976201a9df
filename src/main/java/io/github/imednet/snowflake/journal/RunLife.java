package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.imednet.snowflake.batch.LockFile.Holder;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a run lives or lived: what its journal says of that, one event after the other. */
final class RunLife {

    private final Path directory;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private @Nullable String studyKey;
    private @Nullable Instant began;
    private ImednetResource resource = ImednetResource.RECORDS;
    private String export;
    private @Nullable RunOwner owner;
    private boolean replay;
    private State state = State.CRASHED;
    private JsonNode end = MissingNode.getInstance();

    private RunLife(Path directory) {
        this.directory = directory;
        this.export = directory.getFileName().toString();
    }

    /** @throws IOException also if a line that says how the run lived is damaged */
    static JournaledRun read(Path directory) throws IOException {
        try {
            RunLife life = new RunLife(directory);
            JournalReader.life(directory.resolve(JournaledRun.FILE)).forEach(life::take);
            return life.run();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("the journal has a value that is invalid: " + e.getMessage(), e);
        }
    }

    private void take(JsonNode event) {
        switch (event.path("event").asText()) {
            case "begin" -> begin(event);
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

    private void begin(JsonNode event) {
        studyKey = event.path("study_key").asText();
        began = Instant.parse(event.path("at").asText());
        resource = ImednetResource.named(event.path("resource").asText()).orElse(resource);
        export = event.path("export").asText(export);
        put(event.path("versions"), versions);
        put(event.path("settings"), settings);
        owner = JournalLines.owner(event);
    }

    private static void put(JsonNode fields, Map<String, String> into) {
        fields.properties().forEach(field -> into.put(field.getKey(), field.getValue().asText()));
    }

    private JournaledRun run() throws IOException {
        if (began == null) {
            throw new IOException("the journal does not begin with the run's settings");
        }
        Holder writer =
                state == State.CRASHED ? Journal.writer(directory.resolve(JournaledRun.FILE)) : Holder.GONE;
        State now = writer == Holder.ALIVE ? State.RUNNING : state;
        return new JournaledRun(
                directory, studyKey, resource, began, settings, now, owner, replay, export, versions, end,
                writer == Holder.GONE);
    }
}
