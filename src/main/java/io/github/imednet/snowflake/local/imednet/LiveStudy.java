package io.github.imednet.snowflake.local.imednet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A study that changes while it is read: the data as it was given, and what faults did to it since. */
final class LiveStudy {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final List<String> MODIFICATION_DATES = List.of("dateModified", "dateCoded", "dateCreated");

    private final StudyData data;
    private final Map<Resource, SplicedRows> changed = new ConcurrentHashMap<>();

    LiveStudy(StudyData data) {
        this.data = data;
    }

    Rows rows(Resource resource) {
        Rows rows = changed.get(resource);
        return rows == null ? data.rows(resource) : rows;
    }

    /**
     * Sets a row's date of modification, and an attribute unless its name is empty.
     *
     * @param row the row's stored position; nothing happens if there are fewer rows
     * @param value JSON, or else a text
     */
    synchronized void change(Resource resource, int row, String timestamp, String attribute, String value)
            throws IOException {
        if (row >= rows(resource).count()) {
            return;
        }
        ObjectNode entity = entity(resource, row);
        MODIFICATION_DATES.stream().filter(entity::has).findFirst().ifPresent(date -> entity.put(date, timestamp));
        if (attribute.startsWith(RowReader.RECORD_DATA)) {
            entity.withObjectProperty("recordData")
                    .set(attribute.substring(RowReader.RECORD_DATA.length()), jsonOrText(value));
        } else if (!attribute.isEmpty()) {
            entity.set(attribute, jsonOrText(value));
        }
        splice(resource, row, 1, List.of(entity));
    }

    /** Adds a copy of the row with the least or the greatest id; its own id lies before or after all others. */
    synchronized void add(Resource resource, boolean first, String timestamp) throws IOException {
        Rows rows = rows(resource);
        if (rows.count() == 0) {
            return;
        }
        Order byId = new OrderFinder(rows, Listing.byId(resource)).find();
        ObjectNode entity = entity(resource, byId.position(first ? 0 : rows.count() - 1));
        JsonNode id = entity.get(resource.id());
        if (id.isNumber()) {
            entity.put(resource.id(), id.longValue() + (first ? -1 : 1));
        } else {
            entity.put(resource.id(), first ? "!" + id.asText() : id.asText() + "~");
        }
        MODIFICATION_DATES.stream().filter(entity::has).forEach(date -> entity.put(date, timestamp));
        splice(resource, first ? 0 : rows.count(), 0, List.of(entity));
    }

    synchronized void remove(Resource resource, int row) throws IOException {
        if (row < rows(resource).count()) {
            splice(resource, row, 1, List.of());
        }
    }

    private ObjectNode entity(Resource resource, int row) throws IOException {
        JsonBuffer entity = new JsonBuffer(4096);
        rows(resource).write(row, 1, entity);
        return (ObjectNode) JSON.readTree(entity.array(), 0, entity.length());
    }

    private void splice(Resource resource, int row, int removed, List<ObjectNode> inserted) throws IOException {
        List<byte[]> entities = inserted.isEmpty() ? List.of() : List.of(JSON.writeValueAsBytes(inserted.get(0)));
        changed.put(resource, SplicedRows.of(rows(resource)).splice(row, removed, new ListRows(entities)));
    }

    private static JsonNode jsonOrText(String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(value);
        }
    }
}
