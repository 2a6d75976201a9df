package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.types.LogicalType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A result for people at a terminal. The columns are as wide as the first rows need, up to a limit; a longer value
 * later pushes those after it to the right. Nothing is cut. NULL is shown as such; controls are shown as blanks, for
 * they would move the cursor.
 */
final class TableWriter {

    private static final int ROWS_LOOKED_AT = 100;
    private static final int WIDEST = 60;
    private static final String GAP = "  ";

    private final Writer output;

    TableWriter(OutputStream output) {
        this.output = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
    }

    long write(QueryRows rows) throws IOException {
        List<String[]> first = new ArrayList<>();
        while (first.size() < ROWS_LOOKED_AT && rows.hasNext()) {
            first.add(texts(rows.nextValues()));
        }
        List<ResultColumn> columns = rows.columns();
        String[] names = columns.stream().map(column -> Printable.line(column.name())).toArray(String[]::new);
        int[] widths = widths(names, first);
        writeRow(columns, widths, names);
        writeRow(columns, widths, lines(widths));
        for (String[] row : first) {
            writeRow(columns, widths, row);
        }
        long count = first.size();
        for (; rows.hasNext(); count++) {
            writeRow(columns, widths, texts(rows.nextValues()));
        }
        output.write("(" + count + (count == 1 ? " row)" : " rows)") + System.lineSeparator());
        output.flush();
        return count;
    }

    private void writeRow(List<ResultColumn> columns, int[] widths, String[] texts) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            String blanks = " ".repeat(Math.max(0, widths[i] - width(texts[i])));
            line.append(i == 0 ? "" : GAP);
            line.append(isNumber(columns.get(i)) ? blanks + texts[i] : texts[i] + blanks);
        }
        output.write(line.toString().stripTrailing() + System.lineSeparator());
    }

    private static String[] lines(int[] widths) {
        String[] lines = new String[widths.length];
        for (int i = 0; i < widths.length; i++) {
            lines[i] = "-".repeat(widths[i]);
        }
        return lines;
    }

    private static int[] widths(String[] names, List<String[]> rows) {
        int[] widths = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            widths[i] = Math.max(1, width(names[i]));
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], Math.min(WIDEST, width(row[i])));
            }
        }
        return widths;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isNumber(ResultColumn column) {
        return column.type().logical() == LogicalType.FIXED || column.type().logical() == LogicalType.REAL;
    }

    private static String[] texts(Object[] values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] == null ? "NULL" : Printable.line(ValueText.of(values[i]));
        }
        return texts;
    }
}
