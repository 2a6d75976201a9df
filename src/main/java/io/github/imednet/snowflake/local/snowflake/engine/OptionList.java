package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Options of a statement, {@code NAME = value} one after another. Each is taken once by whoever understands it; what
 * is left over in the end is refused.
 */
final class OptionList {

    private record Value(boolean list, List<Token> tokens) {}

    private final String sql;
    private final Map<String, Value> values = new LinkedHashMap<>();

    private OptionList(String sql) {
        this.sql = sql;
    }

    /** Reads options as long as a name and an equals sign follow. */
    static OptionList parse(TokenReader reader) throws SqlFailure {
        OptionList options = new OptionList(reader.sql());
        while (reader.peek().isBare() && (reader.peek(1).is("=") || reader.peek(1).is("=>"))) {
            Token name = reader.next();
            reader.next();
            if (options.values.put(name.text(), value(reader)) != null) {
                throw Failures.syntax("duplicate option '" + name.text() + "'.");
            }
            reader.accept(",");
        }
        return options;
    }

    private static Value value(TokenReader reader) throws SqlFailure {
        if (reader.nextIs("(")) {
            return new Value(true, reader.parenthesised());
        }
        Token token = reader.next();
        return switch (token.kind()) {
            case WORD, QUOTED, STRING, NUMBER -> new Value(false, List.of(token));
            default -> throw Failures.unexpected(token);
        };
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a single word, string or number, or null. */
    String text(String name) throws SqlFailure {
        Value value = values.remove(name);
        if (value == null) {
            return null;
        }
        if (value.list) {
            throw Failures.invalidValue("(...)", name);
        }
        return value.tokens.get(0).text();
    }

    /** A word in upper case, however it was written, or the default. */
    String word(String name, String defaultWord) throws SqlFailure {
        String text = text(name);
        return text == null ? defaultWord : text.toUpperCase(Locale.ROOT);
    }

    boolean bool(String name, boolean defaultValue) throws SqlFailure {
        String word = word(name, Boolean.toString(defaultValue).toUpperCase(Locale.ROOT));
        if (!word.equals("TRUE") && !word.equals("FALSE")) {
            throw Failures.invalidValue(word, name);
        }
        return word.equals("TRUE");
    }

    int number(String name, int defaultValue) throws SqlFailure {
        String text = text(name);
        if (text == null) {
            return defaultValue;
        }
        if (!text.matches("\\d{1,9}")) {
            throw Failures.invalidValue(text, name);
        }
        return Integer.parseInt(text);
    }

    /** A number of bytes of any size, or the largest number. */
    long bytes(String name) throws SqlFailure {
        String text = text(name);
        if (text != null && !text.matches("[1-9]\\d{0,17}")) {
            throw Failures.invalidValue(text, name);
        }
        return text == null ? Long.MAX_VALUE : Long.parseLong(text);
    }

    /** A list of strings in parentheses, or null. */
    List<String> strings(String name) throws SqlFailure {
        Value value = values.remove(name);
        if (value == null) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (Token token : value.tokens) {
            if (token.kind() == Token.Kind.STRING) {
                strings.add(token.text());
            } else if (!token.is(",")) {
                throw Failures.unexpected(token);
            }
        }
        return strings;
    }

    /** A reader of what stands in the parentheses, or null. */
    TokenReader nested(String name) throws SqlFailure {
        Value value = values.remove(name);
        if (value == null) {
            return null;
        }
        if (!value.list) {
            throw Failures.invalidValue(value.tokens.get(0).text(), name);
        }
        return TokenReader.of(sql, value.tokens);
    }

    /** Options in the parentheses as names and values, to be kept; a list becomes a JSON array. */
    Map<String, String> nestedMap(String name) throws SqlFailure {
        if (values.containsKey(name) && !values.get(name).list) {
            // FILE_FORMAT = 'name' is short for FILE_FORMAT = (FORMAT_NAME = 'name')
            return Map.of("FORMAT_NAME", text(name));
        }
        TokenReader reader = nested(name);
        if (reader == null) {
            return Map.of();
        }
        Map<String, String> map = parse(reader).takeAll();
        reader.expectEnd();
        return map;
    }

    /** All options not taken yet, as names and values, to be kept. */
    Map<String, String> takeAll() throws SqlFailure {
        Map<String, String> map = new TreeMap<>();
        for (String name : List.copyOf(values.keySet())) {
            map.put(name, values.get(name).list ? Json.write(strings(name)) : text(name));
        }
        return map;
    }

    /** Fails for options that nobody took. */
    void refuseRest() throws SqlFailure {
        if (!values.isEmpty()) {
            throw Failures.unsupported("The option " + values.keySet().stream().collect(Collectors.joining(", ")));
        }
    }

    /** Reads what {@link #takeAll} gave and {@link Json} wrote. */
    static Map<String, String> fromJson(String json) {
        return Json.readMap(json);
    }
}
