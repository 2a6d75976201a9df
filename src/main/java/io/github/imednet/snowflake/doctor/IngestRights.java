package io.github.imednet.snowflake.doctor;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.IngestBatch;
import io.github.imednet.snowflake.config.IngestMode;
import io.github.imednet.snowflake.config.IngestReplacement;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.doctor.NeededRights.Right;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.WarehouseNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rights that an ingestion needs of the session's role, by its settings and by which tables are there. */
final class IngestRights {

    private final IngestSettings settings;
    private final String schema;
    private final List<Right> rights = new ArrayList<>();

    private IngestRights(IngestSettings settings) {
        this.settings = settings;
        this.schema = WarehouseNames.schemaOf(settings.snowflake());
    }

    /** @param exists whether each table is there, by its name with its schema, quoted */
    static List<Right> of(IngestSettings settings, Map<String, Boolean> exists) {
        IngestRights needed = new IngestRights(settings);
        needed.context(settings.snowflake());
        needed.stage();
        exists.forEach(needed::table);
        IngestBatch batch = settings.batch();
        IngestReplacement replacement = settings.replacement();
        if (batch != null) {
            needed.own(batch.ledgerTable());
            needed.lock(batch.lockTable());
        } else if (replacement != null) {
            needed.lock(replacement.lockTable());
        }
        return needed.rights;
    }

    private void context(ConnectionSettings snowflake) {
        add("USAGE", "DATABASE", Sql.identifier(snowflake.get(SnowflakeKeys.DATABASE)));
        add("USAGE", "SCHEMA", schema);
        String warehouse = snowflake.get(SnowflakeKeys.WAREHOUSE);
        if (warehouse != null) {
            add("USAGE", "WAREHOUSE", Sql.identifier(warehouse));
        }
    }

    private void stage() {
        String stage = settings.stage();
        if (stage == null) {
            add("CREATE STAGE", "SCHEMA", schema);
        } else if (settings.objectStorage() != null) {
            add("USAGE", "STAGE", schema + '.' + Sql.identifier(stage));
        } else {
            add("READ", "STAGE", schema + '.' + Sql.identifier(stage));
            add("WRITE", "STAGE", schema + '.' + Sql.identifier(stage));
        }
    }

    private void table(String name, boolean exists) {
        IngestMode mode = settings.get(IngestSettings.MODE);
        if (!exists || !mode.inserts()) {
            add("CREATE TABLE", "SCHEMA", schema);
        }
        if (exists && mode == IngestMode.REPLACE) {
            add("OWNERSHIP", "TABLE", name);
        } else if (exists) {
            add("SELECT", "TABLE", name);
            add("INSERT", "TABLE", name);
        }
        if (exists && mode == IngestMode.REPLACE_ROWS) {
            add("DELETE", "TABLE", name);
        }
    }

    /** A table of this tool's own, which it makes where it is missing. */
    private void own(String table) {
        for (String privilege : List.of("SELECT", "INSERT", "DELETE")) {
            own(privilege, table);
        }
    }

    /** The table of claims, whose leases are renewed. */
    private void lock(String table) {
        own(table);
        own("UPDATE", table);
    }

    private void own(String privilege, String table) {
        rights.add(new Right(privilege, "TABLE", schema + '.' + Sql.identifier(table), true));
    }

    private void add(String privilege, String kind, String name) {
        Right right = new Right(privilege, kind, name, false);
        if (!rights.contains(right)) {
            rights.add(right);
        }
    }
}
