package io.github.imednet.snowflake.kill;

import java.io.IOException;
import java.util.List;

/** How a killed export is followed up. */
enum Recovery {
    /** The same command once more. */
    SAME_COMMAND {
        @Override
        List<String> arguments(Exporter killed) {
            return killed.arguments();
        }
    },

    /** {@code imednet resume}, with the id that the killed run's journal has. */
    RESUME {
        @Override
        List<String> arguments(Exporter killed) throws IOException {
            return killed.argumentsToResume(KilledRun.in(killed.state()).orElseThrow().id());
        }
    };

    /** The arguments of the run after the killed one. */
    abstract List<String> arguments(Exporter killed) throws IOException;
}
