package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.WithoutLibraries;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka's libraries are optional: whoever wants the queue without them is told what to add. */
class MissingKafkaTest {

    private static final String LIBRARY = "io.github.imednet.snowflake.queue.KafkaLibrary";

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.camel.component.kafka.", "org.apache.kafka."})
    void whoWantsTheQueueIsToldWhatToAdd(String missing) {
        Throwable failure = catchThrowable(() -> new WithoutLibraries(LIBRARY, missing)
                .loadClass(LIBRARY)
                .getMethod("require", String.class)
                .invoke(null, "imednet worker"));

        assertThat(failure).isInstanceOf(InvocationTargetException.class);
        assertThat(failure.getCause())
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContaining("imednet worker needs a library that is not there (" + missing)
                .hasMessageContaining("build with the profile kafka");
    }

    @Test
    void whereTheyAreNothingIsSaid() {
        assertThatCode(() -> KafkaLibrary.require("imednet worker")).doesNotThrowAnyException();
    }
}
