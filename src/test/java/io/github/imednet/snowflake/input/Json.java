package io.github.imednet.snowflake.input;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** JSON as somebody may send it: an object may have a key twice, a number any digits, a text any escapes. */
public sealed interface Json {

    /** What is sent. */
    String text();

    /** A number, true, false or null, as it is spelled. */
    record Literal(String text) implements Json {}

    /** @param escaped whether every character is spelled as an escape, and not only those that must be */
    record Text(String value, boolean escaped) implements Json {

        @Override
        public String text() {
            return quoted(value, escaped);
        }
    }

    record Array(List<Json> values) implements Json {

        @Override
        public String text() {
            return values.stream().map(Json::text).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    record Field(String name, Json value) {}

    record Object(List<Field> fields) implements Json {

        @Override
        public String text() {
            return fields.stream()
                    .map(field -> quoted(field.name(), false) + ":" + field.value().text())
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        /** What a failed property prints: all that is no ASCII as escapes. */
        @Override
        public String toString() {
            return text().codePoints()
                    .mapToObj(point -> point < 127 ? Character.toString(point) : String.format("<%x>", point))
                    .collect(Collectors.joining());
        }
    }

    private static String quoted(String value, boolean escaped) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().forEach(point -> {
            String character = Character.toString(point);
            boolean must = point < ' '
                    || point == '"'
                    || point == '\\'
                    || !StandardCharsets.UTF_8.newEncoder().canEncode(character);
            if (escaped || must) {
                character.chars().forEach(unit -> text.append(String.format("\\u%04x", unit)));
            } else {
                text.append(character);
            }
        });
        return text.append('"').toString();
    }
}
