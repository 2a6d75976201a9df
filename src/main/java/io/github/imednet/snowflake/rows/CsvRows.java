package io.github.imednet.snowflake.rows;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180, UTF-8) with a line of column names. An empty field is null, one in quotes is an empty text. All
 * values are texts.
 */
final class CsvRows implements RowSource {

    private final String name;
    private final CloseableIterator<String[]> records;
    private final List<Column> columns;
    private long row;

    /**
     * @param delimiter between fields
     * @param nullText a field without quotes that is null too, or null for none
     */
    CsvRows(Path file, char delimiter, String nullText) throws IOException {
        name = file.getFileName().toString();
        records = CsvReader.builder()
                .fieldSeparator(delimiter)
                .detectBomHeader(false)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(new CsvFields(nullText), new CsvEndMark(FileFormat.characters(file)))
                .iterator();
        try {
            columns = columns(header());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private String[] header() {
        String[] header = record("The first line of " + name);
        if (header == null) {
            throw new IngestException(name + " is empty: a line of column names is expected");
        }
        return header;
    }

    private List<Column> columns(String[] header) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.length; i++) {
            if (header[i] == null || header[i].isBlank()) {
                throw new IngestException("Column " + (i + 1) + " of " + name + " has no name in the first line");
            }
            Integer before = places.put(Sql.identifier(header[i]), i);
            if (before != null) {
                throw new IngestException("Columns " + (before + 1) + " and " + (i + 1) + " of " + name
                        + " have the same name in Snowflake, " + Sql.identifier(header[i]));
            }
        }
        ColumnType text = ColumnType.of(LogicalType.TEXT);
        return Stream.of(header).map(column -> new Column(column, text)).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean holdsOnlyTexts() {
        return true;
    }

    @Override
    public List<Object[]> next(int most) {
        List<Object[]> rows = new ArrayList<>(most);
        while (rows.size() < most) {
            String[] record = record("Row " + (row + 1) + " of " + name);
            if (record == null) {
                break;
            }
            // An empty line is a null where there is one column, and nothing otherwise.
            if (columns.size() == 1 || record != CsvFields.EMPTY_LINE) {
                row++;
                requireWidth(record);
                rows.add(record);
            }
        }
        return rows;
    }

    /** @return null at the end */
    private String @Nullable [] record(String place) {
        try {
            String[] record = records.hasNext() ? records.next() : null;
            if (record == null || record.length == 1 && CsvEndMark.isAlone(record[0])) {
                return null;
            }
            if (CsvEndMark.isInside(record[record.length - 1])) {
                throw new IngestException(place + " has a quote that is never closed: the file ends inside of a field");
            }
            return record;
        } catch (CsvParseException e) {
            // What the parser says of the place behind this may quote the text.
            throw new IngestException(place + " is not valid CSV: text follows a closing quote, or a field has more"
                    + " than 16,777,216 characters, as one whose quote is never closed");
        } catch (UncheckedIOException e) {
            throw new IngestException(
                    place + " cannot be read: " + SystemErrors.reason(Objects.requireNonNull(e.getCause())), e);
        }
    }

    private void requireWidth(String[] record) {
        if (record.length != columns.size()) {
            throw new IngestException("Row " + row + " of " + name + " has " + record.length
                    + " fields, the first line " + columns.size()
                    + ": quote fields that have delimiters or line breaks in them");
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
