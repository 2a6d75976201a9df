package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows of staged CSV files: {@code $1}, {@code $2}, or by the names of the first line. */
final class CsvRows extends TextRows {

    /** Fields beyond those that anybody asks for, which are read and dropped where they are no error. */
    private static final int SPARE_COLUMNS = 64;

    private int columns = 1;
    private boolean exact;
    private Set<String> writtenNames;

    CsvRows(Session session, Stage stage, List<Stage.StagedFile> files, TextFormat format) {
        super(session, stage, files, format);
    }

    /** By the names of the first line, or c1, c2. */
    @Override
    List<TextColumn> columns() throws SqlFailure {
        List<TextColumn> all = new ArrayList<>();
        if (files().isEmpty()) {
            return all;
        }
        if (!format().parseHeader()) {
            columns = query("DESCRIBE SELECT * FROM read_csv(" + ParquetSchema.list(files()) + format().compression()
                    + ", " + format().csvOptions() + ", header = false, union_by_name = true)").size();
        }
        List<String> names = format().parseHeader()
                ? names()
                : IntStream.rangeClosed(1, columns).mapToObj(i -> "c" + i).toList();
        for (int i = 0; i < names.size(); i++) {
            String field = format().nullIf(SqlText.quoted(format().parseHeader() ? names.get(i) : "C" + (i + 1)));
            all.add(new TextColumn(names.get(i), "$" + (i + 1), field, "NULL"));
        }
        return all;
    }

    private List<String> names() throws SqlFailure {
        return files().isEmpty()
                ? List.of()
                : query("DESCRIBE SELECT * EXCLUDE (" + QUOTED_FILE + ") FROM " + rows()).stream()
                        .map(row -> (String) row.get(0)).toList();
    }

    /** A row must have this number of fields, unless the format says that it need not. */
    void expect(int count) {
        columns = count;
        exact = format().errorOnColumnCountMismatch();
    }

    @Override
    String rows() throws SqlFailure {
        String options = filesAndOptions() + ", " + format().csvOptions();
        if (format().parseHeader()) {
            return "read_csv(" + options + ", header = true, union_by_name = true"
                    + (format().errorOnColumnCountMismatch() ? "" : ", null_padding = true") + ")";
        }
        String names = IntStream.rangeClosed(1, exact ? columns : columns + SPARE_COLUMNS)
                .mapToObj(i -> "'C" + i + "': 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        return "read_csv(" + options + ", header = false, auto_detect = false, columns = " + names
                + (exact ? "" : ", null_padding = true") + ")";
    }

    @Override
    public String column(int number) throws SqlFailure {
        columns = Math.max(columns, number);
        return files().isEmpty() || format().parseHeader() ? "CAST(NULL AS VARCHAR)" : format().field("C" + number);
    }

    @Override
    String loaded(DataType type, String value) throws SqlFailure {
        return format().converted(type, value);
    }

    /** The names in the files' first lines: DuckDB gives one that differs from another in case only a new name. */
    private Set<String> writtenNames() throws SqlFailure {
        if (writtenNames == null) {
            writtenNames = new HashSet<>();
            for (Stage.StagedFile file : files()) {
                query("SELECT * FROM read_csv(" + ParquetSchema.list(List.of(file)) + format().compression() + ", "
                        + format().csvOptions() + ", header = false) LIMIT 1").forEach(
                                row -> row.forEach(name -> writtenNames.add(String.valueOf(name))));
            }
        }
        return writtenNames;
    }

    @Override
    Optional<String> matching(String name, boolean caseSensitive, DataType type) throws SqlFailure {
        if (!format().parseHeader()) {
            throw Failures.syntax("MATCH_BY_COLUMN_NAME needs PARSE_HEADER = TRUE for CSV.");
        }
        List<String> names = names();
        if (caseSensitive && writtenNames().contains(name)) {
            refuseInOtherCase(writtenNames(), name);
        }
        Optional<String> found = named(names, name, caseSensitive);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(format().converted(type, format().field(SqlText.quoted(found.get()))));
    }
}
