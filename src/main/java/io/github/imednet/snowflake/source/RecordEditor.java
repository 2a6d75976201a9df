package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Changes to records on their way, for use in a route of one's own as {@code direct:customize-page}. */
@RouteBean
public final class RecordEditor {

    /**
     * Takes a variable out of every record's data, also where data that its column cannot hold is kept unmapped.
     *
     * @param variable its name, in upper or lower case; {@link VariableCheck} looks whether the study has it
     * @return the page
     */
    public Page dropVariable(Page page, String variable) throws IOException {
        return edited(page, new Variable(variable, null));
    }

    /**
     * The same, but puts a text in place of the variable's value where a record has one; null stays null.
     *
     * @param mask such as {@code ***}
     * @return the page
     */
    public Page maskVariable(Page page, String variable, String mask) throws IOException {
        return edited(page, new Variable(variable, UnmappedFields.quoted(mask)));
    }

    /**
     * Keeps only the records that have one of some values in a column.
     *
     * @param column its name in Parquet, such as {@code form_key} or {@code site_id}
     * @param values with commas between them, such as {@code AE,CM}
     * @return a page with these records, which may be none
     * @throws IllegalArgumentException if there is no such column, or no value
     */
    public Page keepOnly(Page page, String column, String values) {
        Schema.Field field = RecordColumn.schema().getField(column);
        if (field == null) {
            throw new IllegalArgumentException("Records have no column " + column + ", but "
                    + RecordColumn.schema().getFields().stream().map(Schema.Field::name).toList());
        }
        Set<String> wanted = Arrays.stream(values.split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("There are no values of " + column + " whose records would be kept");
        }
        return page.withRecords(page.records().stream()
                .filter(record -> wanted.contains(String.valueOf(record.get(field.pos()))))
                .toList());
    }

    private static Page edited(Page page, Variable edit) throws IOException {
        if (page.records().isEmpty()) {
            return page;
        }
        int data = RecordColumn.RECORD_DATA.ordinal();
        int unmapped = RecordColumn._UNMAPPED_FIELDS.ordinal();
        for (GenericRecord record : page.records()) {
            if (record.get(data) instanceof Utf8 object) {
                record.put(data, edited(object, edit));
            }
            if (record.get(unmapped) instanceof Utf8 fields) {
                record.put(unmapped, edited(fields, new InData(edit)));
            }
        }
        return page.withEdited(edit.name, edit.found);
    }

    /** The object with its fields as the edit has them, all else byte by byte as it was; what is no object stays. */
    private static Utf8 edited(Utf8 json, Edit edit) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(json.getByteLength());
        try (JsonParser parser = ApiJson.FACTORY.createParser(json.getBytes(), 0, json.getByteLength());
                JsonGenerator generator = ApiJson.FACTORY.createGenerator(kept)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return json;
            }
            JsonValueReader values = new JsonValueReader(parser, json.getBytes());
            generator.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                String text = token == JsonToken.VALUE_STRING ? parser.getText() : null;
                Utf8 value = edit.of(name, values.read().text(), text);
                if (value != null) {
                    writeName(generator, name);
                    generator.writeRawValue(value.toString());
                }
            }
            generator.writeEndObject();
        }
        return new Utf8(kept.toByteArray());
    }

    /** Half of a surrogate pair in a name can only be written as the escape that it came as. */
    private static void writeName(JsonGenerator generator, String name) throws IOException {
        boolean whole = JsonText.isWhole(name.toCharArray(), 0, name.length());
        generator.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), !whole);
        generator.writeFieldName(name);
    }

    /** What becomes of a field: its JSON, or null if the field is to go. */
    private interface Edit {

        /** @param text the value if it is a text, else null */
        @Nullable Utf8 of(String name, Utf8 value, @Nullable String text) throws IOException;
    }

    /** An edit of one variable, which notes whether any record has it. */
    private static final class Variable implements Edit {

        private static final Utf8 NULL = new Utf8("null");

        private final String name;
        private final @Nullable Utf8 replacement;
        private boolean found;

        /** @param replacement JSON in place of the variable's value, or null to take the variable out */
        private Variable(String name, @Nullable Utf8 replacement) {
            this.name = name;
            this.replacement = replacement;
        }

        @Override
        public @Nullable Utf8 of(String field, Utf8 value, @Nullable String text) {
            if (!field.equalsIgnoreCase(name)) {
                return value;
            }
            found = true;
            return replacement != null && value.equals(NULL) ? value : replacement;
        }
    }

    private record InData(Variable edit) implements Edit {

        private static final String DATA = Objects.requireNonNull(RecordColumn.RECORD_DATA.field());

        @Override
        public @Nullable Utf8 of(String name, Utf8 value, @Nullable String text) throws IOException {
            if (!name.equals(DATA) && !name.startsWith(DATA + " (")) {
                return value;
            }
            if (text == null || !name.startsWith(DATA + UnmappedFields.AS_TEXT)) {
                return edited(value, edit);
            }
            return UnmappedFields.quoted(edited(new Utf8(text), edit).toString());
        }
    }
}
