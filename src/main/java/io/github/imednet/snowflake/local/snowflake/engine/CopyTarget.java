package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which columns of the table a COPY fills, and with what.
 *
 * @param values in DuckDB's SQL, one per column, as they are before they are stored
 * @param source what DuckDB reads them from
 */
record CopyTarget(List<Table.Column> columns, List<String> values, String source) {

    /** A text, a name in quotes, or a call that answers something else each time, which DuckDB's TRY does not take. */
    private static final Pattern CHANGING = Pattern.compile("'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\""
            + "|(nextval)\\('(?:[^']|'')*+'\\)|(uuid)\\(\\)|(random)\\(\\)");

    /** Fails for columns that the table lacks or that cannot be filled from files of the format. */
    static void check(Table table, CopyStatement copy, FileFormat format) throws SqlFailure {
        List<Table.Column> columns = columns(table, copy);
        if (copy.transformation() != null) {
            int values = Rewriter.split(copy.transformation()).size();
            if (values != columns.size()) {
                throw new SqlFailure("002020", "21S01", "SQL compilation error:\nInsert value list does not match"
                        + " column list expecting " + columns.size() + " but got " + values);
            }
        } else if (copy.matchByColumnName().equals("NONE") && !format.type().equals("CSV")) {
            if (columns.size() != 1 || !columns.get(0).type().base().semiStructured()) {
                throw new SqlFailure(
                        "002019",
                        "0A000",
                        "SQL compilation error:\n" + format.type() + " file format can produce one and only one column"
                                + " of type variant, object, or array. Load data"
                                + " into separate columns using the"
                                + " MATCH_BY_COLUMN_NAME copy option or copy with"
                                + " transformation.");
            }
        }
        for (String column : copy.metadataColumns().keySet()) {
            if (table.column(column).isEmpty()) {
                throw Failures.invalidIdentifier(column);
            }
        }
    }

    private static List<Table.Column> columns(Table table, CopyStatement copy) throws SqlFailure {
        if (copy.columns() == null) {
            return table.columns();
        }
        List<Table.Column> columns = new ArrayList<>();
        for (String name : copy.columns()) {
            columns.add(table.column(name).orElseThrow(() -> Failures.invalidIdentifier(name)));
        }
        return columns;
    }

    static CopyTarget of(Session session, Table table, CopyStatement copy, StagedRows rows) throws SqlFailure {
        List<Table.Column> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        if (copy.matchByColumnName().equals("NONE")) {
            columns.addAll(columns(table, copy));
            Rewriter rewriter = Rewriter.of(session, copy.sql());
            List<List<Token>> items = copy.transformation() == null ? null : Rewriter.split(copy.transformation());
            if (items == null && rows instanceof CsvRows csv) {
                csv.expect(columns.size());
            }
            for (int i = 0; i < columns.size(); i++) {
                DataType type = columns.get(i).type();
                values.add(items == null
                        ? rows.loaded(type, rows.column(rows instanceof CsvRows ? i + 1 : 1))
                        : selected(copy, rewriter, rows, type, withoutAlias(items.get(i))));
            }
        } else {
            for (Table.Column column : columns(table, copy)) {
                columns.add(column);
                values.add(matched(copy, rows, column));
            }
        }
        return new CopyTarget(columns, values, rows.source());
    }

    /** The INSERT of all the rows. */
    String insert(Table table) {
        String names = columns.stream()
                .map(column -> SqlText.identifier(column.name()))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table.sql() + " (" + names + ") SELECT "
                + IntStream.range(0, values.size()).mapToObj(this::stored).collect(Collectors.joining(", ")) + " FROM "
                + source;
    }

    private String stored(int i) {
        return Cast.stored(columns.get(i), values.get(i));
    }

    /** A value that fails, too, where the column does not take it: the messages are DuckDB's. */
    String strict(int i) {
        Table.Column column = columns.get(i);
        String value = unchanging(values.get(i));
        StringBuilder misfits = new StringBuilder();
        if (!column.nullable()) {
            misfits.append(" WHEN (").append(value).append(") IS NULL THEN ")
                    .append(SqlText.literal("NOT NULL constraint failed: " + column.name()));
        }
        if (column.type().limitsLength()) {
            misfits.append(" WHEN ").append(Tables.length(column.type(), "(" + value + ")")).append(" > ")
                    .append(column.type().precision()).append(" THEN 'CHECK constraint failed'");
        }
        String plain = Cast.plain(column.type(), value);
        return misfits.isEmpty() ? plain : "CASE WHEN fails(CASE" + misfits + " END) THEN NULL ELSE " + plain + " END";
    }

    /** With a value of the same type for each call that takes a value from a sequence, say. */
    private static String unchanging(String value) {
        return CHANGING.matcher(value).replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) != null ? "CAST(1 AS BIGINT)"
                        : found.group(2) != null ? "CAST('00000000-0000-4000-8000-000000000000' AS UUID)"
                        : found.group(3) != null ? "CAST(0.5 AS DOUBLE)" : found.group()));
    }

    /** Whether a row can be loaded; its moments have microseconds, or nanoseconds all of them. */
    String fits() {
        String all = IntStream.range(0, values.size()).mapToObj(this::strict).collect(Collectors.joining(", "));
        String row = "TRY(row(" + all + ")) IS NOT NULL";
        return "(" + row + " OR " + Macros.withNanoseconds(row, Set.of("ntz", "ltz")) + ")";
    }

    /** A query that fails as the INSERT would for a value that cannot be converted or read; to count reads no texts. */
    String check() {
        List<String> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            converted.add("bit_xor(hash(" + Cast.plain(columns.get(i).type(), stored(i)) + "))");
        }
        return "SELECT " + String.join(", ", converted) + " FROM " + source;
    }

    /** A moment of a typed file that is taken as it is does not become a VARIANT first, whose text has fewer digits. */
    private static String selected(
            CopyStatement copy, Rewriter rewriter, StagedRows rows, DataType type, List<Token> item) throws SqlFailure {
        TokenReader reader = TokenReader.of(copy.sql(), item);
        boolean typed = rows instanceof ParquetRows && type.hasTimeOfDay() && item.size() > 2
                && reader.next().text().equals("$1") && reader.accept(":");
        String key = typed ? JsonPath.name(reader) : null;
        return StagedRows.selected(type, key != null && reader.atEnd()
                ? rows.element(key, type)
                : rewriter.rewrite(item, rows));
    }

    private static List<Token> withoutAlias(List<Token> item) {
        int size = item.size();
        return size > 2 && item.get(size - 2).is("AS") ? item.subList(0, size - 2) : item;
    }

    private static String matched(CopyStatement copy, StagedRows rows, Table.Column column) throws SqlFailure {
        String metadata = copy.metadataColumns().get(column.name());
        if (metadata == null) {
            boolean caseSensitive = copy.matchByColumnName().equals("CASE_SENSITIVE");
            return rows.matching(column.name(), caseSensitive, column.type()).orElse("NULL");
        }
        String value = rows.metadata(metadata);
        if (value == null) {
            throw Failures.invalidIdentifier(metadata);
        }
        return value;
    }
}
