package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.SqlAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Databases with their schemas, tables, columns and constraints, as rows of ADBC's objects schema. INFORMATION_SCHEMA
 * is asked for all but constraints, for SHOW leaves out what comes after the 10,000th.
 */
final class ObjectTree {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectTree.class);

    private static final Set<AdbcStatusCode> HIDDEN = Set.of(AdbcStatusCode.NOT_FOUND, AdbcStatusCode.UNAUTHORIZED);

    private static final String BASE_TABLE = "BASE TABLE";
    static final String TABLE = "TABLE";

    /** JDBC's codes for a column that may be null, and for one that may not, which ADBC took over. */
    private static final int NULLABLE = 1;

    private static final int NOT_NULL = 0;

    private final Session session;
    private final ObjectSelection selection;

    ObjectTree(Session session, ObjectSelection selection) {
        this.session = session;
        this.selection = selection;
    }

    List<Map<String, Object>> catalogs() throws AdbcException {
        List<Map<String, Object>> catalogs = new ArrayList<>();
        String database = session.query("SELECT CURRENT_DATABASE() AS \"NAME\"").rows().get(0).text("NAME");
        if (database == null) {
            throw AdbcException.invalidState("The session has no current database, whose INFORMATION_SCHEMA lists all"
                    + " others: set one with adbc.connection.catalog");
        }
        String sql = "SELECT DATABASE_NAME FROM " + view(database, "DATABASES") + " WHERE TRUE"
                + ObjectSelection.like("DATABASE_NAME", selection.catalog()) + " ORDER BY DATABASE_NAME";
        for (SqlAnswer.Row row : session.query(sql).rows()) {
            String name = row.required("DATABASE_NAME");
            catalogs.add(values(
                    "catalog_name", name, "catalog_db_schemas", selection.hasSchemas() ? visibleSchemas(name) : null));
        }
        return catalogs;
    }

    /** A role may see that a database is there, and nothing in it: it has no schemas then, unless it was asked for. */
    private List<Map<String, Object>> visibleSchemas(String database) throws AdbcException {
        try {
            return schemas(database);
        } catch (AdbcException e) {
            if (!HIDDEN.contains(e.getStatus()) || selection.isOf(database)) {
                throw e;
            }
            LOG.info("The database {} is listed without schemas, as the role cannot look into it (error {})",
                    database, e.getVendorCode());
            return List.of();
        }
    }

    private List<Map<String, Object>> schemas(String database) throws AdbcException {
        Map<String, List<Map<String, Object>>> tables = selection.hasTables() ? tables(database) : Map.of();
        String sql = "SELECT SCHEMA_NAME FROM " + view(database, "SCHEMATA") + " WHERE TRUE"
                + ObjectSelection.like("SCHEMA_NAME", selection.dbSchema()) + " ORDER BY SCHEMA_NAME";
        List<Map<String, Object>> schemas = new ArrayList<>();
        for (SqlAnswer.Row row : session.query(sql).rows()) {
            String name = row.text("SCHEMA_NAME");
            schemas.add(values(
                    "db_schema_name", name,
                    "db_schema_tables", selection.hasTables() ? tables.getOrDefault(name, List.of()) : null));
        }
        return schemas;
    }

    /** By their schemas. */
    private Map<String, List<Map<String, Object>>> tables(String database) throws AdbcException {
        Map<List<String>, List<Map<String, Object>>> columns = selection.hasColumns() ? columns(database) : Map.of();
        Map<List<String>, List<Map<String, Object>>> keys =
                selection.hasColumns() ? new Constraints(session, database).byTable() : Map.of();
        Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();
        String sql = "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM " + view(database, "TABLES") + " WHERE TRUE"
                + conditions() + " ORDER BY TABLE_SCHEMA, TABLE_NAME";
        for (SqlAnswer.Row row : session.query(sql).rows()) {
            List<String> place = List.of(row.text("TABLE_SCHEMA"), row.text("TABLE_NAME"));
            String type = row.required("TABLE_TYPE").equals(BASE_TABLE) ? TABLE : row.required("TABLE_TYPE");
            if (selection.hasType(type)) {
                tables.computeIfAbsent(place.get(0), schema -> new ArrayList<>()).add(values(
                        "table_name", place.get(1),
                        "table_type", type,
                        "table_columns", selection.hasColumns() ? columns.getOrDefault(place, List.of()) : null,
                        "table_constraints", selection.hasColumns() ? keys.getOrDefault(place, List.of()) : null));
            }
        }
        return tables;
    }

    private String conditions() {
        return ObjectSelection.like("TABLE_SCHEMA", selection.dbSchema())
                + ObjectSelection.like("TABLE_NAME", selection.table());
    }

    /** By their tables' schemas and names. */
    private Map<List<String>, List<Map<String, Object>>> columns(String database) throws AdbcException {
        Map<List<String>, List<Map<String, Object>>> columns = new LinkedHashMap<>();
        String sql = "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE,"
                + " DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE, COMMENT FROM "
                + view(database, "COLUMNS") + " WHERE TRUE" + conditions()
                + ObjectSelection.like("COLUMN_NAME", selection.column())
                + " ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION";
        for (SqlAnswer.Row row : session.query(sql).rows()) {
            columns.computeIfAbsent(place(row, "TABLE_SCHEMA"), table -> new ArrayList<>()).add(column(row));
        }
        return columns;
    }

    private static Map<String, Object> column(SqlAnswer.Row row) {
        boolean nullable = "YES".equals(row.text("IS_NULLABLE"));
        Map<String, Object> column = values(
                "column_name", row.text("COLUMN_NAME"),
                "ordinal_position", row.number("ORDINAL_POSITION"),
                "remarks", row.text("COMMENT"),
                "xdbc_type_name", row.text("DATA_TYPE"),
                "xdbc_nullable", nullable ? NULLABLE : NOT_NULL,
                "xdbc_is_nullable", nullable ? "YES" : "NO",
                "xdbc_column_def", row.text("COLUMN_DEFAULT"));
        if (row.text("NUMERIC_PRECISION") != null) {
            column.put("xdbc_column_size", row.number("NUMERIC_PRECISION"));
            column.put("xdbc_decimal_digits", row.number("NUMERIC_SCALE"));
            column.put("xdbc_num_prec_radix", 10);
        } else if (row.text("CHARACTER_MAXIMUM_LENGTH") != null) {
            column.put("xdbc_column_size", row.number("CHARACTER_MAXIMUM_LENGTH"));
        }
        return column;
    }

    private static List<String> place(SqlAnswer.Row row, String schema) {
        return List.of(row.text(schema), row.text("TABLE_NAME"));
    }

    private static String view(String database, String name) {
        return Sql.quoted(database) + ".INFORMATION_SCHEMA." + name;
    }

    /** Names and values in turns. */
    static Map<String, Object> values(@Nullable Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }
}
