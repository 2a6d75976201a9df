package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.EntityList;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.Body;

/**
 * Makes records of what a program has in hand: maps, or objects that Jackson writes as JSON objects. They become the
 * JSON that the API would send, and are read like that; names of columns, in either case, stand for the API's.
 */
@RouteBean
public final class SuppliedRecords {

    private static final Map<String, String> FIELD_BY_COLUMN = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        Arrays.stream(RecordColumn.values())
                .filter(column -> column.field() != null)
                .forEach(column -> FIELD_BY_COLUMN.put(column.name(), column.field()));
    }

    private final ObjectMapper mapper = JsonMapper.builder(ApiJson.FACTORY)
            .addModule(new SimpleModule().addSerializer(Temporal.class, ToStringSerializer.instance))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /**
     * Reads all of a batch.
     *
     * @param supplied records of {@link RecordColumn#schema()}, maps, and objects that become JSON objects
     * @throws IllegalArgumentException naming the first that is none of these, by its place
     */
    public List<GenericRecord> read(@Body List<?> supplied) {
        List<GenericRecord> records = new ArrayList<>(supplied.size());
        for (Object one : supplied) {
            try {
                records.add(one instanceof GenericRecord record ? ofOurSchema(record) : read(one));
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Record number " + (records.size() + 1) + " of the batch cannot be read: " + e.getMessage(), e);
            }
        }
        return records;
    }

    private GenericRecord read(Object supplied) throws IOException {
        byte[] json = json(supplied);
        try (JsonParser parser = ApiJson.FACTORY.createParser(json)) {
            parser.nextToken();
            return new RecordReader(parser, json, null, EntityList.of(ImednetResource.RECORDS)).read();
        }
    }

    private static GenericRecord ofOurSchema(GenericRecord record) {
        if (!record.getSchema().equals(RecordColumn.schema())) {
            throw new IllegalArgumentException("it is a GenericRecord of another schema than RecordColumn.schema()");
        }
        return record;
    }

    private byte[] json(Object supplied) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = ApiJson.FACTORY.createGenerator(json)) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> field : fields(supplied).entrySet()) {
                String name = String.valueOf(field.getKey());
                generator.writeFieldName(FIELD_BY_COLUMN.getOrDefault(name, name));
                mapper.writeValue(generator, field.getValue());
            }
            generator.writeEndObject();
        }
        return json.toByteArray();
    }

    private Map<?, ?> fields(Object supplied) {
        if (supplied instanceof Map<?, ?> map) {
            return map;
        }
        JsonNode tree = mapper.valueToTree(supplied);
        if (tree == null || !tree.isObject()) {
            String what = supplied == null ? "null" : "a " + supplied.getClass().getName();
            throw new IllegalArgumentException("it is " + what + ", neither a map nor anything that becomes a JSON"
                    + " object");
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        tree.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
