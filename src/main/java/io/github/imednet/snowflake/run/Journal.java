package io.github.imednet.snowflake.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.batch.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run has done, line by line, so that it can be gone on with after a crash: JSON lines that are only ever
 * appended, each with the hash of the one before. It has no values of records and no secrets.
 */
final class Journal implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final FileChannel file;
    private final HashChain chain;

    private Journal(Path path, FileChannel file, HashChain chain) {
        this.path = path;
        this.file = file;
        this.chain = chain;
    }

    /** Opens a journal to write on in it, and makes it if it is not there. */
    static Journal open(Path path) throws IOException {
        List<String> before = lines(path);
        FileChannel file = FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file());
        // What a crash cut off in the middle of a line was never acted on.
        file.truncate(before.stream().mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length + 1L).sum());
        file.position(file.size());
        return new Journal(path, file, HashChain.after(path));
    }

    /** The journal's events of these kinds in their order; a last line that was cut off is none. */
    static List<JsonNode> events(Path path, Set<String> kinds) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : lines(path)) {
            if (kinds.stream().anyMatch(kind -> line.startsWith("{\"event\":\"" + kind + '"'))) {
                events.add(JSON.readTree(line));
            }
        }
        return events;
    }

    /** Appends an event that is acted on only when it is on the disk. */
    void enter(String event, Map<String, ?> fields) throws IOException {
        note(event, fields);
        file.force(false);
    }

    /** Appends an event that may be lost with the power, though not with the process. */
    synchronized void note(String event, Map<String, ?> fields) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("at", Instant.now().toString());
        line.putAll(fields);
        ByteBuffer bytes = ByteBuffer.wrap(chain.next(line).getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("The run's journal " + path + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static List<String> lines(Path path) throws IOException {
        try {
            String text = Files.readString(path);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
