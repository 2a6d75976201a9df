package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What SHOW lists of keys: a row for each column of each key. */
final class KeyListing {

    private static final String[] COLUMNS = {
        "created_on", "database_name", "schema_name", "table_name", "column_name", "key_sequence", "constraint_name",
        "rely", "comment"
    };

    private KeyListing() {}

    static Listing primary(List<Table> tables) {
        Listing listing = Listing.of("column_name", COLUMNS);
        for (Table table : tables) {
            add(listing, table, table.properties().shownPrimaryKeyName(), table.properties().primaryKey());
        }
        return listing;
    }

    static Listing unique(List<Table> tables) {
        Listing listing = Listing.of("column_name", COLUMNS);
        for (Table table : tables) {
            for (Table.Key key : table.properties().keys()) {
                if (key.table() == null) {
                    add(listing, table, key.name(), key.columns());
                }
            }
        }
        return listing;
    }

    private static void add(Listing listing, Table table, String name, List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            listing.add(ResultEncoder.timestamp(table.created()), table.name().database(), table.name().schema(),
                    table.name().name(), columns.get(i), Integer.toString(i + 1), name, "false", "");
        }
    }

    /** Foreign keys, by the tables that have them. */
    static Listing imported(List<Table> tables) {
        return foreign(tables, key -> true);
    }

    /** Foreign keys that refer to the tables, those of other tables of their databases. */
    static Listing exported(List<Table> referenced, Tables all) throws SqlFailure {
        Set<QualifiedName> names = referenced.stream().map(Table::name).collect(Collectors.toSet());
        List<Table> tables = new ArrayList<>();
        for (String database : names.stream().map(QualifiedName::database).collect(Collectors.toSet())) {
            tables.addAll(all.list(database, null));
        }
        return foreign(tables, key -> names.contains(key.table()));
    }

    private static Listing foreign(List<Table> tables, Predicate<Table.Key> wanted) {
        Listing listing = Listing.of("fk_column_name", "created_on", "pk_database_name", "pk_schema_name",
                "pk_table_name", "pk_column_name", "fk_database_name", "fk_schema_name", "fk_table_name",
                "fk_column_name", "key_sequence", "update_rule", "delete_rule", "fk_name", "pk_name", "deferrability",
                "rely", "comment");
        for (Table table : tables) {
            for (Table.Key key : table.properties().keys()) {
                for (int i = 0; key.table() != null && wanted.test(key) && i < key.columns().size(); i++) {
                    listing.add(ResultEncoder.timestamp(table.created()), key.table().database(), key.table().schema(),
                            key.table().name(), key.referenced().get(i), table.name().database(),
                            table.name().schema(), table.name().name(), key.columns().get(i), Integer.toString(i + 1),
                            "NO ACTION", "NO ACTION", key.name(), "", "NOT DEFERRABLE", "false", "");
                }
            }
        }
        return listing;
    }
}
