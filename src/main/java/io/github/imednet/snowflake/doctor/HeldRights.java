package io.github.imednet.snowflake.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.doctor.CheckResult.State;
import io.github.imednet.snowflake.doctor.NeededRights.Right;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.SqlAnswer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** The rights that the session's role has: itself, or by a role granted to it or secondary. */
final class HeldRights {

    private static final Pattern PART = Pattern.compile("\"(?:[^\"]|\"\")*\"|[^.\"]+");

    private final SnowflakeStatements statements;

    HeldRights(SnowflakeStatements statements) {
        this.statements = statements;
    }

    /** Tells of each right whether it is held, and of one that is missing the GRANT that gives it. */
    void tell(List<Right> needed, String check, Examination examination, Exchange exchange)
            throws SQLException, JsonProcessingException {
        SqlAnswer.Row session = statements.query(exchange, "SELECT CURRENT_ROLE() AS \"ROLE\","
                + " CURRENT_SECONDARY_ROLES() AS \"SECONDARY\"").rows().get(0);
        String role = session.required("ROLE");
        Set<String> unseen = new TreeSet<>();
        Set<String> held = held(exchange, role, session.required("SECONDARY"), unseen);
        unseen.forEach(other -> examination.found(check, State.WARNING, "the grants to " + other + " cannot be seen: a"
                + " right that the role " + role + " has by it alone counts as missing"));
        for (Right right : needed) {
            String object = right.kind() + ' ' + right.name();
            String text = right.privilege() + " ON " + object;
            boolean seen = held.stream().anyMatch(grant -> grant.endsWith(' ' + object));
            if (held.contains(right.privilege() + ' ' + object) || held.contains("OWNERSHIP " + object)) {
                examination.found(check, State.OK, text);
            } else if (right.made() && !seen) {
                examination.found(check, State.OK, text + ": of the role that makes it");
            } else {
                examination.missing(check, text + " is missing: " + right.grant(role));
            }
        }
    }

    /**
     * What the roles have been granted, each as {@code PRIVILEGE KIND "NAME"}.
     *
     * @param unseen gets the roles whose grants the session's role may not see
     */
    private Set<String> held(Exchange exchange, String role, String secondary, Set<String> unseen)
            throws SQLException, JsonProcessingException {
        Deque<String> open = new ArrayDeque<>(List.of("ROLE " + Sql.quoted(role)));
        for (String other : new ObjectMapper().readTree(secondary).path("roles").asText().split(",")) {
            if (!other.isBlank()) {
                open.add("ROLE " + Sql.identifier(other.strip()));
            }
        }
        open.add("ROLE \"PUBLIC\"");
        Set<String> held = new HashSet<>();
        Set<String> asked = new HashSet<>();
        while (!open.isEmpty()) {
            String next = open.remove();
            if (asked.add(next)) {
                for (SqlAnswer.Row row : grants(exchange, next, unseen)) {
                    String object = row.required("granted_on").replace('_', ' ') + ' ' + quoted(row.required("name"));
                    held.add(row.text("privilege") + ' ' + object);
                    if (object.startsWith("ROLE ") || object.startsWith("DATABASE ROLE ")) {
                        open.add(object);
                    }
                }
            }
        }
        return held;
    }

    private List<SqlAnswer.Row> grants(Exchange exchange, String role, Set<String> unseen) throws SQLException {
        try {
            return statements.query(exchange, "SHOW GRANTS TO " + role).rows();
        } catch (SQLException e) {
            if (!SnowflakeErrors.isMissingObject(e)) {
                throw e;
            }
            unseen.add(role);
            return List.of();
        }
    }

    /** A name of one or more parts, as quoted identifiers. */
    private static String quoted(String name) {
        return PART.matcher(name).results().map(part -> Sql.identifier(part.group())).collect(Collectors.joining("."));
    }
}
