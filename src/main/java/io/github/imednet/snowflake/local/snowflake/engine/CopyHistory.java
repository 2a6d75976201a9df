package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code TABLE(INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => ..., START_TIME => ...))}: the loads into a table. */
final class CopyHistory {

    private static final List<Column> COLUMNS = List.of(
            Column.text("FILE_NAME"),
            Column.text("STAGE_LOCATION"),
            Column.timestamp("LAST_LOAD_TIME"),
            Column.number("ROW_COUNT"),
            Column.number("ROW_PARSED"),
            Column.number("FILE_SIZE"),
            Column.text("FIRST_ERROR_MESSAGE"),
            Column.number("FIRST_ERROR_LINE_NUMBER"),
            Column.number("FIRST_ERROR_CHARACTER_POS"),
            Column.text("FIRST_ERROR_COLUMN_NAME"),
            Column.number("ERROR_COUNT"),
            Column.number("ERROR_LIMIT"),
            Column.text("STATUS"),
            Column.text("TABLE_CATALOG_NAME"),
            Column.text("TABLE_SCHEMA_NAME"),
            Column.text("TABLE_NAME"));

    private CopyHistory() {}

    static String call(Session session, TokenReader reader) throws SqlFailure {
        TokenReader arguments = TokenReader.of(reader.sql(), reader.parenthesised());
        reader.expectEnd();
        String tableName = null;
        Instant start = Instant.MIN;
        Instant end = Instant.MAX;
        while (!arguments.atEnd()) {
            String argument = arguments.identifier();
            arguments.expect("=>");
            switch (argument) {
                case "TABLE_NAME" -> tableName = arguments.string();
                case "START_TIME" -> start = moment(session, arguments);
                case "END_TIME" -> end = moment(session, arguments);
                default -> throw Failures.unsupported("The argument " + argument + " of COPY_HISTORY");
            }
            arguments.accept(",");
        }
        if (tableName == null) {
            throw Failures.syntax("COPY_HISTORY needs TABLE_NAME.");
        }
        return rows(session, session.catalog().table(ObjectName.parse(tableName)), start, end);
    }

    private static Instant moment(Session session, TokenReader arguments) throws SqlFailure {
        String sql = Rewriter.of(session, arguments.sql()).rewrite(arguments.until(","));
        return (Instant) session.duckDb().rows("SELECT CAST(" + sql + " AS TIMESTAMPTZ)").get(0).get(0);
    }

    private static String rows(Session session, Table table, Instant start, Instant end) throws SqlFailure {
        List<List<String>> rows = new ArrayList<>();
        for (LoadHistory.Entry entry : LoadHistory.entries(session.duckDb(), table)) {
            if (!entry.loaded().isBefore(start) && !entry.loaded().isAfter(end)) {
                rows.add(row(table, entry));
            }
        }
        return InlineRelation.sql(COLUMNS, rows);
    }

    private static List<String> row(Table table, LoadHistory.Entry entry) {
        LoadHistory.Outcome outcome = entry.outcome();
        LoadedFile.Error first = outcome.first();
        String status = outcome.status().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Arrays.asList(
                entry.path().substring(entry.path().indexOf('/') + 1),
                entry.stage(),
                ResultEncoder.timestamp(entry.loaded()),
                Long.toString(entry.rows()),
                Long.toString(outcome.parsed()),
                Long.toString(entry.size()),
                entry.firstMessage(),
                first == null || first.line() == null ? null : first.line().toString(),
                null,
                first == null ? null : first.column(),
                Long.toString(outcome.errors()),
                Long.toString(outcome.limit()),
                status.substring(0, 1).toUpperCase(Locale.ROOT) + status.substring(1),
                table.name().database(),
                table.name().schema(),
                table.name().name());
    }
}
