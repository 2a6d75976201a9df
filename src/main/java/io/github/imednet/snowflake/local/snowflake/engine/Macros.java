package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Snowflake's functions that need their arguments more than once, as macros of DuckDB: see {@code macros.sql}. */
final class Macros {

    private static final String DEFINITIONS = "macros.sql";

    private Macros() {}

    static void create(DuckDb duckDb) throws IOException, SqlFailure {
        try (InputStream in = Macros.class.getResourceAsStream(DEFINITIONS)) {
            if (in == null) {
                throw new IOException(DEFINITIONS + " is missing from the class path");
            }
            duckDb.run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static String call(String name, String... arguments) {
        return "memory.main." + name + "(" + String.join(", ", arguments) + ")";
    }
}
