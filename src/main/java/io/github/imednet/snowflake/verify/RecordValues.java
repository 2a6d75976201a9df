package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.model.RecordColumn;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * A record's values, one text for each {@link RecordColumn} in their order, null for none: the same texts for the same
 * values, whether they come from the API or from the table.
 */
final class RecordValues {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");
    private static final RecordColumn[] COLUMNS = RecordColumn.values();

    private RecordValues() {}

    /** @param record as the API's page has it: dates in microseconds, JSON as text */
    static String[] ofRecord(GenericRecord record) {
        String[] texts = new String[COLUMNS.length];
        for (int i = 0; i < texts.length; i++) {
            Object value = record.get(i);
            boolean isDate = COLUMNS[i].kind() == RecordColumn.Kind.TIMESTAMP && value != null;
            texts[i] = text(COLUMNS[i].kind(), isDate ? timestamp((Long) value) : value);
        }
        return texts;
    }

    /** @param row as the table has it: dates as text with nine digits of the second, JSON as text */
    static String[] ofRow(Object[] row) {
        String[] texts = new String[COLUMNS.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(COLUMNS[i].kind(), row[i]);
        }
        return texts;
    }

    static String recordId(String[] values) {
        return values[RecordColumn.RECORD_ID.ordinal()];
    }

    /** The names of the columns in which two records differ. */
    static List<String> differing(String[] one, String[] other) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < one.length; i++) {
            if (one[i] == null ? other[i] != null : !one[i].equals(other[i])) {
                columns.add(COLUMNS[i].name());
            }
        }
        return columns;
    }

    private static String text(RecordColumn.Kind kind, Object value) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case NUMBER -> number(value.toString());
            case JSON -> CanonicalJson.of(value.toString());
            case TEXT, BOOLEAN, TIMESTAMP -> value.toString();
        };
    }

    private static String number(String digits) {
        return digits.indexOf('.') < 0 ? digits : new BigDecimal(digits).stripTrailingZeros().toPlainString();
    }

    private static String timestamp(long microseconds) {
        long seconds = Math.floorDiv(microseconds, 1_000_000);
        int nanoseconds = Math.floorMod(microseconds, 1_000_000) * 1000;
        return TIMESTAMP.format(LocalDateTime.ofEpochSecond(seconds, nanoseconds, ZoneOffset.UTC));
    }
}
