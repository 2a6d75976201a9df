package io.github.imednet.snowflake.kamelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/**
 * The entities of a list as rows of a table that looks like the export's: the same columns with the same types, but that
 * {@code _SOURCE_FILE} is empty, for no file of an export has the rows.
 */
final class ListRows {

    private static final String SOURCE_FILE = "_SOURCE_FILE";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    private final EntityList list;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    ListRows(EntityList list) {
        this.list = list;
    }

    void add(List<GenericRecord> entities) throws JsonProcessingException {
        for (GenericRecord entity : entities) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (EntityColumn column : list.columns()) {
                row.put(column.name(), value(column, entity.get(column.ordinal())));
            }
            rows.add(row);
        }
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    /** The table's columns, as the setting ingest.columns has them. */
    String columns() {
        return list.columns().stream()
                .map(column -> '"' + column.name() + "\" " + column.kind().snowflakeType())
                .collect(Collectors.joining(", ", "", ", \"" + SOURCE_FILE + "\" VARCHAR"));
    }

    private static Object value(EntityColumn column, Object value) throws JsonProcessingException {
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
}
