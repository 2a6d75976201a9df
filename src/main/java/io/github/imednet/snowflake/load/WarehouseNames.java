package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.IngestBatch;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of what an export works on, as quoted identifiers.
 *
 * @param schema database and schema
 * @param table the records table, with its schema
 * @param tableName exact name of the records table alone
 * @param stage the stage, with its schema
 * @param ledger the ledger, with its schema
 * @param lock the table of the runs' locks, with its schema
 * @param prefix path inside the stage with a slash at its end, or empty
 * @param stageUrl where an external stage leads, with a slash at its end, or null for an internal one
 */
record WarehouseNames(
        String schema, String table, String tableName, String stage, String ledger, String lock, String prefix,
        String stageUrl) {

    static WarehouseNames of(ExportSettings settings) {
        String schema = Sql.identifier(settings.snowflake().database())
                + '.'
                + Sql.identifier(settings.snowflake().schema());
        String table = Sql.identifier(settings.table());
        return new WarehouseNames(
                schema,
                schema + '.' + table,
                Sql.unquoted(table),
                schema + '.' + Sql.identifier(settings.stage()),
                schema + '.' + Sql.identifier(settings.ledgerTable()),
                schema + '.' + Sql.identifier(settings.lockTable()),
                settings.stagePrefix().isEmpty() ? "" : settings.stagePrefix() + '/',
                settings.objectStorage() == null ? null : settings.objectStorage().stageUrl());
    }

    /** Those of a batch of any rows, which come by a stage of the ingestion's own. */
    static WarehouseNames of(ConnectionSettings snowflake, String tableName, IngestBatch batch) {
        String schema = Sql.identifier(snowflake.database()) + '.' + Sql.identifier(snowflake.schema());
        String table = Sql.identifier(tableName);
        return new WarehouseNames(
                schema,
                schema + '.' + table,
                Sql.unquoted(table),
                null,
                schema + '.' + Sql.identifier(batch.ledgerTable()),
                schema + '.' + Sql.identifier(batch.lockTable()),
                "",
                null);
    }

    /** {@code @"DB"."SCHEMA"."STAGE"/prefix/} */
    String stageFolder() {
        return '@' + stage + '/' + prefix;
    }

    /** Where a file lies inside the stage, which is what the table has as the file of its rows. */
    String stagePath(String fileName) {
        return prefix + fileName;
    }

    /**
     * The path inside the stage of a file as LIST or REMOVE names it: after the stage's name, or with its whole URL
     * where the stage is an external one.
     */
    String pathInside(String listed) {
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
            sizes.put(pathInside(row.text("name")), row.number("size"));
        }
        return sizes;
    }
}
