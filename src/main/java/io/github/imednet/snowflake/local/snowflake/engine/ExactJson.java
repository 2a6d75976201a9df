package io.github.imednet.snowflake.local.snowflake.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;

/**
 * Reads a VARIANT's elements for DuckDB, whose own JSON functions take a number with a point for a double. Numbers
 * are Snowflake's: up to 38 digits exact and without zeros at the end of the fraction, others the nearest double.
 */
final class ExactJson {

    private static final int MOST_DIGITS = 38;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The sets of keys that statements name, by their text, which each row brings anew. */
    private static final Map<String, Set<String>> KEYS = new ConcurrentHashMap<>();

    private ExactJson() {}

    /**
     * Makes the functions known to DuckDB by their names in {@code macros.sql}. DuckDB calls them with null too: what
     * it promises of null in and null out does not hold for each row of a column.
     */
    static void register(Connection connection) throws SQLException {
        register(connection, "json_element", ExactJson::element);
        register(connection, "json_text", ExactJson::text);
        register(connection, "json_without", ExactJson::without);
        register(connection, "json_members", json -> members(json, ExactJson::value));
        register(connection, "json_texts", json -> members(json, ExactJson::unquoted));
    }

    private static void register(Connection connection, String name, UnaryOperator<String> ofJson) throws SQLException {
        try (DuckDBScalarFunctionBuilder function = DuckDBFunctions.scalarFunction()) {
            function.withName(name)
                    .withParameter(String.class)
                    .withReturnType(String.class)
                    .<String, String>withFunction(json -> json == null ? null : ofJson.apply(json))
                    .register(connection);
        }
    }

    private static void register(Connection connection, String name, BiFunction<String, String, String> ofJsonAndPath)
            throws SQLException {
        try (DuckDBScalarFunctionBuilder function = DuckDBFunctions.scalarFunction()) {
            function.withName(name).withParameters(String.class, String.class).withReturnType(String.class)
                    .<String, String, String>withFunction((json, path) -> json == null || path == null ? null
                            : ofJsonAndPath.apply(json, path)).register(connection);
        }
    }

    /** Takes what is wanted from the parser, which stands at its first token. */
    private interface Answer {
        String of(JsonParser parser) throws IOException;
    }

    /** The element at a path as JSON text, or null if there is none. */
    static String element(String json, String path) {
        return at(json, path, ExactJson::value);
    }

    /** The element at a path as Snowflake casts it to text: a string without quotes; null for a JSON null. */
    static String text(String json, String path) {
        return at(json, path, ExactJson::unquoted);
    }

    private static String at(String json, String path, Answer answer) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return JsonPath.enter(parser, path) ? answer.of(parser) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The object without some of its keys.
     *
     * @param keys a JSON array of them
     */
    static String without(String json, String keys) {
        Set<String> removed =
                KEYS.computeIfAbsent(keys, list -> new HashSet<>(List.of(Json.read(list, String[].class))));
        StringWriter rest = new StringWriter(json.length());
        try (JsonParser parser = FACTORY.createParser(json);
                JsonGenerator generator = FACTORY.createGenerator(rest)) {
            parser.nextToken();
            generator.copyCurrentEvent(parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                if (removed.contains(key)) {
                    parser.skipChildren();
                } else {
                    generator.writeFieldName(key);
                    generator.writeRawValue(value(parser));
                }
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rest.toString();
    }

    /** The object or array with the answer of each of its values as a string, or null where it is null. */
    private static String members(String json, Answer answer) {
        StringWriter members = new StringWriter(json.length() * 2);
        try (JsonParser parser = FACTORY.createParser(json);
                JsonGenerator generator = FACTORY.createGenerator(members)) {
            if (!parser.nextToken().isStructStart()) {
                return "null";
            }
            generator.copyCurrentEvent(parser);
            while (!parser.nextToken().isStructEnd()) {
                if (parser.hasToken(JsonToken.FIELD_NAME)) {
                    generator.writeFieldName(parser.currentName());
                    parser.nextToken();
                }
                generator.writeString(answer.of(parser));
            }
            generator.copyCurrentEvent(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return members.toString();
    }

    private static String unquoted(JsonParser parser) throws IOException {
        return parser.hasToken(JsonToken.VALUE_NULL)
                ? null
                : parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : value(parser);
    }

    /** The value that begins at the parser's token, which is its last token afterwards. */
    private static String value(JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric()) {
            return number(parser.getText());
        }
        StringWriter value = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(value)) {
            int depth = copy(parser, generator);
            while (depth > 0) {
                parser.nextToken();
                depth += copy(parser, generator);
            }
        }
        return value.toString();
    }

    /** Copies a token and tells by how much the nesting gets deeper with it. */
    private static int copy(JsonParser parser, JsonGenerator generator) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isNumeric()) {
            generator.writeNumber(number(parser.getText()));
        } else {
            generator.copyCurrentEvent(parser);
        }
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    private static String number(String written) {
        boolean exponent = written.indexOf('e') >= 0 || written.indexOf('E') >= 0;
        if (!exponent && written.length() <= MOST_DIGITS && written.indexOf('.') < 0) {
            return written;
        }
        if (!exponent) {
            BigDecimal exact = new BigDecimal(written).stripTrailingZeros();
            if (Math.max(exact.precision(), exact.scale()) - Math.min(exact.scale(), 0) <= MOST_DIGITS) {
                return exact.toPlainString();
            }
        }
        double nearest = Double.parseDouble(written);
        return Double.isInfinite(nearest) ? written : Double.toString(nearest);
    }
}
