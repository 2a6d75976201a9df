package io.github.imednet.snowflake.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.RouteBean;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** The statements that ask what a table's columns are, and what their answers say. */
@RouteBean
public final class ColumnStatements {

    /** A name up to its dot or the end: in double quotes, with two of them for each inside, or without any. */
    private static final Pattern PART = Pattern.compile("(\"(?:[^\"]|\"\")+\"|[^\".]+)(\\.|$)");

    private static final int MOST_PARTS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SnowflakeStatements statements;

    public ColumnStatements(SnowflakeStatements statements) {
        this.statements = statements;
    }

    /**
     * Asks for the columns, in the table's order: DESCRIBE TABLE tells types and keys as they are written in SQL, SHOW
     * COLUMNS the logical types and the lengths in bytes.
     */
    public List<TableColumn> columns(@Header("table") String table, Exchange exchange)
            throws SQLException, JsonProcessingException {
        SqlAnswer described = statements.query(exchange, "DESCRIBE TABLE " + name(table));
        SqlAnswer shown = statements.query(exchange, "SHOW COLUMNS IN TABLE " + name(table));
        Map<String, JsonNode> types = new HashMap<>();
        for (SqlAnswer.Row row : shown.rows()) {
            types.put(row.text("column_name"), JSON.readTree(row.text("data_type")));
        }
        List<TableColumn> columns = new ArrayList<>();
        for (SqlAnswer.Row row : described.rows()) {
            columns.add(column(row, types.getOrDefault(row.text("name"), JSON.nullNode())));
        }
        return columns;
    }

    private static TableColumn column(SqlAnswer.Row row, JsonNode type) {
        String logicalType = type.path("type").asText("").toLowerCase(Locale.ROOT);
        boolean fixed = logicalType.equals("fixed");
        boolean fraction = logicalType.startsWith("time");
        return new TableColumn(
                row.required("name"),
                row.required("type"),
                logicalType,
                fixed ? number(type, "precision") : null,
                fixed || fraction ? number(type, "scale") : null,
                length(type, "length"),
                length(type, "byteLength"),
                "Y".equals(row.text("null?")),
                "Y".equals(row.text("primary key")));
    }

    private static @Nullable Integer number(JsonNode type, String field) {
        return type.hasNonNull(field) ? (Integer) type.path(field).asInt() : null;
    }

    private static @Nullable Long length(JsonNode type, String field) {
        return type.path(field).asLong() > 0 ? (Long) type.path(field).asLong() : null;
    }

    /**
     * A table's name with up to two names before it, as a statement takes it.
     *
     * @throws ExportConfigurationException if it is invalid
     */
    private static String name(String table) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(table);
        int end = 0;
        while (matcher.lookingAt()) {
            parts.add(Sql.identifier(matcher.group(1)));
            end = matcher.end();
            matcher.region(end, table.length());
        }
        if (end < table.length() || table.endsWith(".") || parts.isEmpty() || parts.size() > MOST_PARTS) {
            throw new ExportConfigurationException(List.of("The name of the table is invalid: write TABLE,"
                    + " SCHEMA.TABLE or DATABASE.SCHEMA.TABLE, with double quotes around names that need them"));
        }
        return String.join(".", parts);
    }
}
