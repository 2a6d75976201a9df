package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SHOW of some kind of object.
 *
 * @param pattern of LIKE, case-insensitive, or null
 * @param startsWith of STARTS WITH, or null
 * @param limit of LIMIT, or the largest number
 * @param from of FROM: the rows of the names that come after it; or null
 */
record ShowStatement(
        String kind, boolean terse, Scope scope, Pattern pattern, String startsWith, int limit, String from)
        implements Statement {

    /**
     * What stands after IN.
     *
     * @param level ACCOUNT, DATABASE, SCHEMA, TABLE; null for a bare name or none
     * @param name null if there is none
     */
    record Scope(String level, ObjectName name) {}

    private static final List<List<String>> KINDS = List.of(
            List.of("TABLES"),
            List.of("OBJECTS"),
            List.of("VIEWS"),
            List.of("COLUMNS"),
            List.of("SCHEMAS"),
            List.of("DATABASES"),
            List.of("STAGES"),
            List.of("FILE", "FORMATS"),
            List.of("PRIMARY", "KEYS"),
            List.of("UNIQUE", "KEYS"),
            List.of("IMPORTED", "KEYS"),
            List.of("EXPORTED", "KEYS"),
            List.of("SEQUENCES"),
            List.of("INDEXES"),
            List.of("WAREHOUSES"),
            List.of("PARAMETERS"),
            List.of("VARIABLES"),
            List.of("TRANSACTIONS"),
            List.of("GRANTS"));

    static ShowStatement parse(TokenReader reader) throws SqlFailure {
        reader.expect("SHOW");
        boolean terse = reader.accept("TERSE");
        String kind = kind(reader);
        if (reader.nextIs("HISTORY")) {
            throw Failures.unsupported("SHOW " + kind + " HISTORY");
        }
        Pattern pattern = reader.accept("LIKE") ? pattern(reader.string()) : null;
        Scope scope = kind.equals("GRANTS")
                ? grantee(reader)
                : reader.accept("IN") ? scope(kind, reader) : new Scope(null, null);
        if (pattern == null && reader.accept("LIKE")) {
            pattern = pattern(reader.string());
        }
        String startsWith = reader.accept("STARTS", "WITH") ? reader.string() : null;
        int limit = reader.accept("LIMIT") ? reader.number() : Integer.MAX_VALUE;
        String from = reader.accept("FROM") ? reader.string() : null;
        reader.expectEnd();
        return new ShowStatement(kind, terse, scope, pattern, startsWith, limit, from);
    }

    private static String kind(TokenReader reader) throws SqlFailure {
        for (List<String> kind : KINDS) {
            if (reader.accept(kind.toArray(String[]::new))) {
                return String.join(" ", kind);
            }
        }
        throw Failures.unsupported("SHOW " + reader.peek().text());
    }

    private static Scope scope(String kind, TokenReader reader) throws SqlFailure {
        for (String level : List.of("ACCOUNT", "DATABASE", "SCHEMA", "TABLE", "SESSION")) {
            if (reader.accept(level)) {
                boolean named = reader.peek().isIdentifier() && !startsClause(reader);
                return new Scope(level, named ? reader.objectName() : null);
            }
        }
        // The word TABLE may be missing where a table is meant.
        boolean ofTable = kind.equals("COLUMNS") || kind.endsWith("KEYS");
        return new Scope(ofTable ? "TABLE" : null, reader.objectName());
    }

    private static Scope grantee(TokenReader reader) throws SqlFailure {
        if (!reader.accept("TO", "ROLE")) {
            throw Failures.unsupported("SHOW GRANTS but TO ROLE");
        }
        return new Scope("ROLE", reader.objectName());
    }

    private static boolean startsClause(TokenReader reader) {
        return reader.nextIs("LIKE") || reader.nextIs("STARTS") || reader.nextIs("LIMIT");
    }

    /** SQL's pattern as a regular expression: % is any text, _ any character, a backslash takes both literally. */
    private static Pattern pattern(String like) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == '\\' && i + 1 < like.length()) {
                i++;
                regex.append(Pattern.quote(like.substring(i, i + 1)));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    @Override
    public StatementType type() {
        return StatementType.SHOW;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        return session.transaction().read(() -> {
            Listing listing = listing(session);
            List<List<String>> rows = listing.rows().stream()
                    .filter(row -> matches(row.get(listing.nameIndex())))
                    .limit(limit)
                    .collect(Collectors.toList());
            return StatementResult.of(type(), listing.columns(), rows);
        });
    }

    private boolean matches(String name) {
        return (pattern == null || pattern.matcher(name).matches())
                && (startsWith == null || name.startsWith(startsWith))
                && (from == null || name.compareTo(from) > 0);
    }

    private Listing listing(Session session) throws SqlFailure {
        Listing listing = Listings.of(session, kind, scope, this::matches);
        return terse ? listing.only("created_on", "name", "kind", "database_name", "schema_name") : listing;
    }

    @Override
    public EngineSession.Description describe(Session session) throws SqlFailure {
        List<Column> columns = session.transaction()
                .read(() -> listing(session).columns());
        return new EngineSession.Description(type(), columns, 0);
    }
}
