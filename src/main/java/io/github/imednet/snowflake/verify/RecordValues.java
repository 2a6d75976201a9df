package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.model.ColumnKind;
import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * An entity's values, one text for each column of its list in their order, null for none: the same texts for the same
 * values, whether they come from the API or from the table.
 */
final class RecordValues {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");
    private final EntityList list;
    private final List<EntityColumn> columns;

    RecordValues(EntityList list) {
        this.list = list;
        this.columns = list.columns();
    }

    /** @param record as the API's page has it: dates in microseconds, JSON as text */
    String[] ofRecord(GenericRecord record) {
        String[] texts = new String[columns.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = record.get(i);
            ColumnKind kind = columns.get(i).kind();
            if (value instanceof Long microseconds && kind == ColumnKind.TIMESTAMP) {
                texts[i] = timestamp(microseconds);
            } else if (value instanceof Integer days && kind == ColumnKind.DATE) {
                texts[i] = LocalDate.ofEpochDay(days).toString();
            } else {
                texts[i] = text(kind, value);
            }
        }
        return texts;
    }

    /** @param row as the table has it: dates as text with nine digits of the second, JSON as text */
    String[] ofRow(Object[] row) {
        String[] texts = new String[columns.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(columns.get(i).kind(), row[i]);
        }
        return texts;
    }

    String recordId(String[] values) {
        return values[list.key().ordinal()];
    }

    /** The names of the columns in which two records differ. */
    List<String> differing(String[] one, String[] other) {
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < one.length; i++) {
            if (one[i] == null ? other[i] != null : !one[i].equals(other[i])) {
                differing.add(columns.get(i).name());
            }
        }
        return differing;
    }

    private static @Nullable String text(ColumnKind kind, Object value) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case NUMBER -> number(value.toString());
            case JSON -> CanonicalJson.of(value.toString());
            case TEXT, ID, BOOLEAN, DATE, TIMESTAMP -> value.toString();
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
