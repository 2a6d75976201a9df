package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.WithoutLibraries;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                .hasMessageContaining("imednet worker needs a library that is missing (" + missing)
                .hasMessageContaining("build with the profile kafka");
    }

    /**
     * The demo, which is what a command without arguments runs, makes all beans and routes of an export, those of the
     * queue among them.
     */
    @Test
    void anExportDoesNotMissThem(@TempDir Path directory) throws Exception {
        List<String> command = new ArrayList<>(JavaProcess.imednet());
        int classPath = command.indexOf("-cp") + 1;
        List<String> jars = List.of(command.get(classPath).split(File.pathSeparator));
        List<String> others = jars.stream()
                .filter(jar -> !jar.matches(".*/(camel-kafka|kafka-clients)-[^/]*"))
                .toList();
        assertThat(others).hasSize(jars.size() - 2);
        command.set(classPath, String.join(File.pathSeparator, others));
        Path log = directory.resolve("demo.log");

        Process demo = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(awaitEnd(demo)).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).doesNotContain("NoClassDefFoundError", "ClassNotFoundException");
    }

    @Test
    void whereTheyAreNothingIsSaid() {
        assertThatCode(() -> KafkaLibrary.require("imednet worker")).doesNotThrowAnyException();
    }
}
