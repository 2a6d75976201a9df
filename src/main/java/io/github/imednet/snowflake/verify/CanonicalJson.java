package io.github.imednet.snowflake.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON text in one form for each value: without blanks, the keys of objects in order, numbers by their value.
 *
 * <p>A VARIANT does not keep the text that it was parsed from. Snowflake gives objects back with their keys in order,
 * and keeps a number as a NUMBER, exactly, if it is written without an exponent and has up to 38 digits; else as a
 * DOUBLE, of which it gives back about 16 digits, with an exponent. So 1.50, 1.5 and 15e-1 are the same here; a number
 * that had more digits than the table kept of it is not. (Snowflake's documentation of PARSE_JSON and TO_JSON)
 */
final class CanonicalJson {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /** @return null for null; what is no JSON comes back as it is, marked so that it equals no JSON */
    static @Nullable String of(String json) {
        if (json == null) {
            return null;
        }
        try {
            CanonicalJson canonical = new CanonicalJson();
            canonical.write(JSON.readTree(json));
            return canonical.text.toString();
        } catch (JsonProcessingException e) {
            return "no JSON: " + json;
        }
    }

    private void write(JsonNode node) {
        if (node.isObject()) {
            writeObject(node);
        } else if (node.isArray()) {
            writeArray(node);
        } else if (node.isNumber()) {
            text.append(number(node.decimalValue()));
        } else if (node.isTextual()) {
            writeText(node.textValue());
        } else {
            text.append(node.asText());
        }
    }

    private void writeObject(JsonNode node) {
        Map<String, JsonNode> fields = new TreeMap<>();
        node.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
        char before = '{';
        for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
            text.append(before);
            writeText(field.getKey());
            text.append(':');
            write(field.getValue());
            before = ',';
        }
        text.append(fields.isEmpty() ? "{}" : "}");
    }

    private void writeArray(JsonNode node) {
        text.append('[');
        for (int i = 0; i < node.size(); i++) {
            text.append(i == 0 ? "" : ",");
            write(node.get(i));
        }
        text.append(']');
    }

    private void writeText(String value) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }

    private static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
}
