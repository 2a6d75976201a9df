package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.SharedSettings;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of what an export of a list works on, as quoted identifiers.
 *
 * @param schema database and schema
 * @param table the list's table, with its schema
 * @param tableName exact name of the list's table alone
 * @param ledger the ledger, with its schema
 * @param sync the table of how far studies are up to date, with its schema, or null where nobody asks
 * @param lock the table of the runs' locks, with its schema
 * @param tables the names of the tables of the other lists, as they are set
 * @param folder where the files are on the stage, or null where that differs from batch to batch
 */
public record WarehouseNames(
        String schema,
        String table,
        String tableName,
        @Nullable String ledger,
        @Nullable String sync,
        String lock,
        Map<ImednetResource, String> tables,
        @Nullable StageFolder folder) {

    public static WarehouseNames of(ExportSettings settings) {
        String schema = schemaOf(settings.snowflake());
        String prefix = settings.get(ExportKeys.STAGE_PREFIX);
        String table = Sql.identifier(settings.table());
        return new WarehouseNames(
                schema,
                schema + '.' + table,
                Sql.unquoted(table),
                schema + '.' + Sql.identifier(settings.get(SharedSettings.LEDGER_TABLE)),
                schema + '.' + Sql.identifier(settings.incremental().syncTable()),
                schema + '.' + Sql.identifier(settings.get(SharedSettings.LOCK_TABLE)),
                settings.lists().tables(),
                new StageFolder(
                        schema + '.' + Sql.identifier(settings.get(SnowflakeKeys.STAGE)),
                        prefix.isEmpty() ? "" : prefix + '/',
                        settings.objectStorage()));
    }

    /** Where the files are on the stage, of names that have one place for all of them. */
    @Override
    public StageFolder folder() {
        return Objects.requireNonNull(folder, "The files are in another folder for each batch");
    }

    /** The session's schema with its database, as SQL names it. */
    public static String schemaOf(ConnectionSettings snowflake) {
        return Sql.identifier(snowflake.get(SnowflakeKeys.DATABASE)) + '.'
                + Sql.identifier(snowflake.get(SnowflakeKeys.SCHEMA));
    }

    /**
     * Those of any rows, which come by a stage of the ingestion's own.
     *
     * @param ledger null where nobody asks for it
     */
    static WarehouseNames of(ConnectionSettings snowflake, String tableName, @Nullable String ledger, String lock) {
        String schema = schemaOf(snowflake);
        String table = Sql.identifier(tableName);
        return new WarehouseNames(
                schema,
                schema + '.' + table,
                Sql.unquoted(table),
                ledger == null ? null : schema + '.' + Sql.identifier(ledger),
                null,
                schema + '.' + Sql.identifier(lock),
                Map.of(),
                null);
    }

    /** A table or a view of the schema by its exact name, as a quoted identifier with the schema. */
    public String inSchema(String exactName) {
        return schema + '.' + Sql.quoted(exactName);
    }

    /** The same names, with the table of one of the lists; those of records are these. */
    WarehouseNames of(ImednetResource resource) {
        if (resource == ImednetResource.RECORDS) {
            return this;
        }
        String other = Sql.identifier(Objects.requireNonNull(tables.get(resource)));
        return new WarehouseNames(
                schema, schema + '.' + other, Sql.unquoted(other), ledger, sync, lock, tables, folder);
    }

    /**
     * The path inside the stage of a file as LIST or REMOVE names it: after the stage's name, or with its whole URL
     * where the stage is an external one.
     */
    String pathInside(String listed) {
        String stageUrl = folder().stageUrl();
        return stageUrl == null
                ? listed.substring(listed.indexOf('/') + 1)
                : ExternalStage.withoutScheme(listed).substring(ExternalStage.withoutScheme(stageUrl).length());
    }

    /**
     * Bytes of the files on the stage by their paths inside it, as the ledger has them.
     *
     * @param answer the rows of LIST
     */
    Map<String, Long> sizes(Object answer) {
        Map<String, Long> sizes = new TreeMap<>();
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            sizes.put(pathInside(row.required("name")), row.number("size"));
        }
        return sizes;
    }
}
