package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.SqlAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcException;

/**
 * Primary, unique and foreign keys of a database's tables, as rows of ADBC's constraints schema. Snowflake's
 * INFORMATION_SCHEMA does not tell their columns, so that SHOW is asked.
 */
final class Constraints {

    private final Session session;
    private final String database;

    /** By the table's schema and name, and the constraint's name. */
    private final Map<List<String>, Map<String, Object>> constraints = new LinkedHashMap<>();

    Constraints(Session session, String database) {
        this.session = session;
        this.database = database;
    }

    /** By their tables' schemas and names, with columns in the order of the key. */
    Map<List<String>, List<Map<String, Object>>> byTable() throws AdbcException {
        for (SqlAnswer.Row row : show("PRIMARY KEYS")) {
            add("PRIMARY KEY", row, "", row.required("constraint_name"));
        }
        for (SqlAnswer.Row row : show("UNIQUE KEYS")) {
            add("UNIQUE", row, "", row.required("constraint_name"));
        }
        for (SqlAnswer.Row row : show("IMPORTED KEYS")) {
            Map<String, Object> key = add("FOREIGN KEY", row, "fk_", row.required("fk_name"));
            list(key, "constraint_column_usage").add(ObjectTree.values(
                    "fk_catalog", row.text("pk_database_name"),
                    "fk_db_schema", row.text("pk_schema_name"),
                    "fk_table", row.text("pk_table_name"),
                    "fk_column_name", row.text("pk_column_name")));
        }
        Map<List<String>, List<Map<String, Object>>> byTable = new LinkedHashMap<>();
        constraints.forEach((place, constraint) ->
                byTable.computeIfAbsent(place.subList(0, 2), table -> new ArrayList<>()).add(constraint));
        return byTable;
    }

    private List<SqlAnswer.Row> show(String kind) throws AdbcException {
        return session.query("SHOW " + kind + " IN DATABASE " + Sql.quoted(database)).rows();
    }

    private Map<String, Object> add(String type, SqlAnswer.Row row, String prefix, String name) {
        List<String> place = List.of(row.text(prefix + "schema_name"), row.text(prefix + "table_name"), name);
        Map<String, Object> constraint = constraints.computeIfAbsent(place, key -> ObjectTree.values(
                "constraint_name", name, "constraint_type", type));
        list(constraint, "constraint_column_names").add(row.text(prefix + "column_name"));
        return constraint;
    }

    @SuppressWarnings("unchecked") // whatever has this name was put in just so
    private static List<Object> list(Map<String, Object> constraint, String name) {
        return (List<Object>) constraint.computeIfAbsent(name, key -> new ArrayList<>());
    }
}
