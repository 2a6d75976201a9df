package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.model.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the lines of a JSON-lines file of which each says what the one before it was: its last field, {@code previous},
 * is the SHA-256 (64 hex digits) of the bytes of the line before, without its newline, and 64 zeros in a first line. So
 * a line that is changed, removed or put in later shows. {@link HashChainCheck} looks.
 *
 * <p>Lines before the first one with {@code previous} were written before there was a chain: it goes on from the last
 * of them. A last line without its newline, which a crash left, stays as it is; the next line begins after it.
 */
public final class HashChain {

    static final String PREVIOUS = "previous";
    static final String NONE = "0".repeat(64);

    private final ObjectMapper json = new ObjectMapper();
    private String previous;
    private boolean torn;

    private HashChain(String previous, boolean torn) {
        this.previous = previous;
        this.torn = torn;
    }

    /** The chain of a file, at its end. @param file may be missing or empty: then the next line is the first */
    public static HashChain after(Path file) throws IOException {
        if (Files.notExists(file) || Files.size(file) == 0) {
            return new HashChain(NONE, false);
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long end = bytes.length();
            bytes.seek(end - 1);
            boolean whole = bytes.read() == '\n';
            long lineEnd = whole ? end - 1 : end;
            byte[] line = LastLine.bytes(bytes, LastLine.start(bytes, lineEnd), lineEnd);
            return new HashChain(Sha256.of(line), !whole);
        }
    }

    /**
     * The SHA-256 of the last line, 64 hex digits, by which a later look finds out whether a line before was changed.
     */
    public String head() {
        return previous;
    }

    /**
     * The text to append for the next line: its newline is at its end, and one more at its beginning where the file
     * ends in the middle of a line. The chain goes on from there.
     *
     * @param fields the line's fields in their order, without {@code previous}
     */
    public String next(Map<String, ?> fields) {
        Map<String, Object> whole = new LinkedHashMap<>(fields);
        whole.put(PREVIOUS, previous);
        try {
            String line = json.writeValueAsString(whole);
            String text = (torn ? "\n" : "") + line + '\n';
            previous = Sha256.of(line.getBytes(StandardCharsets.UTF_8));
            torn = false;
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The fields of a line cannot be written as JSON", e);
        }
    }
}
