package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The views of INFORMATION_SCHEMA that are known, see {@link #view}. */
final class InformationSchema {

    static final String NAME = "INFORMATION_SCHEMA";

    /** Of COLUMNS. */
    private static final List<Column> COLUMNS = List.of(
            Column.text("TABLE_CATALOG"),
            Column.text("TABLE_SCHEMA"),
            Column.text("TABLE_NAME"),
            Column.text("COLUMN_NAME"),
            Column.number("ORDINAL_POSITION"),
            Column.text("COLUMN_DEFAULT"),
            Column.text("IS_NULLABLE"),
            Column.text("DATA_TYPE"),
            Column.number("CHARACTER_MAXIMUM_LENGTH"),
            Column.number("CHARACTER_OCTET_LENGTH"),
            Column.number("NUMERIC_PRECISION_RADIX"),
            Column.number("NUMERIC_PRECISION"),
            Column.number("NUMERIC_SCALE"),
            Column.number("DATETIME_PRECISION"),
            Column.text("COMMENT"),
            Column.text("IS_IDENTITY"),
            Column.text("IDENTITY_GENERATION"),
            Column.text("IDENTITY_START"),
            Column.text("IDENTITY_INCREMENT"),
            Column.text("IDENTITY_CYCLE"),
            Column.text("IDENTITY_ORDERED"),
            Column.text("DATA_TYPE_ALIAS"));

    private final Session session;
    private final String database;

    private InformationSchema(Session session, String database) {
        this.session = session;
        this.database = database;
    }

    /** The view that comes next in the tokens, consumed; null if they name none. */
    static String source(Rewriter rewriter, TokenReader reader) throws SqlFailure {
        boolean qualified = reader.peek(1).is(".") && reader.peek(2).text().equals(NAME) && reader.peek(3).is(".");
        boolean unqualified = reader.peek().text().equals(NAME) && reader.peek(1).is(".");
        if (!reader.peek().isIdentifier() || !qualified && !unqualified) {
            return null;
        }
        Session session = rewriter.session();
        ObjectName name = reader.objectName();
        String database = qualified ? name.parts().get(0) : session.context().requireDatabase();
        session.catalog().requireDatabase(database);
        String source = new InformationSchema(session, database).view(name.last());
        boolean aliased = reader.nextIs("AS") || reader.peek().isIdentifier() && !Keywords.isSyntax(reader.peek());
        return aliased ? source : source + " AS " + SqlText.identifier(name.last());
    }

    private String view(String view) throws SqlFailure {
        return switch (view) {
            case "DATABASES" -> databases();
            case "SCHEMATA" -> schemata();
            case "TABLES" -> tables();
            case "VIEWS" -> views();
            case "COLUMNS" -> columns();
            case "SEQUENCES" -> sequences();
            case "STAGES" -> stages();
            case "LOAD_HISTORY" -> loadHistory();
            default -> throw Failures.unsupported("The view " + NAME + "." + view);
        };
    }

    private String databases() {
        List<List<String>> rows = new ArrayList<>();
        for (String name : session.engine().databases().names()) {
            rows.add(List.of(name, "LOCAL"));
        }
        return InlineRelation.sql(List.of(Column.text("DATABASE_NAME"), Column.text("DATABASE_OWNER")), rows);
    }

    private String schemata() throws SqlFailure {
        List<List<String>> rows = new ArrayList<>();
        for (Schemas.Schema schema : session.schemas().list(database)) {
            rows.add(Arrays.asList(
                    database, schema.name(), ResultEncoder.timestamp(schema.created()), schema.comment()));
        }
        return InlineRelation.sql(
                List.of(
                        Column.text("CATALOG_NAME"),
                        Column.text("SCHEMA_NAME"),
                        Column.timestamp("CREATED"),
                        Column.text("COMMENT")),
                rows);
    }

    private String tables() throws SqlFailure {
        List<List<String>> rows = new ArrayList<>();
        for (Table table : session.tables().list(database, null)) {
            String created = ResultEncoder.timestamp(table.created());
            rows.add(Arrays.asList(
                    database,
                    table.name().schema(),
                    table.name().name(),
                    "BASE TABLE",
                    table.properties().isTransient() ? "YES" : "NO",
                    Long.toString(session.tables().rowCount(table)),
                    created,
                    created,
                    table.properties().comment()));
        }
        for (View view : session.views().list(database, null)) {
            String created = ResultEncoder.timestamp(view.created());
            rows.add(Arrays.asList(database, view.name().schema(), view.name().name(), "VIEW", "NO", null, created,
                    created, view.properties().comment()));
        }
        return InlineRelation.sql(
                List.of(
                        Column.text("TABLE_CATALOG"),
                        Column.text("TABLE_SCHEMA"),
                        Column.text("TABLE_NAME"),
                        Column.text("TABLE_TYPE"),
                        Column.text("IS_TRANSIENT"),
                        Column.number("ROW_COUNT"),
                        Column.timestamp("CREATED"),
                        Column.timestamp("LAST_DDL"),
                        Column.text("COMMENT")),
                rows);
    }

    private String views() throws SqlFailure {
        List<List<String>> rows = new ArrayList<>();
        for (View view : session.views().list(database, null)) {
            String created = ResultEncoder.timestamp(view.created());
            rows.add(Arrays.asList(database, view.name().schema(), view.name().name(), view.properties().text(), "NO",
                    created, created, view.properties().comment()));
        }
        return InlineRelation.sql(
                List.of(
                        Column.text("TABLE_CATALOG"),
                        Column.text("TABLE_SCHEMA"),
                        Column.text("TABLE_NAME"),
                        Column.text("VIEW_DEFINITION"),
                        Column.text("IS_SECURE"),
                        Column.timestamp("CREATED"),
                        Column.timestamp("LAST_ALTERED"),
                        Column.text("COMMENT")),
                rows);
    }

    private String columns() throws SqlFailure {
        List<List<String>> rows = new ArrayList<>();
        List<Table> relations = new ArrayList<>(session.tables().list(database, null));
        for (View view : session.views().list(database, null)) {
            relations.add(view.asTable());
        }
        for (Table table : relations) {
            for (int i = 0; i < table.columns().size(); i++) {
                rows.add(column(table, table.columns().get(i), i + 1));
            }
        }
        return InlineRelation.sql(COLUMNS, rows);
    }

    private List<String> column(Table table, Table.Column column, int position) {
        Column shown = column.type().column(column.name(), column.nullable());
        boolean number = column.type().base() == DataType.Base.NUMBER;
        boolean moment = column.type().base().name().startsWith("TIME");
        List<String> identity = column.identity() ? column.identityValues() : null;
        return Arrays.asList(
                database,
                table.name().schema(),
                table.name().name(),
                column.name(),
                Integer.toString(position),
                column.identity() ? null : column.defaultText(),
                yes(column.nullable()),
                column.type().base() == DataType.Base.VARCHAR ? "TEXT" : column.type().base().name(),
                shown.length() > 0 ? Long.toString(shown.length()) : null,
                shown.length() > 0 ? Long.toString(shown.byteLength()) : null,
                number ? "10" : null,
                number ? Integer.toString(shown.precision()) : null,
                number ? Integer.toString(shown.scale()) : null,
                moment ? Integer.toString(shown.scale()) : null,
                column.comment(),
                yes(column.identity()),
                column.identity() ? "BY DEFAULT" : null,
                identity == null ? null : identity.get(0),
                identity == null ? null : identity.get(1),
                column.identity() ? "NO" : null,
                identity == null ? null : yes(identity.get(2).equals("ORDER")),
                null);
    }

    private static String yes(boolean answer) {
        return answer ? "YES" : "NO";
    }

    private String sequences() throws SqlFailure {
        List<List<String>> rows = new ArrayList<>();
        for (Sequence sequence : session.sequences().list(database, null)) {
            rows.add(Arrays.asList(
                    database,
                    sequence.name().schema(),
                    sequence.name().name(),
                    "NUMBER",
                    Long.toString(sequence.start()),
                    Long.toString(sequence.next()),
                    Long.toString(sequence.increment()),
                    ResultEncoder.timestamp(sequence.created()),
                    yes(sequence.properties().ordered()),
                    sequence.properties().comment()));
        }
        return InlineRelation.sql(
                List.of(
                        Column.text("SEQUENCE_CATALOG"),
                        Column.text("SEQUENCE_SCHEMA"),
                        Column.text("SEQUENCE_NAME"),
                        Column.text("DATA_TYPE"),
                        Column.text("START_VALUE"),
                        Column.number("NEXT_VALUE"),
                        Column.text("INCREMENT"),
                        Column.timestamp("CREATED"),
                        Column.text("ORDERED"),
                        Column.text("COMMENT")),
                rows);
    }

    private String stages() throws SqlFailure {
        List<List<String>> rows = new ArrayList<>();
        for (Stage stage : session.stages().list(database, null)) {
            rows.add(Arrays.asList(
                    database,
                    stage.name().schema(),
                    stage.name().name(),
                    stage.external() == null ? "Internal Named" : "External Named",
                    ResultEncoder.timestamp(stage.created()),
                    stage.comment()));
        }
        return InlineRelation.sql(
                List.of(
                        Column.text("STAGE_CATALOG"),
                        Column.text("STAGE_SCHEMA"),
                        Column.text("STAGE_NAME"),
                        Column.text("STAGE_TYPE"),
                        Column.timestamp("CREATED"),
                        Column.text("COMMENT")),
                rows);
    }

    private String loadHistory() throws SqlFailure {
        List<List<String>> rows = new ArrayList<>();
        for (Table table : session.tables().list(database, null)) {
            for (LoadHistory.Entry entry : LoadHistory.entries(session.duckDb(), table)) {
                rows.add(Arrays.asList(
                        table.name().schema(),
                        entry.path(),
                        table.name().name(),
                        ResultEncoder.timestamp(entry.loaded()),
                        entry.outcome().status().replace('_', ' '),
                        Long.toString(entry.rows()),
                        Long.toString(entry.outcome().parsed()),
                        entry.firstMessage(),
                        Long.toString(entry.outcome().errors()),
                        Long.toString(entry.outcome().limit())));
            }
        }
        return InlineRelation.sql(
                List.of(
                        Column.text("SCHEMA_NAME"),
                        Column.text("FILE_NAME"),
                        Column.text("TABLE_NAME"),
                        Column.timestamp("LAST_LOAD_TIME"),
                        Column.text("STATUS"),
                        Column.number("ROW_COUNT"),
                        Column.number("ROW_PARSED"),
                        Column.text("FIRST_ERROR_MESSAGE"),
                        Column.number("ERROR_COUNT"),
                        Column.number("ERROR_LIMIT")),
                rows);
    }
}
