package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** SHOW GRANTS TO ROLE: what the role has itself, and the roles that are granted to it. */
record GrantListing(Session session, Grants grants, String role) {

    Listing list() throws SqlFailure {
        Listing listing = Listing.of("name", "created_on", "privilege", "granted_on", "name", "granted_to",
                "grantee_name", "grant_option", "granted_by");
        if (session.warehouse() != null) {
            add(listing, "WAREHOUSE", session.warehouse(), List.of(session.warehouse()));
        }
        for (String database : session.engine().databases().names()) {
            add(listing, "DATABASE", database, List.of(database));
            for (Schemas.Schema schema : session.schemas().list(database)) {
                add(listing, "SCHEMA", database + '.' + schema.name(), List.of(database, schema.name()));
            }
            for (QualifiedName table : tables(database)) {
                add(listing, "TABLE", table.toString(), List.of(table.database(), table.schema(), table.name()));
            }
            for (Stage stage : session.stages().list(database, null)) {
                QualifiedName name = stage.name();
                add(listing, "STAGE", name.toString(), List.of(name.database(), name.schema(), name.name()));
            }
            for (Sequence sequence : session.sequences().list(database, null)) {
                QualifiedName name = sequence.name();
                add(listing, "SEQUENCE", name.toString(), List.of(name.database(), name.schema(), name.name()));
            }
        }
        for (String inherited : grants.rolesOf(role)) {
            add(listing, "USAGE", "ROLE", inherited);
        }
        return listing;
    }

    private List<QualifiedName> tables(String database) throws SqlFailure {
        List<QualifiedName> names = new ArrayList<>();
        session.tables().list(database, null).forEach(table -> names.add(table.name()));
        session.views().list(database, null).forEach(view -> names.add(view.name()));
        return names;
    }

    private void add(Listing listing, String kind, String object, List<String> parts) {
        String name = parts.stream().map(GrantListing::quoted).collect(Collectors.joining("."));
        if (grants.hasDirectly(role, Grants.OWNERSHIP, kind, object)) {
            add(listing, Grants.OWNERSHIP, kind, name);
            return;
        }
        for (String privilege : RoleFile.PRIVILEGES) {
            boolean real = !privilege.equals("ALL") && !privilege.equals(Grants.OWNERSHIP);
            if (real && grants.hasDirectly(role, privilege, kind, object)) {
                add(listing, privilege, kind, name);
            }
        }
    }

    private void add(Listing listing, String privilege, String kind, String name) {
        listing.add(ResultEncoder.timestamp(session.startedAt()), privilege, kind, name, "ROLE", role, "false", "");
    }

    private static String quoted(String name) {
        return name.matches("[A-Z_][A-Z0-9_$]*") ? name : SqlText.quoted(name);
    }
}
