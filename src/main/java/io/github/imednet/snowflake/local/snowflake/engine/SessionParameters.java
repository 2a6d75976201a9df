package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A session's parameters: those of the account, over them the session's own, over them those of one statement. */
final class SessionParameters {

    private final Map<String, String> account;
    private final Map<String, String> session = new HashMap<>();
    private Map<String, String> statement = Map.of();

    /** @param account values that {@link Parameter} has checked, by name */
    SessionParameters(Map<String, String> account) {
        this.account = Map.copyOf(account);
    }

    /** Checks values of parameters in upper or lower case, by name. */
    static Map<String, String> checked(Map<String, String> values) throws SqlFailure {
        Map<String, String> checked = new TreeMap<>();
        for (Map.Entry<String, String> value : values.entrySet()) {
            String name = value.getKey().toUpperCase(Locale.ROOT);
            checked.put(name, Parameter.checked(name, value.getValue()));
        }
        return checked;
    }

    void set(Map<String, String> values) throws SqlFailure {
        session.putAll(checked(values));
    }

    void unset(String name) {
        session.remove(name);
    }

    /** What one statement says of itself; what is no parameter of this server is the client's own affair. */
    void ofStatement(Map<String, String> values) throws SqlFailure {
        Map<String, String> known = new HashMap<>();
        values.forEach((name, value) -> {
            if (Parameter.find(name.toUpperCase(Locale.ROOT)) != null) {
                known.put(name, value);
            }
        });
        statement = checked(known);
    }

    String get(String name) {
        String own = statement.getOrDefault(name, session.get(name));
        return own != null ? own : account.getOrDefault(name, Parameter.find(name).defaultValue());
    }

    boolean isTrue(String name) {
        return get(name).equals("true");
    }

    long number(String name) {
        return Long.parseLong(get(name));
    }

    /** ACCOUNT, SESSION, or empty for the default: who has set the parameter. */
    String level(String name) {
        return session.containsKey(name) ? "SESSION" : account.containsKey(name) ? "ACCOUNT" : "";
    }

    /** All of them by name, with those of the client that were set. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>(account);
        values.putAll(session);
        for (String name : new TreeSet<>(Parameter.names())) {
            values.put(name, get(name));
        }
        return values;
    }
}
