package io.github.imednet.snowflake.doctor;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.SharedSettings;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.WarehouseNames;
import java.util.ArrayList;
import java.util.List;

/** The rights that an export needs of the session's role, by its settings. */
final class NeededRights {

    /** A right on an object whose name is of quoted identifiers; on one that the export makes, its owner has it. */
    record Right(String privilege, String kind, String name, boolean made) {

        String grant(String role) {
            return "GRANT " + privilege + " ON " + kind + ' ' + name + " TO ROLE " + Sql.quoted(role);
        }
    }

    private final ExportSettings settings;
    private final String schema;
    private final List<Right> rights = new ArrayList<>();

    private NeededRights(ExportSettings settings) {
        this.settings = settings;
        this.schema = WarehouseNames.schemaOf(settings.snowflake());
    }

    static List<Right> of(ExportSettings settings) {
        NeededRights needed = new NeededRights(settings);
        needed.context(settings.snowflake());
        needed.stage();
        needed.tables();
        return needed.rights;
    }

    private void context(ConnectionSettings snowflake) {
        add("USAGE", "DATABASE", Sql.identifier(snowflake.get(SnowflakeKeys.DATABASE)), false);
        add("USAGE", "SCHEMA", schema, false);
        add("USAGE", "WAREHOUSE", Sql.identifier(snowflake.get(SnowflakeKeys.WAREHOUSE)), false);
    }

    private void stage() {
        if (settings.createStage()) {
            add("CREATE STAGE", "SCHEMA", schema, false);
        }
        String stage = schema + '.' + Sql.identifier(settings.get(SnowflakeKeys.STAGE));
        if (settings.objectStorage() != null) {
            add("USAGE", "STAGE", stage, settings.createStage());
        } else {
            add("READ", "STAGE", stage, settings.createStage());
            add("WRITE", "STAGE", stage, settings.createStage());
        }
    }

    /**
     * Of each table the privileges of the statements that an export has for it (docs/connecting.md, Rights). The
     * temporary table of an incremental run needs none: Snowflake asks for CREATE TABLE for permanent ones alone.
     */
    private void tables() {
        if (settings.createTable()) {
            add("CREATE TABLE", "SCHEMA", schema, false);
        }
        for (ImednetResource list : ExaminedList.loaded(settings)) {
            table(settings.of(list).table(), "SELECT", "INSERT", "DELETE");
        }
        table(settings.get(SharedSettings.LEDGER_TABLE), "SELECT", "INSERT", "UPDATE");
        table(settings.get(SharedSettings.LOCK_TABLE), "SELECT", "INSERT", "UPDATE", "DELETE");
        if (settings.incremental().wanted()) {
            table(settings.incremental().syncTable(), "SELECT", "INSERT");
        }
        if (settings.formViews().wanted()) {
            add("CREATE VIEW", "SCHEMA", schema, false);
            table(settings.formViews().ledgerTable(), "SELECT", "INSERT", "DELETE");
        }
    }

    private void table(String table, String... privileges) {
        for (String privilege : privileges) {
            add(privilege, "TABLE", schema + '.' + Sql.identifier(table), settings.createTable());
        }
    }

    private void add(String privilege, String kind, String name, boolean made) {
        rights.add(new Right(privilege, kind, name, made));
    }
}
