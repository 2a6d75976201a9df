package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables that a session sees. A temporary table hides a permanent one of its name. */
final class Tables {

    private static final String SELECT_COLUMNS = "SELECT database_name, schema_name, table_name, column_name,"
            + " data_type, is_nullable, column_default, comment FROM duckdb_columns() WHERE ";
    private static final String SELECT_TABLES =
            "SELECT database_name, schema_name, table_name, comment, temporary FROM duckdb_tables() WHERE ";

    private final DuckDb duckDb;
    private final CatalogMemory<String, Map<QualifiedName, Table>> known;
    private final BooleanSupplier readsCommitted;

    /** Where the session's temporary tables belong, by their name. */
    private final Map<String, QualifiedName> temporary = new TreeMap<>();

    /**
     * @param known the committed ones, by database
     * @param readsCommitted whether what is read of the catalog now is what all sessions see
     */
    Tables(DuckDb duckDb, CatalogMemory<String, Map<QualifiedName, Table>> known, BooleanSupplier readsCommitted) {
        this.duckDb = duckDb;
        this.known = known;
        this.readsCommitted = readsCommitted;
    }

    static String temporarySql(String name) {
        return "temp.main." + SqlText.identifier(name);
    }

    boolean isTemporary(QualifiedName name) {
        return name.equals(temporary.get(name.name()));
    }

    Optional<Table> find(QualifiedName name) throws SqlFailure {
        if (isTemporary(name)) {
            return read("database_name = 'temp' AND schema_name = 'main' AND " + named(name)).stream().findFirst();
        }
        if (readsCommitted.getAsBoolean()) {
            return Optional.ofNullable(committed(name.database()).get(name));
        }
        String schema = SqlText.equal("schema_name", SqlText.duckDb(name.schema()));
        return read(in(name.database()) + " AND " + schema + " AND " + named(name)).stream().findFirst();
    }

    private static String in(String database) {
        return SqlText.equal("database_name", SqlText.duckDb(database));
    }

    private static String named(QualifiedName name) {
        return SqlText.equal("table_name", SqlText.duckDb(name.name()));
    }

    private Map<QualifiedName, Table> committed(String database) throws SqlFailure {
        return known.get(database, readsCommitted, () -> read(in(database)).stream()
                .collect(Collectors.toMap(Table::name, Function.identity())));
    }

    Table get(QualifiedName name) throws SqlFailure {
        return find(name).orElseThrow(() -> Failures.tableMissing(name.toString()));
    }

    /** The tables of a schema, or of a database when the schema is null, by name. */
    List<Table> list(String database, String schema) throws SqlFailure {
        List<Table> tables = new ArrayList<>(
                readsCommitted.getAsBoolean() ? committed(database).values() : read(in(database)));
        tables.removeIf(table -> schema != null && !table.name().schema().equals(schema));
        for (QualifiedName name : temporary.values()) {
            if (name.database().equals(database) && (schema == null || name.schema().equals(schema))) {
                tables.removeIf(table -> table.name().equals(name));
                tables.add(get(name));
            }
        }
        tables.sort((a, b) -> a.name().toString().compareTo(b.name().toString()));
        return tables;
    }

    long rowCount(Table table) throws SqlFailure {
        return (Long) duckDb.rows("SELECT count(*) FROM " + table.sql()).get(0).get(0);
    }

    /** @param cloned the table whose identity columns it goes on counting, or null */
    void create(Table table, Table cloned) throws SqlFailure {
        QualifiedName taken = table.temporary() ? temporary.get(table.name().name()) : null;
        if (taken != null && !taken.equals(table.name())) {
            throw Failures.unsupported("A second temporary table named " + table.name().name() + ", beside " + taken);
        }
        List<String> definitions = new ArrayList<>();
        for (Table.Column column : table.columns()) {
            definitions.add(column.identity() ? identity(table, column, cloned) : definition(column));
        }
        String columns = String.join(", ", definitions);
        String keyword = table.temporary() ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ";
        duckDb.run(keyword + table.sql() + " (" + columns + ")");
        setProperties(table, table.properties());
        for (Table.Column column : table.columns()) {
            setProperties(table, column);
        }
    }

    /** A column with a sequence of its own, which lies beside the table. */
    private String identity(Table table, Table.Column column, Table cloned) throws SqlFailure {
        String name = sequence(table, column);
        List<String> values = column.identityValues();
        String start = cloned == null ? values.get(0) : next(cloned, column);
        duckDb.run((table.temporary() ? "CREATE TEMPORARY SEQUENCE " : "CREATE SEQUENCE ") + name
                + Sequence.values(Long.parseLong(start), Long.parseLong(values.get(1))));
        return SqlText.identifier(column.name()) + ' ' + column.type().duckDb() + " NOT NULL DEFAULT "
                + Sequence.nextValue(name);
    }

    private static String sequence(Table table, Table.Column column) {
        String name = SqlText.quoted(table.properties().id() + ' ' + SqlText.duckDb(column.name()));
        return table.temporary()
                ? "temp.main." + name
                : SqlText.identifier(table.name().database()) + '.' + SqlText.identifier(table.name().schema()) + '.'
                        + name;
    }

    /** The column's default has the sequence's name, which stays as it is when the column is renamed. */
    private String next(Table table, Table.Column column) throws SqlFailure {
        return duckDb.rows(
                        "SELECT coalesce(last_value + increment_by, start_value) FROM duckdb_sequences() WHERE"
                                + " starts_with(sequence_name, ?) AND ends_with(?, '\"' || replace(sequence_name, '\"',"
                                + " '\"\"') || '\"')",
                        table.properties().id(),
                        Sequence.ofNextValue(column.defaultSql()))
                .get(0)
                .get(0)
                .toString();
    }

