package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may do what. Without a role file everybody may do everything. Kinds of objects are DATABASE, SCHEMA, WAREHOUSE,
 * STAGE, SEQUENCE and TABLE, which views are, too; names are full, without quotes.
 */
public final class Grants {

    static final String OWNERSHIP = "OWNERSHIP";
    static final String PUBLIC = "PUBLIC";

    /** @param object a full name, or one with {@code *} at its end for all that begin so */
    record Grant(String privilege, String kind, String object, String role) {

        boolean isOn(String otherKind, String name) {
            boolean matches = object.endsWith("*")
                    ? name.startsWith(object.substring(0, object.length() - 1))
                    : name.equals(object);
            return matches && kind.equals(otherKind);
        }

        boolean gives(String wanted) {
            return privilege.equals(wanted) || privilege.equals(OWNERSHIP)
                    || privilege.equals("ALL") && !wanted.equals(OWNERSHIP);
        }
    }

    private final boolean restricted;
    private final Set<Grant> grants = ConcurrentHashMap.newKeySet();
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> rolesOfRoles = new HashMap<>();
    private final Map<String, Set<String>> rolesOfUsers = new HashMap<>();

    Grants(boolean restricted) {
        this.restricted = restricted;
    }

    /** Everybody may do everything. */
    public static Grants unrestricted() {
        return new Grants(false);
    }

    /**
     * Reads a role file: CREATE ROLE and GRANT as Snowflake has them.
     *
     * @throws IOException also naming what cannot be read in it
     */
    public static Grants read(Path file) throws IOException {
        try {
            return RoleFile.read(Files.readString(file));
        } catch (SqlFailure e) {
            throw new IOException("The role file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    void add(Grant grant) {
        grants.add(grant);
    }

    void addRole(String role, String toRole) {
        rolesOfRoles.computeIfAbsent(toRole, key -> new LinkedHashSet<>()).add(role);
    }

    void addUser(String role, String user) {
        rolesOfUsers.computeIfAbsent(user, key -> new LinkedHashSet<>()).add(role);
    }

    boolean restricted() {
        return restricted;
    }

    /** Whoever creates an object owns it. */
    void own(String kind, String name, String role) {
        owners.put(kind + ' ' + name, role);
    }

    /** The role that a login gets: the one that it names, or else the first one granted to the user. */
    String roleOf(String user, String named) throws SqlFailure {
        String first = rolesOfUsers.getOrDefault(user, Set.of()).stream().findFirst().orElse(PUBLIC);
        if (named == null) {
            return first;
        }
        if (!mayUse(user, named)) {
            throw new SqlFailure(
                    "390189",
                    "08001",
                    "Role '" + named + "' specified in the connect string does not exist or not authorized. Contact"
                            + " your local system administrator, or attempt to login with another role.");
        }
        return named;
    }

    boolean mayUse(String user, String role) {
        return !restricted || role.equals(PUBLIC) || rolesOfUsers.getOrDefault(user, Set.of()).stream()
                .anyMatch(granted -> withInherited(granted).contains(role));
    }

    boolean has(String role, String privilege, String kind, String name) {
        return !restricted || withInherited(role).stream().anyMatch(one -> hasDirectly(one, privilege, kind, name));
    }

    /** Whether the role knows that the object is there. */
    boolean hasAny(String role, String kind, String name) {
        if (!restricted) {
            return true;
        }
        Set<String> roles = withInherited(role);
        return roles.contains(owners.get(kind + ' ' + name))
                || grants.stream().anyMatch(grant -> roles.contains(grant.role()) && grant.isOn(kind, name));
    }

    /** Without what the role has from others. */
    boolean hasDirectly(String role, String privilege, String kind, String name) {
        return !restricted || role.equals(owners.get(kind + ' ' + name))
                || grants.stream().anyMatch(grant -> grant.role().equals(role) && grant.gives(privilege)
                        && grant.isOn(kind, name));
    }

    List<String> rolesOf(String role) {
        return List.copyOf(rolesOfRoles.getOrDefault(role, Set.of()));
    }

    private Set<String> withInherited(String role) {
        Set<String> roles = new HashSet<>(Set.of(PUBLIC));
        Deque<String> open = new ArrayDeque<>();
        if (role != null) {
            open.add(role);
        }
        while (!open.isEmpty()) {
            String next = open.remove();
            if (roles.add(next)) {
                open.addAll(rolesOf(next));
            }
        }
        return roles;
    }
}
