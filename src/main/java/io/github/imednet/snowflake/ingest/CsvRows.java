package io.github.imednet.snowflake.ingest;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.LogicalType;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CSV file (RFC 4180, UTF-8) with a line of column names. An empty field is null, one in quotes is an empty text. */
final class CsvRows extends SampledRows {

    private final CloseableIterator<String[]> records;
    private final int width;
    private long row;

    /**
     * @param delimiter between fields
     * @param nullText a field without quotes that is null too, or null for none
     */
    CsvRows(Path file, char delimiter, String nullText) throws IOException {
        super(file.getFileName().toString());
        Reader reader = new Utf8Reader(FileFormat.text(file));
        records = CsvReader.builder()
                .fieldSeparator(delimiter)
                .detectBomHeader(false)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(new CsvFields(nullText), reader)
                .iterator();
        try {
            String[] header = header();
            width = header.length;
            List<Object[]> sample = read(SAMPLE);
            begin(columns(header, sample), sample);
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private String[] header() {
        if (!records.hasNext()) {
            throw new IngestException(name() + " is empty: a line of column names is expected");
        }
        String[] header = records.next();
        // The mark that some programs put before UTF-8
        if (header[0] != null && header[0].startsWith("\uFEFF")) {
            header[0] = header[0].substring(1);
        }
        for (int i = 0; i < header.length; i++) {
            if (header[i] == null || header[i].isBlank()) {
                throw new IngestException("Column " + (i + 1) + " of " + name() + " has no name in the first line");
            }
        }
        return header;
    }

    private static List<Column> columns(String[] header, List<Object[]> sample) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < header.length; i++) {
            ColumnInference inference = new ColumnInference(LogicalType.TEXT, false);
            for (Object[] values : sample) {
                inference.add(values[i] == null ? null : TextGuess.value((String) values[i]));
            }
            columns.add(inference.column(header[i]));
        }
        return columns;
    }

    @Override
    public boolean holdsOnlyTexts() {
        return true;
    }

    @Override
    List<Object[]> read(int most) {
        List<Object[]> rows = new ArrayList<>(Math.min(most, SAMPLE));
        try {
            while (rows.size() < most && records.hasNext()) {
                String[] record = records.next();
                // An empty line is a null where there is one column, and nothing otherwise.
                if (width > 1 && record.length == 1 && record[0] == null) {
                    continue;
                }
                row++;
                requireWidth(record);
                rows.add(record);
            }
        } catch (CsvParseException e) {
            // What the parser says of the place behind this may quote the text.
            throw new IngestException("Row " + (row + 1) + " of " + name() + " is no CSV, or a field is too long");
        }
        return rows;
    }

    private void requireWidth(String[] record) {
        if (record.length != width) {
            throw new IngestException(
                    "Row " + row + " of " + name() + " has " + record.length + " fields, the first line " + width
                            + ": quote fields that have delimiters or line breaks in them");
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
