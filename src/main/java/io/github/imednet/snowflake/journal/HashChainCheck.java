package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.journal.ChainBreak.Kind;
import io.github.imednet.snowflake.model.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Checks a file that {@link HashChain} wrote, line after line, and does not stop at the first break. */
public final class HashChainCheck {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final List<ChainBreak> breaks = new ArrayList<>();
    private final BiConsumer<Long, JsonNode> reader;
    private String hashBefore = HashChain.NONE;
    private boolean damagedBefore;
    private long lines;
    private long chained;

    private HashChainCheck(BiConsumer<Long, JsonNode> reader) {
        this.reader = reader;
    }

    /**
     * What was found.
     *
     * @param lines lines of the file, a torn one included
     * @param chained lines with {@code previous}
     * @param breaks where the chain does not hold, in the order of lines
     */
    public record Result(long lines, long chained, List<ChainBreak> breaks) {}

    public static Result check(Path file) throws IOException {
        return check(file, (number, line) -> { });
    }

    /** @param reader gets each line that is a JSON object, with its number */
    public static Result check(Path file, BiConsumer<Long, JsonNode> reader) throws IOException {
        HashChainCheck check = new HashChainCheck(reader);
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                if (next == '\n') {
                    check.take(line.toByteArray());
                    line.reset();
                } else {
                    line.write(next);
                }
            }
            if (line.size() > 0) {
                check.takeTorn();
            }
            check.decidePending(null);
        }
        check.breaks.sort((a, b) -> Long.compare(a.line(), b.line()));
        return new Result(check.lines, check.chained, List.copyOf(check.breaks));
    }

    private void takeTorn() {
        decidePending(null);
        lines++;
        add(Kind.TORN, "is truncated: it has no newline");
    }

    private void take(byte[] line) {
        JsonNode fields = parse(line);
        String previous = previous(fields);
        decidePending(previous);
        lines++;
        if (fields != null) {
            checkLink(fields, previous);
            reader.accept(lines, fields);
        }
        damagedBefore = fields == null;
        hashBefore = Sha256.of(line);
    }

    /** Says of a line before that was no JSON what it is, now that the line after it is known. */
    private void decidePending(@Nullable String previous) {
        if (damagedBefore && hashBefore.equals(previous)) {
            add(Kind.CUT_OFF, "was truncated, and the chain continues after it");
        } else if (damagedBefore) {
            add(Kind.DAMAGED, "is not a JSON object");
        }
        damagedBefore = false;
    }

    private void checkLink(JsonNode fields, @Nullable String previous) {
        if (previous != null) {
            chained++;
            if (!previous.equals(hashBefore)) {
                add(Kind.BROKEN, lines == 1
                        ? "is not the first line that was written"
                        : "does not follow line " + (lines - 1)
                                + ": one of the two was changed, or one between them is gone");
            } else if (!lastField(fields).equals(HashChain.PREVIOUS)) {
                add(Kind.BROKEN, "has a field behind '" + HashChain.PREVIOUS + "'");
            }
        } else if (chained > 0) {
            add(Kind.BROKEN, "has no field '" + HashChain.PREVIOUS + "'");
        }
    }

    private void add(Kind kind, String problem) {
        breaks.add(new ChainBreak(lines, kind, "line " + lines + " " + problem));
    }

    private static @Nullable JsonNode parse(byte[] line) {
        try {
            JsonNode fields = JSON.readTree(new String(line, StandardCharsets.UTF_8));
            return fields != null && fields.isObject() ? fields : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static @Nullable String previous(@Nullable JsonNode fields) {
        JsonNode previous = fields == null ? null : fields.get(HashChain.PREVIOUS);
        return previous == null ? null : previous.asText();
    }

    private static String lastField(JsonNode fields) {
        String last = "";
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            last = names.next();
        }
        return last;
    }
}
