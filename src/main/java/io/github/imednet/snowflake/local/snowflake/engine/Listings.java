package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What SHOW lists, in Snowflake's columns: clients read some of them by position. */
final class Listings {

    static final String OWNER = "LOCAL";

    private final Session session;
    private final ShowStatement.Scope scope;
    private final Predicate<String> wanted;

    private Listings(Session session, ShowStatement.Scope scope, Predicate<String> wanted) {
        this.session = session;
        this.scope = scope;
        this.wanted = wanted;
    }

    /** @param wanted the names that will be taken from the listing: others may be missing */
    static Listing of(Session session, String kind, ShowStatement.Scope scope, Predicate<String> wanted)
            throws SqlFailure {
        Listings listings = new Listings(session, scope, wanted);
        return switch (kind) {
            case "TABLES" -> listings.tables();
            case "OBJECTS" -> listings.objects();
            case "VIEWS" -> listings.views();
            case "COLUMNS" -> ColumnListing.of(listings.relationsInScope());
            case "SCHEMAS" -> listings.schemas();
            case "DATABASES" -> listings.databases();
            case "STAGES" -> listings.stages();
            case "FILE FORMATS" -> listings.fileFormats();
            case "PRIMARY KEYS" -> KeyListing.primary(listings.tablesInScope());
            case "UNIQUE KEYS" -> KeyListing.unique(listings.tablesInScope());
            case "IMPORTED KEYS" -> KeyListing.imported(listings.tablesInScope());
            case "EXPORTED KEYS" -> KeyListing.exported(listings.tablesInScope(), session.tables());
            case "SEQUENCES" -> SequenceListing.of(listings.sequencesInScope());
            case "VARIABLES" -> session.variables().list(session.id());
            // There are none: they are of hybrid tables.
            case "INDEXES" -> Listing.of("name", "created_on", "name", "is_unique", "columns", "included_columns",
                    "table", "database_name", "schema_name", "owner", "owner_role_type");
            case "WAREHOUSES" -> listings.warehouses();
            case "TRANSACTIONS" -> listings.transactions();
            case "GRANTS" -> new GrantListing(session, session.engine().grants(), scope.name().last()).list();
            default -> listings.parameters();
        };
    }

    /** The user's own, but IN ACCOUNT all: here everybody is an administrator. */
    private Listing transactions() {
        Listing listing = Listing.of("name", "id", "user", "session", "name", "started_on", "state", "scope");
        session.engine().transactions().running().forEach((id, transaction) -> {
            if ("ACCOUNT".equals(scope.level()) || transaction.owner().user().equals(session.user())) {
                listing.add(Long.toString(id), transaction.owner().user(), transaction.owner().session(),
                        transaction.name(), ResultEncoder.timestamp(transaction.started()), transaction.state(), "0");
            }
        });
        return listing;
    }

    private Listing tables() throws SqlFailure {
        Listing listing = Listing.of("name", "created_on", "name", "database_name", "schema_name", "kind", "comment",
                "cluster_by", "rows", "bytes", "owner", "retention_time", "automatic_clustering", "change_tracking",
                "is_external", "enable_schema_evolution", "owner_role_type");
        for (Table table : tablesInScope()) {
            if (!wanted.test(table.name().name())) {
                // Its rows need not be counted.
                continue;
            }
            listing.add(ResultEncoder.timestamp(table.created()), table.name().name(), table.name().database(),
                    table.name().schema(), table.kind(), text(table.properties().comment()), "",
                    Long.toString(session.tables().rowCount(table)), "0", OWNER, "1", "OFF", "OFF", "N", "N", "ROLE");
        }
        return listing;
    }

    /** Tables and views, in the columns of tables. */
    private Listing objects() throws SqlFailure {
        Listing listing = tables();
        for (View view : viewsInScope()) {
            listing.add(ResultEncoder.timestamp(view.created()), view.name().name(), view.name().database(),
                    view.name().schema(), "VIEW", text(view.properties().comment()), "", null, null, OWNER);
        }
        return listing;
    }

