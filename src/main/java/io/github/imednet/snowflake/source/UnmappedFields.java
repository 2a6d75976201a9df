package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one record that have no column or are not in theirs as they came, as one JSON object that a VARIANT
 * holds. A field that comes again has a number behind its name, {@code siteId (2)}; a value that no VARIANT holds as it
 * is becomes a text, its JSON as the API sent it, under {@code NAME (JSON text)}.
 */
final class UnmappedFields {

    static final String AS_TEXT = " (JSON text)";

    private final Set<String> names = new HashSet<>();
    private final StringBuilder json = new StringBuilder();

    void add(String field, JsonValue value) {
        String text = new String(value.text().getBytes(), 0, value.text().getByteLength(), StandardCharsets.UTF_8);
        json.append(json.isEmpty() ? '{' : ',');
        json.append(quoted(freeName(JsonText.spelledOut(field) + (value.held() ? "" : AS_TEXT))));
        json.append(':').append(value.held() ? text : quoted(text));
    }

    /** The object, or null if there is no such field; the next record begins without any. */
    @Nullable Utf8 take() {
        if (json.isEmpty()) {
            return null;
        }
        Utf8 object = new Utf8(json.append('}').toString());
        json.setLength(0);
        names.clear();
        return object;
    }

    private String freeName(String name) {
        String free = name;
        for (int number = 2; !names.add(free); number++) {
            free = name + " (" + number + ')';
        }
        return free;
    }

    /** A text as JSON has it. */
    static Utf8 quoted(String text) {
        return new Utf8('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"');
    }
}
