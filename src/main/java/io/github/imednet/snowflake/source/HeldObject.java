package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.util.Utf8;

/**
 * As much of an object as a VARIANT of Snowflake's holds, so that its other keys can be asked for as ever: of a key
 * that comes again the first value, and of a value that it does not hold the JSON as a text.
 */
final class HeldObject {

    private HeldObject() {}

    static Utf8 of(Utf8 object) throws IOException {
        ByteArrayOutputStream held = new ByteArrayOutputStream(object.getByteLength());
        Set<String> names = new HashSet<>();
        try (JsonParser parser = ApiJson.FACTORY.createParser(object.getBytes(), 0, object.getByteLength());
                JsonGenerator generator = ApiJson.FACTORY.createGenerator(held)) {
            JsonValueReader values = new JsonValueReader(parser, object.getBytes());
            parser.nextToken();
            generator.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = JsonText.spelledOut(parser.currentName());
                parser.nextToken();
                JsonValue value = values.read();
                if (names.add(name)) {
                    write(generator, name, value);
                }
            }
            generator.writeEndObject();
        }
        return new Utf8(held.toByteArray());
    }

    private static void write(JsonGenerator generator, String name, JsonValue value) throws IOException {
        generator.writeFieldName(name);
        if (value.held()) {
            generator.writeRawValue(value.text().toString());
        } else {
            generator.writeString(value.text().toString());
        }
    }
}
