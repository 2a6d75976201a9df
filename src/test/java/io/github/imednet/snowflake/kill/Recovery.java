package io.github.imednet.snowflake.kill;

import java.util.List;

/** How a killed export is followed up. */
enum Recovery {
    /** The same command once more. */
    SAME_COMMAND {
        @Override
        List<String> arguments(Exporter killed) {
            return killed.arguments();
        }
    };

    /** The arguments of the run after the killed one. */
    abstract List<String> arguments(Exporter killed);
}
