package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.model.Sha256;
import io.github.imednet.snowflake.model.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages and files of a run's last pass, as far as that came, and what all of its passes left. */
public final class LastPass {

    private final Map<Integer, ReadPage> pages = new LinkedHashMap<>();
    private final Map<String, StagedFile> files = new LinkedHashMap<>();
    private final Set<String> loaded = new HashSet<>();
    private final Set<String> undecidedFields = new HashSet<>();
    private long totalElements = -1;
    private @Nullable Instant since;
    private boolean ofChanges;
    private int passes = 1;

    private LastPass() {}

    /** @throws IOException naming a line that is damaged */
    static LastPass read(Path journal, ImednetResource resource) throws IOException {
        LastPass pass = new LastPass();
        JournalReader.events(journal).forEach(pass::take);
        if (pass.ofChanges || resource != ImednetResource.RECORDS) {
            // Changes are few, and another list than all pages are. A list that is loaded as a whole is of one time.
            pass.forget();
        }
        return pass;
    }

    private void take(JsonNode event) {
        switch (event.path("event").asText()) {
            case "pass" -> {
                passes++;
                forget();
                ofChanges = event.path("changes").asBoolean();
            }
            case "resume" -> passes++;
            case "page" -> {
                totalElements = event.path("total").asLong();
                since = Instant.parse(event.path("since").asText());
                ReadPage page = JournalLines.page(event);
                pages.put(page.page(), page);
            }
            case "file" -> {
                StagedFile file = JournalLines.file(event);
                files.put(file.batchId(), file);
            }
            case "load" -> event.path("files").forEach(name -> loaded.add(name.asText()));
            case "undecided" -> undecidedFields.add(event.path("field").asText());
            default -> { } // says how the run lived
        }
    }

    private void forget() {
        pages.clear();
        files.clear();
        totalElements = -1;
        since = null;
    }

    /** As the API announced it, or -1 if it did not yet. */
    public long totalElements() {
        return totalElements;
    }

    /** When the pass began, by the API's clock, or null if no page came. */
    public @Nullable Instant since() {
        return since;
    }

    public List<ReadPage> pages() {
        return List.copyOf(pages.values());
    }

    /** The files that need not be made again: they are as they were written, or their rows are in the table. */
    public List<StagedFile> doneFiles() throws IOException {
        List<StagedFile> done = new ArrayList<>();
        for (StagedFile file : files.values()) {
            if (loaded.contains(file.name()) || isIntact(file)) {
                done.add(file);
            }
        }
        return done;
    }

    private static boolean isIntact(StagedFile file) throws IOException {
        return Files.isRegularFile(file.path())
                && Sha256.of(Files.readAllBytes(file.path())).equals(file.sha256());
    }

    /** Fields that no rule of the privacy policy names, in any pass. */
    public Set<String> undecidedFields() {
        return undecidedFields;
    }

    /** How many passes the run began, in all processes that worked on it. */
    public int passes() {
        return passes;
    }
}
