package io.github.imednet.snowflake.source;

import static io.github.imednet.snowflake.source.PlainJson.NOT_PLAIN;

import io.github.imednet.snowflake.model.ColumnKind;
import io.github.imednet.snowflake.model.RecordColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record that is {@linkplain PlainJson plain} and has in each column a value of its type, or null. Fields
 * that have no column are among the unmapped ones, as {@link RecordReader} has them.
 */
final class PlainRecordReader {

    private static final RecordColumn[] COLUMNS = RecordColumn.values();
    private static final byte[][] NAMES = Arrays.stream(COLUMNS)
            .map(column -> column.field() == null ? "" : '"' + column.field() + '"')
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private final PlainJson json;
    private final byte[] body;
    private final @Nullable Utf8 studyKey;
    private final boolean plainStudyKey;
    private final Utf8[] texts = new Utf8[COLUMNS.length];
    private final PlainTimestamp timestamp;
    private UnmappedFields unmapped = new UnmappedFields();
    @SuppressWarnings("NullAway.Init") // set by read
    private GenericData.Record record;
    private int next;
    private int end;

    /** @param studyKey as {@link RecordReader} has it */
    PlainRecordReader(PlainJson json, byte[] body, @Nullable String studyKey) {
        this.json = json;
        this.body = body;
        this.studyKey = studyKey == null ? null : new Utf8(studyKey);
        this.plainStudyKey = studyKey != null && studyKey.indexOf('"') < 0 && studyKey.indexOf('\\') < 0;
        this.timestamp = new PlainTimestamp(body);
    }

    /** The place behind the record that was read. */
    int end() {
        return end;
    }

    /** @return the record that begins at the place, or null if it is not plain */
    @Nullable GenericRecord read(int start) {
        json.forgetNames();
        record = new GenericData.Record(RecordColumn.schema());
        record.put(RecordColumn.STUDY_KEY.ordinal(), studyKey);
        end = readFields(start);
        if (end == NOT_PLAIN) {
            unmapped = new UnmappedFields();
            return null;
        }
        record.put(RecordColumn._UNMAPPED_FIELDS.ordinal(), unmapped.take());
        return record;
    }

    private int readFields(int start) {
        next = 0;
        int place = json.space(start + 1);
        if (json.at(place) == '}') {
            return place + 1;
        }
        while (true) {
            int nameEnd = json.name(place);
            if (nameEnd == NOT_PLAIN) {
                return NOT_PLAIN;
            }
            place = readField(place, nameEnd, json.colon(nameEnd));
            if (place == NOT_PLAIN) {
                return NOT_PLAIN;
            }
            place = json.space(place);
            int mark = json.at(place);
            if (mark != ',') {
                return mark == '}' ? place + 1 : NOT_PLAIN;
            }
            place = json.space(place + 1);
        }
    }

    private int readField(int name, int nameEnd, int value) {
        RecordColumn column = column(name, nameEnd);
        if (column == null) {
            return addUnmapped(text(name + 1, nameEnd - 1).toString(), value);
        }
        if (column == RecordColumn.STUDY_KEY && studyKey != null) {
            return studyKey(value);
        }
        if (record.get(column.ordinal()) != null) {
            return NOT_PLAIN;
        }
        if (json.isNull(value)) {
            return column.kind() == ColumnKind.JSON
                    ? addUnmapped(Objects.requireNonNull(column.field()), value)
                    : json.value(value);
        }
        return switch (column.kind()) {
            case TEXT -> readText(column, value);
            case NUMBER -> readNumber(column, value);
            case BOOLEAN -> readTruth(column, value);
            case TIMESTAMP -> readTimestamp(column, value);
            case JSON -> readJson(column, value);
            case ID, DATE -> throw new IllegalArgumentException("Records have no column like " + column);
        };
    }

    /** The columns come in their order in most answers. */
    private @Nullable RecordColumn column(int name, int nameEnd) {
        byte[] expected = NAMES[next];
        RecordColumn column = Arrays.equals(body, name, nameEnd, expected, 0, expected.length)
                ? COLUMNS[next]
                : RecordColumn.ofField(text(name + 1, nameEnd - 1).toString());
        next = column == null ? next : (column.ordinal() + 1) % COLUMNS.length;
        return column;
    }

    /** The one that was asked for, or none. */
    private int studyKey(int start) {
        if (studyKey != null && plainStudyKey && isText(start, studyKey)) {
            return start + studyKey.getByteLength() + 2;
        }
        if (json.at(start) == '"' && json.at(start + 1) == '"') {
            return start + 2;
        }
        return json.isNull(start) ? json.value(start) : NOT_PLAIN;
    }

    private boolean isText(int start, Utf8 text) {
        int after = start + 1 + text.getByteLength();
        return json.at(start) == '"'
                && json.at(after) == '"'
                && Arrays.equals(body, start + 1, after, text.getBytes(), 0, text.getByteLength());
    }

    private int addUnmapped(String field, int start) {
        int valueEnd = json.value(start);
        if (valueEnd != NOT_PLAIN) {
            unmapped.add(field, new JsonValue(text(start, valueEnd), true, json.at(start) == '{'));
        }
        return valueEnd;
    }

    /** The same object as in the record before where that has the same text, as most have in most columns. */
    private int readText(RecordColumn column, int start) {
        Utf8 before = texts[column.ordinal()];
        if (before != null && isText(start, before)) {
            record.put(column.ordinal(), before);
            return start + before.getByteLength() + 2;
        }
        int textEnd = json.at(start) == '"' ? json.text(start) : NOT_PLAIN;
        if (textEnd == NOT_PLAIN || json.isEscaped()) {
            return NOT_PLAIN;
        }
        texts[column.ordinal()] = text(start + 1, textEnd - 1);
        record.put(column.ordinal(), texts[column.ordinal()]);
        return textEnd;
    }

    private int readNumber(RecordColumn column, int start) {
        boolean negative = json.at(start) == '-';
        int first = negative ? start + 1 : start;
        int place = first;
        long number = 0;
        for (int digit = json.at(place) - '0'; digit >= 0 && digit <= 9; digit = json.at(place) - '0') {
            if (place - first == 18) {
                return NOT_PLAIN;
            }
            number = 10 * number + digit;
            place++;
        }
        int mark = json.at(place);
        boolean whole = place > first && mark != '.' && mark != 'e' && mark != 'E';
        boolean leadingZero = json.at(first) == '0' && (place > first + 1 || negative);
        if (!whole || leadingZero) {
            return NOT_PLAIN;
        }
        record.put(column.ordinal(), (Long) (negative ? -number : number));
        return place;
    }

    private int readTruth(RecordColumn column, int start) {
        record.put(column.ordinal(), (Boolean) (json.at(start) == 't'));
        return json.truth(start);
    }

    private int readTimestamp(RecordColumn column, int start) {
        long microseconds = timestamp.microseconds(start);
        record.put(column.ordinal(), (Long) microseconds);
        return microseconds == PlainTimestamp.NONE ? NOT_PLAIN : start + PlainTimestamp.LENGTH;
    }

    private int readJson(RecordColumn column, int start) {
        int valueEnd = json.value(start);
        if (valueEnd != NOT_PLAIN) {
            record.put(column.ordinal(), text(start, valueEnd));
        }
        return valueEnd;
    }

    private Utf8 text(int from, int to) {
        return new Utf8(Arrays.copyOfRange(body, from, to));
    }
}
