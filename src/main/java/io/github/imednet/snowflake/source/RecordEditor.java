package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;

/** Changes to records on their way, for use in a route of one's own as {@code direct:customize-page}. */
public final class RecordEditor {

    private final JsonFactory json = new JsonFactory();

    /**
     * Takes a variable out of every record's data.
     *
     * @param variable its name as the data spells it
     * @return the page
     */
    public Page dropVariable(Page page, String variable) throws IOException {
        int column = RecordColumn.RECORD_DATA.ordinal();
        for (GenericRecord record : page.records()) {
            if (record.get(column) instanceof Utf8 data) {
                record.put(column, without(data, variable));
            }
        }
        return page;
    }

    private Utf8 without(Utf8 data, String variable) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(data.getByteLength());
        try (JsonParser parser = json.createParser(data.getBytes(), 0, data.getByteLength());
                JsonGenerator generator = json.createGenerator(kept)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return data;
            }
            generator.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals(variable)) {
                    parser.nextToken();
                    parser.skipChildren();
                } else {
                    generator.copyCurrentStructureExact(parser);
                }
            }
            generator.writeEndObject();
        }
        return new Utf8(kept.toByteArray());
    }
}
