package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.load.Sql;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.adbc.core.AdbcConnection.GetObjectsDepth;
import org.jspecify.annotations.Nullable;

/**
 * Which objects are asked for. A pattern is SQL's: % is any text, _ any character; null lets all pass, as null does for
 * the types of tables.
 */
record ObjectSelection(
        GetObjectsDepth depth,
        @Nullable String catalog,
        @Nullable String dbSchema,
        @Nullable String table,
        String @Nullable [] tableTypes,
        @Nullable String column) {

    boolean hasSchemas() {
        return depth != GetObjectsDepth.CATALOGS;
    }

    boolean hasTables() {
        return hasSchemas() && depth != GetObjectsDepth.DB_SCHEMAS;
    }

    boolean hasColumns() {
        return hasTables() && depth != GetObjectsDepth.TABLES;
    }

    boolean hasType(String type) {
        List<String> types = tableTypes == null ? List.of() : Arrays.asList(tableTypes);
        return types.isEmpty() || types.stream().anyMatch(type::equalsIgnoreCase);
    }

    /** Whether the pattern of databases stands for this one alone. */
    boolean isOf(String database) {
        return catalog != null && catalog.replaceAll("\\\\([%_\\\\])", "$1").equals(database);
    }

    /** A condition that follows WHERE TRUE. */
    static String like(String name, @Nullable String pattern) {
        return pattern == null ? "" : " AND " + name + " LIKE " + Sql.text(pattern) + " ESCAPE '\\\\'";
    }

    @Override
    public String toString() {
        return depth.name().toLowerCase(Locale.ROOT);
    }
}
