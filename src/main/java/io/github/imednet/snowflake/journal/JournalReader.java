package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the lines of journals. What a crash cut off in the middle of a line was never acted on, and is no line. */
final class JournalReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDS = Set.of("end", "abandon");
    private static final Set<String> LIFE = Set.of("begin", "replay", "resume", "end", "abandon");
    private static final int FIRST_LINES = 2;
    private static final int LONGEST_START = 32;

    private JournalReader() {}

    /** All events in their order, by today's names. @throws IOException naming the first line that cannot be read */
    static List<JsonNode> events(Path journal) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (byte[] line : lines(journal, Integer.MAX_VALUE)) {
            JsonNode event = event(line, "line " + (events.size() + 1));
            if (event instanceof ObjectNode fields && event.path("event").asText().equals("reading")) {
                fields.put("event", "pass"); // in journals of earlier versions
            }
            events.add(event);
        }
        return events;
    }

    /**
     * The events that say how a run lives or lived: of one that said its end the first and the last, without reading
     * what is between them.
     *
     * @throws IOException naming a line of these that cannot be read
     */
    static List<JsonNode> life(Path journal) throws IOException {
        byte[] last = LastLine.of(journal);
        boolean ended = isOf(ENDS, last);
        List<byte[]> lines = lines(journal, ended ? FIRST_LINES : Integer.MAX_VALUE);
        List<JsonNode> events = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (isOf(LIFE, lines.get(i))) {
                events.add(event(lines.get(i), "line " + (i + 1)));
            }
        }
        if (ended) {
            events.add(event(last, "the last line"));
        }
        return events;
    }

    /** Whether the last line says how the run ended. */
    static boolean hasEnd(Path journal) throws IOException {
        return isOf(ENDS, LastLine.of(journal));
    }

    private static boolean isOf(Set<String> kinds, byte[] line) {
        String start = new String(line, 0, Math.min(line.length, LONGEST_START), StandardCharsets.ISO_8859_1);
        return kinds.stream().anyMatch(kind -> start.startsWith("{\"event\":\"" + kind + '"'));
    }

    private static JsonNode event(byte[] line, String which) throws IOException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException(which + " of the journal is damaged: it is not JSON", e);
        }
    }

    private static List<byte[]> lines(Path journal, int most) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(journal))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = bytes.read(); next >= 0 && lines.size() < most; next = bytes.read()) {
                if (next == '\n') {
                    lines.add(line.toByteArray());
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
        return lines;
    }
}
