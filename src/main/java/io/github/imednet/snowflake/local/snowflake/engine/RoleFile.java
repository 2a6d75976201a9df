package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the statements of a role file: CREATE ROLE, GRANT of privileges, GRANT ROLE. */
final class RoleFile {

    /** The privileges that count here for each kind of object, and OPERATE, for which nothing here asks. */
    static final List<String> PRIVILEGES = List.of(
            "USAGE", "OPERATE", "CREATE SCHEMA", "CREATE TABLE", "CREATE VIEW", "CREATE STAGE", "CREATE FILE FORMAT",
            "CREATE SEQUENCE", "READ", "WRITE", "SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", Grants.OWNERSHIP,
            "ALL");

    private static final Set<String> PLURALS = Set.of("SCHEMAS", "TABLES", "VIEWS", "STAGES", "SEQUENCES");

    private final TokenReader reader;
    private final Grants grants = new Grants(true);
    private final Set<String> roles = new HashSet<>(Set.of(Grants.PUBLIC));

    private RoleFile(TokenReader reader) {
        this.reader = reader;
    }

    static Grants read(String text) throws SqlFailure {
        RoleFile file = new RoleFile(new TokenReader(text, SqlTokens.of(text)));
        while (!file.reader.atEnd()) {
            file.statement();
        }
        return file.grants;
    }

    private void statement() throws SqlFailure {
        if (reader.accept("CREATE", "ROLE")) {
            reader.accept("IF", "NOT", "EXISTS");
            roles.add(reader.identifier());
        } else if (reader.accept("GRANT", "ROLE")) {
            String role = role();
            reader.expect("TO");
            if (reader.accept("ROLE")) {
                grants.addRole(role, role());
            } else {
                reader.expect("USER");
                grants.addUser(role, reader.identifier());
            }
        } else {
            reader.expect("GRANT");
            grant();
        }
        if (!reader.atEnd()) {
            reader.expect(";");
        }
    }

    private void grant() throws SqlFailure {
        List<String> privileges = new ArrayList<>();
        do {
            privileges.add(privilege());
        } while (reader.accept(","));
        reader.expect("ON");
        boolean several = reader.accept("ALL") || reader.accept("FUTURE");
        String word = reader.identifier();
        if (several) {
            if (!PLURALS.contains(word)) {
                throw Failures.unsupported("A grant on ALL or FUTURE " + word);
            }
            reader.expect("IN");
            word = word.substring(0, word.length() - 1);
            if (!reader.accept("DATABASE")) {
                reader.expect("SCHEMA");
            }
        }
        String kind = word.equals("VIEW") ? "TABLE" : word;
        ObjectName name = reader.objectName();
        requireFull(kind, name, several);
        reader.expect("TO", "ROLE");
        String role = role();
        String object = String.join(".", name.parts()) + (several ? ".*" : "");
        privileges.forEach(privilege -> grants.add(new Grants.Grant(privilege, kind, object, role)));
    }

    private static void requireFull(String kind, ObjectName name, boolean several) throws SqlFailure {
        int parts = switch (kind) {
            case "DATABASE", "WAREHOUSE" -> 1;
            case "SCHEMA" -> 2;
            case "TABLE", "STAGE", "SEQUENCE" -> 3;
            default -> throw Failures.unsupported("A grant on a " + kind);
        };
        if (!several && name.parts().size() != parts) {
            throw Failures.syntax("the name of the " + kind + " " + name + " must have " + parts + " part(s).");
        }
    }

    private String privilege() throws SqlFailure {
        for (String privilege : PRIVILEGES) {
            if (reader.accept(privilege.split(" "))) {
                reader.accept("PRIVILEGES");
                return privilege;
            }
        }
        throw Failures.unsupported("The privilege " + reader.peek().text());
    }

    private String role() throws SqlFailure {
        String role = reader.identifier();
        if (!roles.contains(role)) {
            throw Failures.objectMissing("Role", role);
        }
        return role;
    }
}
