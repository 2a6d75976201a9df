package io.github.imednet.snowflake.kamelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a list as rows of a table that looks like the export's: the same columns with the same types, but
 * that {@code _SOURCE_FILE} is empty, for no file of an export has the rows. They may be read as often as needed until
 * they are discarded, and lie in a file meanwhile: memory holds one at a time.
 */
final class ListRows extends AbstractCollection<Map<String, Object>> {

    private static final String SOURCE_FILE = "_SOURCE_FILE";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    private final EntityList list;
    private final AvroSpool entities;
    private int size;

    ListRows(EntityList list) throws IOException {
        this.list = list;
        this.entities = new AvroSpool(list.schema());
    }

    void add(List<GenericRecord> page) {
        for (GenericRecord entity : page) {
            entities.write(entity);
            size++;
        }
    }

    /** The table's columns, as the setting ingest.columns has them. */
    String columns() {
        return list.columns().stream()
                .map(column -> '"' + column.name() + "\" " + column.kind().snowflakeType())
                .collect(Collectors.joining(", ", "", ", \"" + SOURCE_FILE + "\" VARCHAR"));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Iterator<Map<String, Object>> iterator() {
        Iterator<GenericRecord> read = entities.read(size);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return read.hasNext();
            }

            @Override
            public Map<String, Object> next() {
                return row(read.next());
            }
        };
    }

    private Map<String, Object> row(GenericRecord entity) {
        Map<String, Object> row = new LinkedHashMap<>();
        try {
            for (EntityColumn column : list.columns()) {
                row.put(column.name(), value(column, entity.get(column.ordinal())));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return row;
    }

    private static @Nullable Object value(EntityColumn column, Object value) throws JsonProcessingException {
        if (value == null) {
            return null;
        }
        return switch (column.kind()) {
            case TEXT, ID -> value.toString();
            case NUMBER, BOOLEAN -> value;
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIMESTAMP -> timestamp((Long) value);
            case JSON -> JSON.readValue(value.toString(), Object.class);
        };
    }

    private static LocalDateTime timestamp(long microseconds) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(microseconds, 1_000_000),
                Math.floorMod(microseconds, 1_000_000) * 1000,
                ZoneOffset.UTC);
    }

    /** Without the rows, which are values of the study: Camel shows bodies in its traces. */
    @Override
    public String toString() {
        return size + " rows of " + list.resource().path();
    }

    /** Ends their time. Not Closeable: Camel's splitter closes a body that is, and the next step may want it. */
    void discard() throws IOException {
        entities.close();
    }
}
