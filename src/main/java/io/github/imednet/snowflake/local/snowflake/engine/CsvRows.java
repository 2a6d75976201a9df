package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of staged CSV files: {@code $1}, {@code $2}, or by the names of the first record. DuckDB reads copies, which
 * have each record's number and then the same columns for all files, each field that is not NULL in quotes.
 */
final class CsvRows extends TextRows {

    /** Names that no statement has: DuckDB would take its alias of another field for a column that is there. */
    private static final String NUMBER = "metadata$row";

    private static final String FIELD = "metadata$c";
    private static final int CHECKED_EVERY = 1_000;

    private final CsvFormat csv;
    private final Map<Stage.StagedFile, Long> rowCounts = new HashMap<>();
    private Map<Stage.StagedFile, List<String>> headers;
    private int columns = 1;
    private boolean exact;
    private boolean written;
    private boolean tolerant;
    private Unread unread = Unread.NONE;

    CsvRows(Session session, Stage stage, List<Stage.StagedFile> files, TextFormat format) throws SqlFailure {
        super(session, stage, files, format);
        this.csv = format.csv();
        makeCopies();
    }

    /** By the names of the first record, or c1, c2. */
    @Override
    List<TextColumn> columns() throws SqlFailure {
        List<String> names = new ArrayList<>(names());
        if (!format().parseHeader()) {
            for (Stage.StagedFile file : files()) {
                try (CsvParser records = open(file)) {
                    for (List<String> record = records.next(); record != null; record = records.next()) {
                        columns = Math.max(columns, record.size());
                    }
                } catch (IOException e) {
                    throw unreadable(e);
                }
            }
            IntStream.rangeClosed(1, files().isEmpty() ? 0 : columns).forEach(i -> names.add("c" + i));
        }
        for (List<String> header : format().parseHeader() ? headers.values() : List.<List<String>>of()) {
            if (Set.copyOf(header).size() < header.size()) {
                throw Failures.unsupported("A CSV file with more than one column of the same name");
            }
        }
        return IntStream.range(0, names.size())
                .mapToObj(i -> new TextColumn(names.get(i), "$" + (i + 1), field(i + 1), "NULL")).toList();
    }

    private CsvParser open(Stage.StagedFile file) throws IOException, SqlFailure {
        return CsvParser.open(PreparedFiles.reader(file.file(), format().compression(), csv.charset(),
                format().replaceInvalidCharacters()), csv);
    }

    /** The names in the first records of all files, in their order; none if they have none. */
    private List<String> names() throws SqlFailure {
        if (headers == null) {
            headers = new LinkedHashMap<>();
            for (Stage.StagedFile file : format().parseHeader() ? files() : List.<Stage.StagedFile>of()) {
                try (CsvParser records = open(file)) {
                    List<String> header = records.next();
                    headers.put(
                            file,
                            header == null
                                    ? List.of()
                                    : header.stream()
                                            .map(name -> Objects.requireNonNullElse(name, ""))
                                            .toList());
                } catch (IOException e) {
                    throw unreadable(e);
                }
            }
        }
        Set<String> names = new LinkedHashSet<>();
        headers.values().forEach(names::addAll);
        return List.copyOf(names);
    }

    /** A row must have this number of fields, unless the format says that it need not. */
    void expect(int count) throws SqlFailure {
        columns = count;
        exact = format().errorOnColumnCountMismatch();
    }

    @Override
    String rows() throws SqlFailure {
        if (!written) {
            columns = format().parseHeader() ? names().size() : columns;
            write(this::write);
            written = true;
        }
        String types = IntStream.rangeClosed(1, columns).mapToObj(i -> ", '" + FIELD + i + "': 'VARCHAR'")
                .collect(Collectors.joining());
        return "read_csv(" + list() + ", filename = '" + FILE + "', compression = 'none', header = false,"
                + " auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n',"
                + " allow_quoted_nulls = false, columns = {'" + NUMBER + "': 'BIGINT'" + types + "})";
    }

    private void write(Stage.StagedFile file, Path copy) throws IOException, SqlFailure {
        long count = 0;
        try (CsvParser records = open(file);
                Writer out = PreparedFiles.writer(copy)) {
            int[] places = places(file, records);
            List<String> record;
            while ((record = next(file, records, count + 1)) != null) {
                count++;
                if (!record.isEmpty()) {
                    write(count, record, places, out);
                }
                if (count % CHECKED_EVERY == 0) {
                    session().checkCanceled();
                }
            }
        }
        rowCounts.put(file, count);
    }