    void drop(Table table) throws SqlFailure {
        duckDb.run("DROP TABLE " + table.sql());
        for (Table.Column column : table.columns()) {
            dropSequence(column);
        }
    }

    /** Drops the sequence of its own, if it has one, of a column that is gone. */
    void dropSequence(Table.Column column) throws SqlFailure {
        if (column.identity()) {
            duckDb.run("DROP SEQUENCE " + Sequence.ofNextValue(column.defaultSql()));
        }
    }

    /**
     * Makes the table anew with its rows, for columns that DuckDB cannot give to one that is there: those whose length
     * is checked.
     *
     * @param columns the old ones, which may have another type, and those that come after them
     */
    void rebuild(Table table, List<Table.Column> columns) throws SqlFailure {
        QualifiedName name = table.name();
        Table between = new Table(new QualifiedName(name.database(), name.schema(), Databases.HIDDEN_SCHEMA),
                table.properties(), table.temporary(), columns);
        String definitions = columns.stream().map(Tables::definition).collect(Collectors.joining(", "));
        String old = table.columns().stream()
                .map(column -> SqlText.identifier(column.name()))
                .collect(Collectors.joining(", "));
        duckDb.run((table.temporary() ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ") + between.sql() + " ("
                + definitions + ")");
        duckDb.run("INSERT INTO " + between.sql() + " (" + old + ") SELECT " + old + " FROM " + table.sql());
        duckDb.run("DROP TABLE " + table.sql());
        duckDb.run("ALTER TABLE " + between.sql() + " RENAME TO " + SqlText.identifier(name.name()));
        setProperties(table, table.properties());
        for (Table.Column column : columns) {
            setProperties(table, column);
        }
    }

    /** To be called once the creation is committed. */
    void created(Table table) {
        if (table.temporary()) {
            temporary.put(table.name().name(), table.name());
        }
    }

    /** To be called once the drop is committed. */
    void dropped(Table table) {
        if (table.temporary()) {
            temporary.remove(table.name().name());
        }
    }

    void setProperties(Table table, Table.Properties properties) throws SqlFailure {
        duckDb.run("COMMENT ON TABLE " + table.sql() + " IS " + SqlText.literal(Json.write(properties)));
    }

    void setProperties(Table table, Table.Column column) throws SqlFailure {
        String comment = column.hasProperties() ? Json.write(column.properties()) : null;
        duckDb.run("COMMENT ON COLUMN " + table.sql() + '.' + SqlText.identifier(column.name()) + " IS "
                + SqlText.literal(comment));
    }

    /** A column as CREATE TABLE defines it. */
    static String definition(Table.Column column) {
        String name = SqlText.identifier(column.name());
        StringBuilder sql = new StringBuilder(name).append(' ').append(column.type().duckDb());
        if (!column.nullable()) {
            sql.append(" NOT NULL");
        }
        if (column.defaultSql() != null) {
            sql.append(" DEFAULT ").append(column.defaultSql());
        }
        if (column.type().limitsLength()) {
            sql.append(" CHECK (").append(length(column.type(), name)).append(" <= ");
            sql.append(column.type().precision()).append(')');
        }
        return sql.toString();
    }

    static String length(DataType type, String value) {
        return (type.base() == DataType.Base.BINARY ? "octet_length(" : "length(") + value + ")";
    }

    private List<Table> read(String condition) throws SqlFailure {
        Map<QualifiedName, List<Table.Column>> columns = new HashMap<>();
        for (List<Object> row : duckDb.rows(SELECT_COLUMNS + condition + " ORDER BY column_index")) {
            columns.computeIfAbsent(name(row), key -> new ArrayList<>()).add(column(row));
        }
        List<Table> tables = new ArrayList<>();
        for (List<Object> row : duckDb.rows(SELECT_TABLES + condition)) {
            // Tables of the hidden schema have no such comment.
            if (row.get(3) != null) {
                Table.Properties properties = Json.read((String) row.get(3), Table.Properties.class);
                boolean isTemporary = (Boolean) row.get(4);
                QualifiedName shown = isTemporary ? temporary.get(name(row).name()) : name(row);
                tables.add(new Table(shown, properties, isTemporary, columns.getOrDefault(name(row), List.of())));
            }
        }
        return tables;
    }

    private static QualifiedName name(List<Object> row) {
        return QualifiedName.ofDuckDb((String) row.get(0), (String) row.get(1), (String) row.get(2));
    }

    private static Table.Column column(List<Object> row) throws SqlFailure {
        DataType type = DataType.ofDuckDb((String) row.get(4));
        String defaultText = null;
        String comment = null;
        if (row.get(7) != null) {
            Table.Column.Properties properties = Json.read((String) row.get(7), Table.Column.Properties.class);
            type = DataType.parse(properties.type()).keptAs((String) row.get(4));
            defaultText = properties.defaultText();
            comment = properties.comment();
        }
        boolean nullable = (Boolean) row.get(5);
        String name = SqlText.snowflake((String) row.get(3));
        return new Table.Column(name, type, nullable, defaultText, (String) row.get(6), comment);
    }

    /** Names of the session's temporary tables. */
    Set<QualifiedName> temporaryNames() {
        return Set.copyOf(temporary.values());
    }
}
