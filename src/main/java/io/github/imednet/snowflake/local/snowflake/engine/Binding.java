package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/**
 * A value bound to a {@code ?}, a {@code :1} or a {@code :NAME}.
 *
 * @param name of {@code :NAME}, or null
 * @param type FIXED, REAL, TEXT, BOOLEAN, DATE, TIME, TIMESTAMP_LTZ, TIMESTAMP_NTZ, BINARY or ANY
 * @param values one text or null per row of a batch; one alone for a single execution
 */
public record Binding(String name, String type, List<String> values) {

    public Binding(String type, List<String> values) {
        this(null, type, values);
    }
}
