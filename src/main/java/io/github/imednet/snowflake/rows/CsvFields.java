package io.github.imednet.snowflake.rows;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/** The fields of a CSV record: null for an empty one without quotes, or for one that is the text for null. */
final class CsvFields extends AbstractBaseCsvCallbackHandler<String[]> {

    /** What a line without anything becomes, and no other: its only field is null too. */
    static final String[] EMPTY_LINE = {null};

    private final String nullText;
    private String[] fields = new String[16];
    private int count;
    private boolean isEmptyLine;

    CsvFields(String nullText) {
        this.nullText = nullText;
    }

    @Override
    protected void handleBegin(long line) {
        count = 0;
        isEmptyLine = false;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (count == fields.length) {
            fields = Arrays.copyOf(fields, count * 2);
        }
        String text = length == 0 && !quoted ? null : new String(buffer, offset, length);
        fields[count++] = quoted || text == null || !text.equals(nullText) ? text : null;
    }

    @Override
    protected void handleEmpty() {
        isEmptyLine = true;
    }

    @Override
    protected String[] buildRecord() {
        return isEmptyLine ? EMPTY_LINE : Arrays.copyOf(fields, count);
    }
}
