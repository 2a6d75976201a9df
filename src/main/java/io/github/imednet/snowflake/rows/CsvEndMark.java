package io.github.imednet.snowflake.rows;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Puts a record behind the last of a CSV file. FastCSV closes a quote at the end that the file leaves open (4.1.0; its
 * issue 173): then the mark is inside of the field. It is half of a surrogate pair, which no valid text has alone.
 */
final class CsvEndMark extends FilterReader {

    private static final char MARK = '\uDC81';

    private char last = '\n';
    private boolean atEnd;
    private boolean isWritten;

    CsvEndMark(Reader text) {
        super(text);
    }

    /** Whether a record of one field is the one behind the last. */
    static boolean isAlone(String field) {
        return field != null && field.length() == 1 && field.charAt(0) == MARK;
    }

    /** Whether the end of the file came inside of the field. */
    static boolean isInside(String field) {
        return field != null && !field.isEmpty() && field.charAt(field.length() - 1) == MARK;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int read = atEnd ? -1 : super.read(target, offset, length);
        if (read > 0) {
            last = target[offset + read - 1];
        }
        if (read >= 0 || isWritten || length == 0) {
            return read;
        }
        atEnd = true;
        boolean begins = last == '\n' || last == '\r';
        isWritten = begins;
        last = '\n';
        target[offset] = begins ? MARK : '\n';
        return 1;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }
}
