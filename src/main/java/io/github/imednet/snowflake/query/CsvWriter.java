package io.github.imednet.snowflake.query;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * A result as CSV (RFC 4180, UTF-8) with a line of names. NULL is nothing between two commas; an empty text or
 * binary is two quotes. Documents are their JSON text.
 */
final class CsvWriter {

    private static final String LINE_END = "\r\n";

    private final Writer output;

    CsvWriter(OutputStream output) {
        this.output = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
    }

    long write(QueryRows rows) throws IOException {
        for (Iterator<ResultColumn> columns = rows.columns().iterator(); columns.hasNext(); ) {
            writeText(columns.next().name());
            output.write(columns.hasNext() ? "," : LINE_END);
        }
        long count = 0;
        for (; rows.hasNext(); count++) {
            writeRow(rows.nextValues());
        }
        output.flush();
        return count;
    }

    private void writeRow(Object[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                writeText(ValueText.of(values[i]));
            }
            output.write(i < values.length - 1 ? "," : LINE_END);
        }
    }

    private void writeText(String text) throws IOException {
        if (needsQuotes(text)) {
            output.write('"' + text.replace("\"", "\"\"") + '"');
        } else {
            output.write(text);
        }
    }

    /** Also blanks at the ends, which some readers take off. */
    private static boolean needsQuotes(String text) {
        return text.isEmpty()
                || text.chars().anyMatch(character -> character == ',' || character == '"' || character < ' ')
                || text.charAt(0) == ' '
                || text.charAt(text.length() - 1) == ' ';
    }
}