    private Listing views() throws SqlFailure {
        Listing listing = Listing.of("name", "created_on", "name", "reserved", "database_name", "schema_name", "owner",
                "comment", "text", "is_secure", "is_materialized", "owner_role_type", "change_tracking");
        for (View view : viewsInScope()) {
            listing.add(ResultEncoder.timestamp(view.created()), view.name().name(), "", view.name().database(),
                    view.name().schema(), OWNER, text(view.properties().comment()), view.properties().text(), "false",
                    "false", "ROLE", "OFF");
        }
        return listing;
    }

    private Listing schemas() throws SqlFailure {
        Listing listing = Listing.of("name", "created_on", "name", "is_default", "is_current", "database_name", "owner",
                "comment", "options", "retention_time", "owner_role_type");
        for (String database : databasesInScope()) {
            for (Schemas.Schema schema : session.schemas().list(database)) {
                boolean current = database.equals(session.database()) && schema.name().equals(session.schema());
                listing.add(ResultEncoder.timestamp(schema.created()), schema.name(), "N", current ? "Y" : "N",
                        database, OWNER, text(schema.comment()), "", "1", "ROLE");
            }
            listing.add(ResultEncoder.timestamp(session.startedAt()), InformationSchema.NAME, "N", "N", database, "",
                    "Views describing the contents of schemas in this database", "", "1", "");
        }
        return listing;
    }

    private Listing databases() throws SqlFailure {
        Listing listing = Listing.of("name", "created_on", "name", "is_default", "is_current", "origin", "owner",
                "comment", "options", "retention_time", "kind");
        for (String database : session.engine().databases().names()) {
            List<Object> about = session.duckDb()
                    .rows("SELECT created, comment FROM " + Databases.hidden(database) + ".about").get(0);
            listing.add(ResultEncoder.timestamp((Instant) about.get(0)), database, "N",
                    database.equals(session.database()) ? "Y" : "N", "", OWNER, text((String) about.get(1)), "", "1",
                    "STANDARD");
        }
        return listing;
    }

    private Listing stages() throws SqlFailure {
        Listing listing = Listing.of("name", "created_on", "name", "database_name", "schema_name", "url",
                "has_credentials", "has_encryption_key", "owner", "comment", "region", "type", "cloud",
                "notification_channel", "storage_integration", "endpoint", "owner_role_type", "directory_enabled");
        for (SchemaScope schema : schemasInScope()) {
            for (Stage stage : session.stages().list(schema.database(), schema.schema())) {
                if (!session.rights().sees(stage)) {
                    continue;
                }
                ExternalLocation external = stage.external();
                String type = external == null ? "INTERNAL" : "EXTERNAL";
                listing.add(ResultEncoder.timestamp(stage.created()), stage.name().name(), stage.name().database(),
                        stage.name().schema(), external == null ? "" : external.url(), "N", "N", OWNER,
                        text(stage.comment()), "", stage.temporary() ? type + " TEMPORARY" : type,
                        external == null ? "" : "AWS", "", external == null ? "" : text(external.integration()), "",
                        "ROLE", "N");
            }
        }
        return listing;
    }

    private Listing fileFormats() throws SqlFailure {
        Listing listing = Listing.of("name", "created_on", "name", "database_name", "schema_name", "type", "owner",
                "comment", "format_options", "owner_role_type");
        for (SchemaScope schema : schemasInScope()) {
            for (FileFormats.Named format : session.fileFormats().list(schema.database(), schema.schema())) {
                listing.add(ResultEncoder.timestamp(format.created()), format.name().name(), format.name().database(),
                        format.name().schema(), format.options().get("TYPE"), OWNER, text(format.comment()),
                        Json.write(format.options()), "ROLE");
            }
        }
        return listing;
    }

