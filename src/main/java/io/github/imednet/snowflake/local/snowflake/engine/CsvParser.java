package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Takes CSV apart by Snowflake's rules, of which DuckDB's reader knows a part only. */
final class CsvParser implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader text;
    private final CsvFormat format;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder value = new StringBuilder();
    private final StringBuilder written = new StringBuilder();
    private int at;
    private int end;
    private boolean ended;
    private char previous;
    private long line = 1;
    private boolean inRecord;
    private long recordLine;

    private CsvParser(Reader text, CsvFormat format) {
        this.text = text;
        this.format = format;
    }

    /** @param text closed by {@link #close}, or at once if the header cannot be read */
    static CsvParser open(Reader text, CsvFormat format) throws IOException, SqlFailure {
        CsvParser parser = new CsvParser(text, format);
        try {
            parser.skipHeader();
            return parser;
        } catch (IOException | SqlFailure e) {
            text.close();
            throw e;
        }
    }

    private void skipHeader() throws IOException, SqlFailure {
        if (format.skipByteOrderMark() && peek(0) == BYTE_ORDER_MARK) {
            at++;
        }
        for (int i = 0; i < format.skipHeader(); i++) {
            while (peek(0) != END && take() != '\n') {
                // A header's lines are skipped whatever they are.
            }
        }
    }

    /** The line of the file, from 1, in which the record begins that was read last. */
    long line() {
        return recordLine;
    }

    /**
     * The next record's fields, of which those that are NULL are null; null at the end.
     *
     * @throws SqlFailure 100016 for what is not CSV of the format, 100144 for text that is not of its charset
     */
    List<String> next() throws IOException, SqlFailure {
        while (format.skipBlankLines() && peek(0) != END && takeRecordEnd()) {
            // Blank lines are no records.
        }
        recordLine = line;
        if (peek(0) == END) {
            return null;
        }
        inRecord = true;
        List<String> fields = new ArrayList<>();
        do {
            fields.add(field());
        } while (take(format.delimiter()));
        if (peek(0) != END && !takeRecordEnd()) {
            throw failure("Found a character in place of a field delimiter after an enclosed field");
        }
        inRecord = false;
        return fields;
    }

    /** Goes on behind a record that could not be read: where the next one ends that begins where reading it failed. */
    void skip() throws IOException {
        while (inRecord && peek(0) != END) {
            int length = recordEnd();
            for (int i = 0; i < Math.max(1, length); i++) {
                line += buffer[at++] == '\n' ? 1 : 0;
            }
            inRecord = length == 0;
        }
    }

    private String field() throws IOException, SqlFailure {
        value.setLength(0);
        skipSpace();
        return peek(0) != END && peek(0) == format.enclosure() ? enclosed() : unenclosed();
    }

    private String enclosed() throws IOException, SqlFailure {
        long first = line;
        take();
        while (peek(0) != END) {
            if (!format.multiLine() && recordEnd() > 0) {
                throw failure("A field in quotes has a record delimiter, and MULTI_LINE is FALSE");
            }
            char c = take();
            if (c == format.escape() && c != format.enclosure()) {
                escaped();
            } else if (c != format.enclosure()) {
                value.append(c);
            } else if (peek(0) == format.enclosure()) {
                value.append(take());
            } else {
                skipSpace();
                return format.orNull(value.toString());
            }
        }
        throw new SqlFailure("100016", "22000", "A field in quotes is not closed in line " + first);
    }

    private String unenclosed() throws IOException, SqlFailure {
        written.setLength(0);
        SqlFailure unknown = null;
        while (peek(0) != END && !starts(format.delimiter()) && recordEnd() == 0) {
            char c = take();
            if (c != format.unenclosedEscape()) {
                written.append(c);
                value.append(c);
                continue;
            }
            int before = value.length();
            try {
                escaped();
            } catch (SqlFailure e) {
                // It may be one of the texts of NULL_IF.
                unknown = e;
                if (peek(0) != END) {
                    value.append(take());
                }
            }
            written.append(c).append(value, before, value.length());
        }
        if (format.isNull(trimmed(written))) {
            return null;
        }
        if (unknown != null) {
            throw unknown;
        }
        String text = trimmed(value);
        return text.isEmpty() && format.emptyIsNull() ? null : text;
    }

    /**
     * What an escape character means: a delimiter or itself is text; what else there is Snowflake does not document.
     */
    private void escaped() throws IOException, SqlFailure {
        if (peek(0) == END) {
            throw failure("A file ends with an escape character");
        }
        if (Character.isLetterOrDigit((char) peek(0))) {
            throw Failures.unsupported("An escape character before a letter or a digit in a CSV file (line " + line
                    + "), unless the file format has ESCAPE_UNENCLOSED_FIELD = NONE,");
        }
        int length = Math.max(1, Math.max(recordEnd(), starts(format.delimiter()) ? format.delimiter().length() : 0));
        for (int i = 0; i < length && peek(0) != END; i++) {
            value.append(take());
        }
    }

    private void skipSpace() throws IOException, SqlFailure {
        while (format.trimSpace() && isSpace(peek(0)) && !starts(format.delimiter())) {
            take();
        }
    }

    private String trimmed(StringBuilder field) {
        int length = field.length();
        while (format.trimSpace() && length > 0 && isSpace(field.charAt(length - 1))) {
            length--;
        }
        return field.substring(0, length);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t';
    }

    private boolean takeRecordEnd() throws IOException, SqlFailure {
        int length = recordEnd();
        for (int i = 0; i < length; i++) {
            take();
        }
        return length > 0;
    }

    /** How long the record's end is that comes next; 0 if none does. */
    private int recordEnd() throws IOException {
        for (String recordEnd : format.recordEnds()) {
            if (starts(recordEnd)) {
                return recordEnd.length();
            }
        }
        return 0;
    }

    private boolean take(String what) throws IOException, SqlFailure {
        boolean taken = starts(what);
        for (int i = 0; taken && i < what.length(); i++) {
            take();
        }
        return taken;
    }

    /** Whether the text comes next; an empty one never does. */
    private boolean starts(String what) throws IOException {
        for (int i = 0; i < what.length(); i++) {
            if (peek(i) != what.charAt(i)) {
                return false;
            }
        }
        return !what.isEmpty();
    }

    private char take() throws IOException, SqlFailure {
        peek(0);
        char c = buffer[at++];
        if (c == PreparedFiles.INVALID && !Character.isHighSurrogate(previous)) {
            throw new SqlFailure("100144", "22000", "Invalid " + format.charset() + " detected in line " + line);
        }
        if (c == '\n') {
            line++;
        }
        previous = c;
        return c;
    }

    private int peek(int ahead) throws IOException {
        while (at + ahead >= end && !ended) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
            int read = text.read(buffer, end, BUFFER - end);
            ended = read < 0;
            end += Math.max(read, 0);
        }
        return at + ahead < end ? buffer[at + ahead] : END;
    }

    private SqlFailure failure(String message) {
        return new SqlFailure("100016", "22000", message + " in line " + line);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
