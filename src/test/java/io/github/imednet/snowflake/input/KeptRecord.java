package io.github.imednet.snowflake.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.imednet.snowflake.model.ColumnKind;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a record as it was kept against the JSON that was served: each field is in its column as it came, or word for
 * word among the unmapped ones, and every JSON column is such as Snowflake's VARIANT holds.
 */
public final class KeptRecord {

    private static final ObjectMapper EXACT = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(100_000)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private final Map<RecordColumn, String> columns;
    private final List<Map.Entry<String, JsonNode>> unmapped = new ArrayList<>();

    /** @param columns each column's value as text, or null; timestamps as the API writes them */
    public KeptRecord(Map<RecordColumn, String> columns) throws IOException {
        this.columns = columns;
        String fields = columns.get(RecordColumn._UNMAPPED_FIELDS);
        if (fields != null) {
            EXACT.readTree(fields).properties().forEach(unmapped::add);
        }
    }

    /** Fails unless all that was served is to be found, once for each time that it was served. */
    public void keepsAllOf(Json.Object served, String studyKey) throws IOException {
        assertThat(columns.get(RecordColumn.STUDY_KEY)).isEqualTo(studyKey);
        if (!keeps(served.fields(), EnumSet.noneOf(RecordColumn.class), unmapped)) {
            throw new AssertionError("lost, or there though it was not served: of " + served + " kept: " + columns);
        }
        for (RecordColumn column : RecordColumn.values()) {
            if (column.kind() == ColumnKind.JSON && columns.get(column) != null) {
                assertThat(isHeldByVariant(columns.get(column))).as("%s as a VARIANT", columns.get(column)).isTrue();
            }
        }
    }

