package io.github.imednet.snowflake.local.imednet;

import java.util.LinkedHashMap;
import java.util.Map;

/** The attributes of an entity that lists can be sorted and filtered by. */
final class Attributes {

    private final Map<String, AttributeType> types = new LinkedHashMap<>();

    static Attributes text(String... names) {
        return new Attributes().and(AttributeType.TEXT, names);
    }

    Attributes numbers(String... names) {
        return and(AttributeType.NUMBER, names);
    }

    Attributes booleans(String... names) {
        return and(AttributeType.BOOLEAN, names);
    }

    Attributes dateTimes(String... names) {
        return and(AttributeType.DATE_TIME, names);
    }

    Attributes dates(String... names) {
        return and(AttributeType.DATE, names);
    }

    boolean contains(String name) {
        return types.containsKey(name);
    }

    AttributeType type(String name) {
        return types.get(name);
    }

    @Override
    public String toString() {
        return String.join(", ", types.keySet());
    }

    private Attributes and(AttributeType type, String... names) {
        for (String name : names) {
            types.put(name, type);
        }
        return this;
    }
}
