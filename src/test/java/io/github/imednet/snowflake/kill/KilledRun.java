package io.github.imednet.snowflake.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the journal of the latest run tells, read without any of the exporter's own means. */
final class KilledRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String id;
    private final List<JsonNode> events;

    private KilledRun(String id, List<JsonNode> events) {
        this.id = id;
        this.events = events;
    }

    /** @return the run that began last, or nothing if none came as far as to have a first line */
    static Optional<KilledRun> in(Path state) throws IOException {
        Optional<KilledRun> latest = Optional.empty();
        String began = "";
        for (Path journal : journals(state)) {
            KilledRun run = new KilledRun(journal.getParent().getFileName().toString(), events(journal));
            if (!run.events.isEmpty() && run.events.get(0).get("at").asText().compareTo(began) > 0) {
                began = run.events.get(0).get("at").asText();
                latest = Optional.of(run);
            }
        }
        return latest;
    }

    String id() {
        return id;
    }

    /** Whether the run said at its end that all is well. */
    boolean isComplete() {
        return events.stream().anyMatch(event -> event.path("state").asText().equals("COMPLETE"));
    }

    /**
     * Those batches of the last pass that are in a file, or whose rows are in the table, by their numbers. A further
     * pass begins with the lines of the files that stay.
     */
    Set<Integer> batchesAtHand() {
        Map<String, Integer> files = new TreeMap<>();
        Set<String> there = new HashSet<>();
        for (JsonNode event : events) {
            switch (event.get("event").asText()) {
                case "pass" -> files.clear();
                case "file" -> {
                    Path file = Path.of(event.get("path").asText());
                    files.values().remove(batch(event));
                    files.put(file.getFileName().toString(), batch(event));
                    if (Files.exists(file)) {
                        there.add(file.getFileName().toString());
                    }
                }
                case "load" -> event.get("files").forEach(name -> there.add(name.asText()));
                default -> {
                    // Tells nothing of files.
                }
            }
        }
        files.keySet().retainAll(there);
        return new HashSet<>(files.values());
    }

    /** The number of the last page that was read, or -1. */
    int lastPage() {
        return events.stream().mapToInt(event -> event.path("page").asInt(-1)).max().orElse(-1);
    }

    private static int batch(JsonNode event) {
        String id = event.get("batch_id").asText();
        return Integer.parseInt(id.substring(id.lastIndexOf('/') + 1));
    }

    private static List<Path> journals(Path state) throws IOException {
        if (Files.notExists(state)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.endsWith("journal.jsonl")).toList();
        }
    }

    /** All lines that are whole. */
    private static List<JsonNode> events(Path journal) throws IOException {
        String text = Files.readString(journal);
        List<JsonNode> events = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            events.add(JSON.readTree(line));
        }
        return events;
    }
}
