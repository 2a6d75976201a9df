package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** SHOW COLUMNS. */
final class ColumnListing {

    private ColumnListing() {}

    static Listing of(List<Table> relations) {
        Listing listing = Listing.of("column_name", "table_name", "schema_name", "column_name", "data_type", "null?",
                "default", "kind", "expression", "comment", "database_name", "autoincrement");
        for (Table table : relations) {
            for (Table.Column column : table.columns()) {
                listing.add(table.name().name(), table.name().schema(), column.name(), dataType(column),
                        column.nullable() ? "true" : "NOT_NULL",
                        column.identity() || column.defaultText() == null ? "" : column.defaultText(), "COLUMN", "",
                        column.comment() == null ? "" : column.comment(), table.name().database(),
                        column.identity() ? column.defaultText() : "");
            }
        }
        return listing;
    }

    /** The type as JSON, as getColumns of the driver reads it. */
    private static String dataType(Table.Column column) {
        Column shown = column.type().column(column.name(), column.nullable());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", shown.type().toUpperCase(Locale.ROOT));
        if (shown.length() > 0) {
            json.put("length", shown.length());
            json.put("byteLength", shown.byteLength());
        }
        if (shown.type().equals("fixed") || shown.type().startsWith("time")) {
            json.put("precision", shown.precision());
            json.put("scale", shown.scale());
        }
        json.put("nullable", column.nullable());
        return Json.write(json);
    }
}