    /**
     * Whether each of the fields has a place of its own and no unmapped one is left over. Tries all places, for a field
     * may read like another that comes later and is the one in the column: the text 007 and the number 7.
     */
    private boolean keeps(List<Json.Field> fields, Set<RecordColumn> filled, List<Map.Entry<String, JsonNode>> left)
            throws IOException {
        if (fields.isEmpty()) {
            return left.isEmpty();
        }
        Json.Field field = fields.get(0);
        RecordColumn column = RecordColumn.ofField(field.name());
        List<Json.Field> others = fields.subList(1, fields.size());
        boolean free = column != null && !filled.contains(column);
        if (free && isIn(column, field.value())) {
            if (isAsItCame(column, field.value())
                    ? keeps(others, with(filled, column), left)
                    : keepsBeside(field, column, others, filled, left)) {
                return true;
            }
        }
        if (isNothing(column, field.value(), filled) && keeps(others, filled, left)) {
            return true;
        }
        for (Map.Entry<String, JsonNode> kept : left) {
            if (isKeptAs(field, kept)) {
                boolean object =
                        free && column.kind() == ColumnKind.JSON && field.value() instanceof Json.Object;
                if (object) {
                    keepsWhatCanBeAskedFor(column, (Json.Object) field.value());
                }
                if (keeps(others, object ? with(filled, column) : filled, without(left, kept))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Of a value that became another one in its column. */
    private boolean keepsBeside(
            Json.Field field,
            RecordColumn column,
            List<Json.Field> others,
            Set<RecordColumn> filled,
            List<Map.Entry<String, JsonNode>> left)
            throws IOException {
        for (Map.Entry<String, JsonNode> kept : left) {
            if (isKeptAs(field, kept) && keeps(others, with(filled, column), without(left, kept))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAsItCame(RecordColumn column, Json value) {
        return switch (column.kind()) {
            case TEXT -> value instanceof Json.Text;
            case ID, DATE -> throw new IllegalArgumentException("Records have no column like " + column);
            case NUMBER -> value.text().matches("-?\\d+");
            case BOOLEAN -> value.text().matches("true|false");
            case TIMESTAMP ->
                plain(value).matches("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z?");
            case JSON -> true;
        };
    }

    private static Set<RecordColumn> with(Set<RecordColumn> filled, RecordColumn column) {
        Set<RecordColumn> more = EnumSet.copyOf(filled);
        more.add(column);
        return more;
    }

    private static List<Map.Entry<String, JsonNode>> without(
            List<Map.Entry<String, JsonNode>> left, Map.Entry<String, JsonNode> taken) {
        List<Map.Entry<String, JsonNode>> fewer = new ArrayList<>(left);
        fewer.remove(taken);
        return fewer;
    }

    private boolean isIn(RecordColumn column, Json value) throws IOException {
        String kept = columns.get(column);
        if (kept == null || column.kind() != ColumnKind.JSON && value.text().equals("null")) {
            return false;
        }
        return switch (column.kind()) {
            case ID, DATE -> throw new IllegalArgumentException("Records have no column like " + column);
            case TEXT -> kept.equals(value instanceof Json.Text text ? text.value() : value.text());
            case JSON -> isHeldByVariant(value.text()) && EXACT.readTree(kept).equals(EXACT.readTree(value.text()));
            case NUMBER -> isNumber(value) && new BigDecimal(kept).compareTo(new BigDecimal(plain(value))) == 0;
            case BOOLEAN -> kept.equalsIgnoreCase(plain(value));
            case TIMESTAMP ->
                value instanceof Json.Text text
                        && (text.value().trim().equals(kept)
                                || text.value().contains("T")
                                || isStartOf(kept, text.value()));
        };
    }

    /** A date, or a date and a time without its last parts; less than a date is none. */
    private static boolean isStartOf(String kept, String text) {
        return text.length() >= 10 && kept.startsWith(text);
    }

    /** Null where the column is NULL for it; and no key of a study beside the one that was asked for. */
    private static boolean isNothing(RecordColumn column, Json value, Set<RecordColumn> filled) {
        if (column == RecordColumn.STUDY_KEY) {
            return value.text().equals("null") || plain(value).isEmpty();
        }
        boolean free = column != null && !filled.contains(column);
        return free && column.kind() != ColumnKind.JSON && value.text().equals("null");
    }

    private static boolean isNumber(Json value) {
        return plain(value).matches("-?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");
    }

    private static String plain(Json value) {
        return value instanceof Json.Text text ? text.value() : value.text();
    }

    private static boolean isKeptAs(Json.Field field, Map.Entry<String, JsonNode> kept) throws IOException {
        String text = field.value().text();
        boolean asItWas = isHeldByVariant(text) && kept.getValue().equals(EXACT.readTree(text));
        boolean asText = kept.getKey().contains(" (JSON text)") && kept.getValue().asText().equals(text);
        return (asItWas || asText) && kept.getKey().startsWith(nameOf(field));
    }

    private static String nameOf(Json.Field field) {
        StringBuilder name = new StringBuilder();
        field.name().codePoints().forEach(point -> {
            boolean whole = point != 0 && StandardCharsets.UTF_8.newEncoder().canEncode(Character.toString(point));
            name.append(whole ? Character.toString(point) : String.format("\\u%04x", point));
        });
        return name.toString();
    }

    /** Of an object that no VARIANT holds as it is: each key with its first value, or that value's JSON. */
    private void keepsWhatCanBeAskedFor(RecordColumn column, Json.Object served) throws IOException {
        JsonNode kept = EXACT.readTree(columns.get(column));
        Set<String> names = new HashSet<>();
        for (Json.Field field : served.fields()) {
            String name = nameOf(field);
            if (names.add(name)) {
                String text = field.value().text();
                JsonNode value = kept.get(name);
                assertThat(isHeldByVariant(text) ? value.equals(EXACT.readTree(text)) : value.asText().equals(text))
                        .as("%s = %s kept as %s", name, text, value)
                        .isTrue();
            }
        }
        assertThat(kept.size()).isEqualTo(names.size());
    }

    /** Written from Snowflake's documentation of PARSE_JSON, and on the safe side of what it leaves open. */
    static boolean isHeldByVariant(String json) throws IOException {
        int depth = 0;
        boolean held = true;
        try (JsonParser parser = EXACT.getFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null && held; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                held = depth <= 100 && switch (token) {
                    case FIELD_NAME, VALUE_STRING -> isWhole(parser.getText());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> isExact(parser.getText());
                    default -> true;
                };
            }
            return held;
        } catch (com.fasterxml.jackson.core.JsonParseException e) {
            assertThat(e.getMessage()).contains("Duplicate field");
            return false;
        }
    }

    private static boolean isWhole(String text) {
        return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean isExact(String number) {
        if (!number.matches(".*[eE].*")) {
            return number.length() <= 38;
        }
        String mantissa = number.split("[eE]")[0];
        String exponent = number.split("[eE]\\+?")[1];
        return mantissa.length() <= 15 && exponent.length() <= 4 && Math.abs(Integer.parseInt(exponent)) <= 290;
    }
}
