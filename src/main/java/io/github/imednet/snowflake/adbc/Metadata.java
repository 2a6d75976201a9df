package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.SqlAnswer;
import io.github.imednet.snowflake.query.ArrowSchemas;
import io.github.imednet.snowflake.query.QueryException;
import io.github.imednet.snowflake.query.ResultColumn;
import io.github.imednet.snowflake.query.SnowflakeQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.adbc.core.AdbcDriver;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcInfoCode;
import org.apache.arrow.adbc.core.StandardSchemas;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** What there is in Snowflake, and what this driver is. */
final class Metadata {

    private static final List<String> TABLE_TYPES = List.of(
            ObjectTree.TABLE, "TEMPORARY TABLE", "EXTERNAL TABLE", "EVENT TABLE", "VIEW", "MATERIALIZED VIEW");

    private final BufferAllocator allocator;
    private final Session session;

    Metadata(BufferAllocator allocator, Session session) {
        this.allocator = allocator;
        this.session = session;
    }

    /** @param codes null for all */
    ArrowReader info(int @Nullable [] codes) throws AdbcException {
        Map<Integer, Object> known = new LinkedHashMap<>();
        put(known, AdbcInfoCode.VENDOR_NAME, "Snowflake");
        put(known, AdbcInfoCode.VENDOR_VERSION,
                session.query("SELECT CURRENT_VERSION() AS \"VERSION\"").rows().get(0).required("VERSION"));
        put(known, AdbcInfoCode.VENDOR_SQL, true);
        put(known, AdbcInfoCode.VENDOR_SUBSTRAIT, false);
        put(known, AdbcInfoCode.DRIVER_NAME, "imednet-snowflake ADBC driver for Snowflake");
        put(known, AdbcInfoCode.DRIVER_VERSION, version(Metadata.class));
        put(known, AdbcInfoCode.DRIVER_ARROW_VERSION, version(VectorSchemaRoot.class));
        put(known, AdbcInfoCode.DRIVER_ADBC_VERSION, AdbcDriver.ADBC_VERSION_1_1_0);
        List<Map<String, Object>> rows = new ArrayList<>();
        known.forEach((code, value) -> {
            if (isAsked(codes, code)) {
                rows.add(Map.of("info_name", code, "info_value", value));
            }
        });
        return new FilledReader(allocator, StandardSchemas.GET_INFO_SCHEMA, rows);
    }

    private static void put(Map<Integer, Object> known, AdbcInfoCode code, Object value) {
        known.put(code.getValue(), value);
    }

    private static boolean isAsked(int @Nullable [] codes, int code) {
        if (codes == null) {
            return true;
        }
        for (int asked : codes) {
            if (asked == code) {
                return true;
            }
        }
        return false;
    }

    /** As its jar's manifest has it. */
    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    ArrowReader tableTypes() {
        List<Map<String, Object>> rows =
                TABLE_TYPES.stream().map(type -> Map.<String, Object>of("table_type", type)).toList();
        return new FilledReader(allocator, StandardSchemas.TABLE_TYPES_SCHEMA, rows);
    }

    ArrowReader objects(ObjectSelection selection) throws AdbcException {
        return new FilledReader(
                allocator, StandardSchemas.GET_OBJECTS_SCHEMA, new ObjectTree(session, selection).catalogs());
    }

    /** A table's columns as a query answers them, each with its type in Snowflake's words. */
    Schema tableSchema(
            SnowflakeQuery query,
            QuerySettings settings,
            @Nullable String catalog,
            @Nullable String dbSchema,
            String table)
            throws AdbcException {
        String name = qualified(catalog, dbSchema, table);
        Map<String, SqlAnswer.Row> described = new LinkedHashMap<>();
        session.query("DESCRIBE TABLE " + name).rows().forEach(row -> described.put(row.text("name"), row));
        try {
            return new Schema(query.columns("SELECT * FROM " + name).stream()
                    .map(column -> field(column, Objects.requireNonNull(described.get(column.name())), settings))
                    .toList());
        } catch (QueryException e) {
            throw Errors.of(e);
        }
    }

    private static Field field(ResultColumn column, SqlAnswer.Row described, QuerySettings settings) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("DATA_TYPE", described.text("type"));
        metadata.put("PRIMARY_KEY", described.text("primary key"));
        boolean nullable = "Y".equals(described.text("null?"));
        return new Field(
                column.name(),
                new FieldType(nullable, ArrowSchemas.type(column, SnowflakeStatement.unit(settings)), null, metadata),
                null);
    }

    private String qualified(@Nullable String catalog, @Nullable String dbSchema, String table) throws AdbcException {
        String name = Sql.quoted(table);
        if (dbSchema == null && catalog != null) {
            throw AdbcException.invalidArgument("A table of another catalog needs its schema named too");
        }
        if (dbSchema != null) {
            name = Sql.quoted(dbSchema) + '.' + name;
        }
        return catalog == null ? name : Sql.quoted(catalog) + '.' + name;
    }
}
