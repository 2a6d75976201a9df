package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which columns of the table a COPY fills, and with what.
 *
 * @param values in DuckDB's SQL, one per column
 * @param source what DuckDB reads them from
 */
record CopyTarget(List<Table.Column> columns, List<String> values, String source) {

    /** Fails for columns that the table lacks or that cannot be filled from Parquet. */
    static void check(Table table, CopyStatement copy) throws SqlFailure {
        List<Table.Column> columns = columns(table, copy);
        if (copy.transformation() != null) {
            int values = Rewriter.split(copy.transformation()).size();
            if (values != columns.size()) {
                throw new SqlFailure("002020", "21S01", "SQL compilation error:\nInsert value list does not match"
                        + " column list expecting " + columns.size() + " but got " + values);
            }
        } else if (copy.matchByColumnName().equals("NONE")) {
            if (columns.size() != 1 || !columns.get(0).type().base().semiStructured()) {
                throw new SqlFailure("002019", "0A000", "SQL compilation error:\nPARQUET file format can produce one"
                        + " and only one column of type variant, object, or array. Load data into separate columns"
                        + " using the MATCH_BY_COLUMN_NAME copy option or copy with transformation.");
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
            for (int i = 0; i < columns.size(); i++) {
                String value = items == null ? rows.column(1) : rewriter.rewrite(withoutAlias(items.get(i)), rows);
                DataType type = columns.get(i).type();
                // As on Snowflake, a text without PARSE_JSON becomes a VARIANT that is a text.
                values.add(switch (type.base()) {
                    case VARIANT, OBJECT, ARRAY -> Macros.variant(value);
                    case DATE, TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ -> Cast.to(type, value);
                    default -> value;
                });
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
        return "INSERT INTO " + table.sql() + " (" + names + ") SELECT " + String.join(", ", values) + " FROM "
                + source;
    }

    /** A query that fails as the INSERT would for a value that cannot be converted. */
    String check() {
        List<String> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            converted.add("count(" + Cast.plain(columns.get(i).type(), values.get(i)) + ")");
        }
        return "SELECT " + String.join(", ", converted) + " FROM " + source;
    }

    private static List<Token> withoutAlias(List<Token> item) {
        int size = item.size();
        return size > 2 && item.get(size - 2).is("AS") ? item.subList(0, size - 2) : item;
    }

    private static String matched(CopyStatement copy, StagedRows rows, Table.Column column) throws SqlFailure {
        String metadata = copy.metadataColumns().get(column.name());
        if (metadata == null) {
            return source(copy, rows, column.name())
                    .map(found -> found.cast(rows.format(), column.type()))
                    .orElse("NULL");
        }
        String value = rows.metadata(metadata);
        if (value == null) {
            throw Failures.invalidIdentifier(metadata);
        }
        return value;
    }

    private static Optional<ParquetColumn> source(CopyStatement copy, StagedRows rows, String name) {
        Map<String, ParquetColumn> columns = rows.columns();
        if (copy.matchByColumnName().equals("CASE_SENSITIVE")) {
            return Optional.ofNullable(columns.get(name));
        }
        return columns.values().stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
