package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;
import java.util.Map;

/** DESCRIBE of a table, view, sequence, stage, file format, schema or database. */
record DescribeStatement(String kind, ObjectName name) implements Statement {

    static Statement parse(TokenReader reader) throws SqlFailure {
        reader.next();
        if (reader.accept("TRANSACTION")) {
            return DescribeTransactionStatement.parse(reader);
        }
        String kind = Creation.kind(reader);
        DescribeStatement statement = new DescribeStatement(kind, reader.objectName());
        if (kind.equals("TABLE") && reader.accept("TYPE", "=")) {
            reader.expect("COLUMNS");
        }
        reader.expectEnd();
        return statement;
    }

    @Override
    public StatementType type() {
        return StatementType.DESCRIBE;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        Listing listing = session.transaction().read(() -> listing(session));
        return StatementResult.of(type(), listing.columns(), listing.rows());
    }

    @Override
    public EngineSession.Description describe(Session session) throws SqlFailure {
        return new EngineSession.Description(type(), run(session).columns(), 0);
    }

    private Listing listing(Session session) throws SqlFailure {
        return switch (kind) {
            case "TABLE", "VIEW" -> table(session.catalog().relation(name));
            case "SEQUENCE" -> sequence(session);
            case "STAGE" -> stage(visible(session, session.stages().get(session.catalog().resolve(name))));
            case "FILE FORMAT" -> format(session.fileFormats().get(session.catalog().resolve(name)).options());
            case "SCHEMA" -> schema(session);
            default -> database(session);
        };
    }

    private static Listing table(Table table) {
        Listing listing = Listing.of("name", "name", "type", "kind", "null?", "default", "primary key", "unique key",
                "check", "expression", "comment", "policy name", "privacy domain");
        List<String> key = table.properties().primaryKey();
        for (Table.Column column : table.columns()) {
            listing.add(
                    column.name(),
                    column.type().display(),
                    "COLUMN",
                    column.nullable() ? "Y" : "N",
                    column.defaultText(),
                    key.contains(column.name()) ? "Y" : "N",
                    isUnique(table, column) ? "Y" : "N",
                    null,
                    null,
                    column.comment(),
                    null,
                    null);
        }
        return listing;
    }

    private static boolean isUnique(Table table, Table.Column column) {
        return table.properties().keys().stream()
                .anyMatch(unique -> unique.table() == null && unique.columns().contains(column.name()));
    }

    private static Stage visible(Session session, Stage stage) throws SqlFailure {
        session.rights().requireVisible(stage);
        return stage;
    }

    private static Listing stage(Stage stage) {
        Listing listing = Listing.of(
                "property", "parent_property", "property", "property_type", "property_value", "property_default");
        for (Map.Entry<String, String> option : stage.fileFormat().entrySet()) {
            listing.add("STAGE_FILE_FORMAT", option.getKey(), "String", option.getValue(), "");
        }
        String url = stage.external() == null ? "" : Json.write(List.of(stage.external().url()));
        listing.add("STAGE_LOCATION", "URL", "String", url, "");
        return listing;
    }

    private static Listing format(Map<String, String> options) {
        Listing listing = Listing.of("property", "property", "property_type", "property_value", "property_default");
        for (Map.Entry<String, String> option : options.entrySet()) {
            listing.add(option.getKey(), "String", option.getValue(), "");
        }
        return listing;
    }

    private Listing sequence(Session session) throws SqlFailure {
        QualifiedName qualified = session.catalog().resolve(name);
        return SequenceListing.of(List.of(session.sequences().find(qualified).filter(session.rights()::sees)
                .orElseThrow(() -> Failures.objectMissing("Sequence", qualified.toString()))));
    }

    private Listing schema(Session session) throws SqlFailure {
        String database = session.catalog().databaseOf(name);
        if (!session.schemas().exists(database, name.last())) {
            throw Failures.objectMissing("Schema", database + "." + name.last());
        }
        Listing listing = Listing.of("name", "created_on", "name", "kind");
        for (Table table : session.tables().list(database, name.last())) {
            listing.add(ResultEncoder.timestamp(table.created()), table.name().name(), "TABLE");
        }
        for (View view : session.views().list(database, name.last())) {
            listing.add(ResultEncoder.timestamp(view.created()), view.name().name(), "VIEW");
        }
        return listing;
    }

    private Listing database(Session session) throws SqlFailure {
        session.catalog().requireDatabase(name.last());
        Listing listing = Listing.of("name", "created_on", "name", "kind");
        for (Schemas.Schema schema : session.schemas().list(name.last())) {
            listing.add(ResultEncoder.timestamp(schema.created()), schema.name(), "SCHEMA");
        }
        return listing;
    }
}
