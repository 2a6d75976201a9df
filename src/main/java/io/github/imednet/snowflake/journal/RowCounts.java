package io.github.imednet.snowflake.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a file by form and by the month of their last change, as the file has them. */
public final class RowCounts {

    static final String FORMS = "forms";
    static final String MONTHS = "months";

    /** A customization may write into a form's key whatever it wants: what is more than this is no study's forms. */
    private static final int MOST_FORMS = 1000;

    private static final String NO_FORM = "(no form)";
    private static final String OTHER_FORMS = "(other forms)";
    private static final int MONTH_LENGTH = 7;
    private static final long MICROS = 1_000_000;

    private RowCounts() {}

    /** The fields of a journal's line. @param records of one schema, one at least */
    public static Map<String, Object> of(List<GenericRecord> records) {
        Map<String, Object> counts = new LinkedHashMap<>();
        Schema schema = records.get(0).getSchema();
        counts.put(FORMS, byForm(records, schema.getField("form_key")));
        counts.put(MONTHS, byMonth(records, schema.getField("date_modified")));
        return counts;
    }

    private static Map<String, Long> byForm(List<GenericRecord> records, Schema.Field field) {
        Map<String, Long> rows = new TreeMap<>();
        if (field != null) {
            Map<Object, Long> values = new LinkedHashMap<>();
            records.forEach(record -> values.merge(form(record.get(field.pos())), 1L, Long::sum));
            values.forEach((value, count) -> {
                String form = value.toString();
                rows.merge(rows.size() < MOST_FORMS || rows.containsKey(form) ? form : OTHER_FORMS, count, Long::sum);
            });
        }
        return rows;
    }

    private static Object form(@Nullable Object value) {
        return value == null ? NO_FORM : value;
    }

    private static Map<String, Long> byMonth(List<GenericRecord> records, Schema.Field field) {
        Map<Long, Long> days = new HashMap<>();
        if (field != null) {
            for (GenericRecord record : records) {
                if (record.get(field.pos()) instanceof Long micros) {
                    days.merge(Math.floorDiv(micros, 86_400 * MICROS), 1L, Long::sum);
                }
            }
        }
        Map<String, Long> rows = new TreeMap<>();
        days.forEach((day, count) -> rows.merge(month(day), count, Long::sum));
        return rows;
    }

    private static String month(long day) {
        String date = Instant.ofEpochSecond(day * 86_400).atOffset(ZoneOffset.UTC).toLocalDate().toString();
        return date.substring(0, Math.min(MONTH_LENGTH, date.length()));
    }
}
