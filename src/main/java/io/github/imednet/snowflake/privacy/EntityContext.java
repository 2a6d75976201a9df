package io.github.imednet.snowflake.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.source.ApiJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an entity says of itself, on which it depends what becomes of its values.
 *
 * @param form key of its form, or null
 * @param variable the variable that it names, or null
 * @param subject key of its subject, or null
 */
record EntityContext(ImednetResource list, @Nullable String form, @Nullable String variable, @Nullable String subject) {

    private static final Set<String> NAMES = Set.of("formKey", "variable", "variableName", "subjectKey");

    /** @param entity a JSON object */
    static EntityContext of(ImednetResource list, byte[] entity) throws IOException {
        Map<String, String> found = new HashMap<>();
        try (JsonParser parser = ApiJson.FACTORY.createParser(entity)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (NAMES.contains(name) && value.isScalarValue() && value != JsonToken.VALUE_NULL
                        && !parser.getText().isEmpty()) {
                    found.putIfAbsent(name, parser.getText());
                }
                parser.skipChildren();
            }
        }
        String variable = found.getOrDefault("variable", found.get("variableName"));
        return new EntityContext(
                list,
                found.get("formKey"),
                list == ImednetResource.RECORDS ? null : variable,
                found.get("subjectKey"));
    }

    FieldPlace place(String field) {
        return new FieldPlace(list, form, variable, field);
    }
}