    private void write(long number, List<String> record, int[] places, Writer out) throws IOException {
        out.write(Long.toString(number));
        for (int i = 0; i < columns; i++) {
            int place = places == null ? i : places[i];
            out.write(',');
            writeField(place < 0 || place >= record.size() ? null : record.get(place), out);
        }
        out.write('\n');
    }

    /** The next record; one without fields in place of one that is left out, null at the end. */
    private List<String> next(Stage.StagedFile file, CsvParser records, long number) throws IOException, SqlFailure {
        try {
            List<String> record = records.next();
            if (record != null) {
                checkSize(record.size(), file, records.line());
            }
            return record;
        } catch (SqlFailure e) {
            // What only this server does not know is no error of the file.
            if (!tolerant || !e.isOfData()) {
                throw e;
            }
            unread = unread.and(number, LoadedFile.Error.of(e, records.line(), null));
            records.skip();
            return List.of();
        }
    }

    @Override
    void tolerate() {
        tolerant = true;
    }

    @Override
    Unread unread() {
        return unread;
    }

    /** The line in which a record begins, which is found by reading the file once more. */
    long line(Stage.StagedFile file, long number) throws SqlFailure {
        try (CsvParser records = open(file)) {
            places(file, records);
            for (long i = 1; i <= number; i++) {
                next(file, records, i);
            }
            return records.line();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Where the file has the columns, by their names; null if it has them in their order. Its header is read. */
    private int[] places(Stage.StagedFile file, CsvParser records) throws IOException, SqlFailure {
        if (!format().parseHeader()) {
            return null;
        }
        records.next();
        return names().stream().mapToInt(headers.get(file)::indexOf).toArray();
    }

    private void checkSize(int found, Stage.StagedFile file, long line) throws SqlFailure {
        boolean named = format().parseHeader();
        int expected = named ? headers.get(file).size() : columns;
        if (found != expected && (named ? format().errorOnColumnCountMismatch() : exact)) {
            throw new SqlFailure(
                    "100080",
                    "22000",
                    "Number of columns in file (" + found + ") does not match that of the"
                            + " corresponding table (" + expected + "), use file format option"
                            + " error_on_column_count_mismatch=false to ignore this error\n  Line " + line);
        }
    }

    private static void writeField(String field, Writer out) throws IOException {
        if (field != null) {
            out.write('"');
            out.write(field.replace("\"", "\"\""));
            out.write('"');
        }
    }

    @Override
    long rowCount(Stage.StagedFile file) throws SqlFailure {
        source();
        return rowCounts.get(file);
    }

    @Override
    String rowNumber() {
        return SqlText.quoted(NUMBER);
    }

    @Override
    public String column(int number) throws SqlFailure {
        if (format().parseHeader()) {
            throw Failures.syntax("Invalid file format \"PARSE_HEADER\" is only allowed for CSV INFER_SCHEMA and"
                    + " MATCH_BY_COLUMN_NAME");
        }
        columns = Math.max(columns, number);
        return files().isEmpty() ? "CAST(NULL AS VARCHAR)" : field(number);
    }

    private static String field(int number) {
        return SqlText.quoted(FIELD + number);
    }

    @Override
    String loaded(DataType type, String value) throws SqlFailure {
        return format().converted(type, value);
    }

    /** Files may write a name in different cases, of which a file has one. */
    @Override
    Optional<String> matching(String name, boolean caseSensitive, DataType type) throws SqlFailure {
        if (!format().parseHeader()) {
            throw Failures.syntax("MATCH_BY_COLUMN_NAME needs PARSE_HEADER = TRUE for CSV.");
        }
        List<String> names = names();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (caseSensitive ? names.get(i).equals(name) : names.get(i).equalsIgnoreCase(name)) {
                found.add(field(i + 1));
            }
        }
        for (List<String> header : headers.values()) {
            if (header.stream().filter(caseSensitive ? name::equals : name::equalsIgnoreCase).count() > 1) {
                throw Failures.unsupported("A CSV file with more than one column of the name " + name);
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(format().converted(type, found.size() == 1 ? found.get(0)
                        : "coalesce(" + String.join(", ", found) + ")"));
    }
}