    /** There are no warehouses; the one in use is shown as if there were. */
    private Listing warehouses() {
        Listing listing = Listing.of("name", "name", "state", "type", "size", "is_default", "is_current");
        if (session.warehouse() != null) {
            listing.add(session.warehouse(), "STARTED", "STANDARD", "X-Small", "Y", "Y");
        }
        return listing;
    }

    private Listing parameters() {
        Listing listing = Listing.of("key", "key", "value", "default", "level", "description", "type");
        session.parameterValues().forEach((name, value) -> {
            Parameter known = Parameter.find(name);
            listing.add(name, value, known == null ? "" : known.defaultValue(), session.parameters().level(name), "",
                    known == null ? "STRING" : known.type());
        });
        return listing;
    }

    private record SchemaScope(String database, String schema) {}

    private List<Table> tablesInScope() throws SqlFailure {
        if ("TABLE".equals(scope.level()) && scope.name() != null) {
            return List.of(session.catalog().table(scope.name()));
        }
        List<Table> tables = new ArrayList<>();
        for (SchemaScope schema : schemasInScope()) {
            tables.addAll(session.tables().list(schema.database(), schema.schema()));
        }
        tables.removeIf(table -> !session.rights().sees(table));
        return tables;
    }

    /** The tables, and the views as if they were some. */
    private List<Table> relationsInScope() throws SqlFailure {
        if ("TABLE".equals(scope.level()) && scope.name() != null) {
            return List.of(session.catalog().relation(scope.name()));
        }
        List<Table> relations = new ArrayList<>(tablesInScope());
        for (View view : viewsInScope()) {
            relations.add(view.asTable());
        }
        return relations;
    }

    private List<View> viewsInScope() throws SqlFailure {
        List<View> views = new ArrayList<>();
        for (SchemaScope schema : schemasInScope()) {
            for (View view : session.views().list(schema.database(), schema.schema())) {
                if (session.rights().sees(view.asTable())) {
                    views.add(view);
                }
            }
        }
        return views;
    }

    private List<Sequence> sequencesInScope() throws SqlFailure {
        List<Sequence> sequences = new ArrayList<>();
        for (SchemaScope schema : schemasInScope()) {
            sequences.addAll(session.sequences().list(schema.database(), schema.schema()));
        }
        sequences.removeIf(sequence -> !session.rights().sees(sequence));
        return sequences;
    }

    private List<String> databasesInScope() throws SqlFailure {
        boolean account = "ACCOUNT".equals(scope.level()) || scope.name() == null && session.database() == null;
        if (account) {
            return session.engine().databases().names();
        }
        String database = scope.name() == null ? session.context().requireDatabase() : scope.name().parts().get(0);
        requireInScope(session.engine().databases().exists(database));
        return List.of(database);
    }

    private List<SchemaScope> schemasInScope() throws SqlFailure {
        List<SchemaScope> schemas = new ArrayList<>();
        ObjectName name = scope.name();
        boolean ofSchema = name != null && (name.parts().size() == 2 || "SCHEMA".equals(scope.level())
                || isSchema(name));
        if (ofSchema) {
            String database = name.parts().size() == 2 ? name.parts().get(0) : session.context().requireDatabase();
            requireInScope(session.engine().databases().exists(database)
                    && session.catalog().hasSchema(database, name.last()));
            schemas.add(new SchemaScope(database, name.last()));
        } else if (name == null && !"ACCOUNT".equals(scope.level()) && !"DATABASE".equals(scope.level())
                && session.schema() != null) {
            schemas.add(new SchemaScope(session.database(), session.schema()));
        } else {
            for (String database : databasesInScope()) {
                schemas.add(new SchemaScope(database, null));
            }
        }
        return schemas;
    }

    /** A bare name after IN is a schema of the current database if there is one of the name. */
    private boolean isSchema(ObjectName name) throws SqlFailure {
        return scope.level() == null && session.database() != null
                && session.schemas().exists(session.database(), name.last());
    }

    private static void requireInScope(boolean exists) throws SqlFailure {
        if (!exists) {
            throw Failures.objectMissing();
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
