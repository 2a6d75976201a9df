package io.github.imednet.snowflake.kill;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Two pods of the CronJob, with the arguments and settings of its manifest: the first one is killed, the other one has
 * nothing of it but the volume.
 */
class CronJobTest {

    private static final Path MANIFEST = Path.of("src/main/distribution/deploy/base/cronjob.yaml");
    private static final Path KILL_ROUTES = Path.of("src/test/resources/kill-routes").toAbsolutePath();
    private static final int RECORDS = 1250;

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, List<String>> arguments = new HashMap<>();

    @Test
    void thePodThatReplacesAKilledOneLoadsWhatIsMissing() throws Exception {
        try (StudyData study = StudyData.sample(RECORDS);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
                SnowflakeServer snowflake = SnowflakeServer.start(
                        SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                                .withLongestIdle(Duration.ofSeconds(3)))) {
            readManifest();
            environment.putAll(Map.of(
                    "IMEDNET_BASE_URL", imednet.uri().toString(), "SNOWFLAKE_URL", snowflake.uri().toString(),
                    "EXPORT_BATCH_SIZE", "250", "EXPORT_LOAD_BATCHES", "1", "EXPORT_PARALLEL_LOADS", "1"));

            Path first = pod("first");
            assertThat(run(first, "doctor", List.of())).as("%s", said(first)).isZero();
            assertThat(run(first, "export", List.of("-Dkill.at=after commit 2"))).isEqualTo(Exporter.KILLED);

            Path second = pod("second");
            assertThat(run(second, "doctor", List.of())).as("%s", said(second)).isZero();
            assertThat(run(second, "export", List.of())).as("%s", said(second)).isZero();

            JsonNode summary = new ObjectMapper().readTree(Files.readString(second.resolve("output")));
            assertThat(summary.get("reconciled").asBoolean()).isTrue();
            assertThat(summary.get("rows_already_loaded").asLong()).isEqualTo(500);
            assertThat(summary.get("rows_loaded").asLong()).isEqualTo(RECORDS - 500);
        }
    }

    @SuppressWarnings("unchecked")
    private void readManifest() throws IOException {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(MANIFEST))) {
            Map<String, Object> object = (Map<String, Object>) document;
            if (object.get("kind").equals("ConfigMap")) {
                ((Map<String, String>) object.get("data")).forEach((name, value) ->
                        environment.put(name, value.replace("/var/lib/imednet", volume.toString())));
            } else if (object.get("kind").equals("CronJob")) {
                Map<String, Object> pod = at(object, "spec", "jobTemplate", "spec", "template", "spec");
                Stream.of("initContainers", "containers")
                        .flatMap(kind -> ((List<Map<String, Object>>) pod.get(kind)).stream())
                        .forEach(one -> arguments.put((String) one.get("name"), (List<String>) one.get("args")));
            }
        }
        environment.remove("SNOWFLAKE_ROLE"); // the local servers have the user's own
        environment.putAll(Map.of(
                "EXPORT_STUDY_KEY", "SAMPLE",
                "SNOWFLAKE_ACCOUNT", "local", "SNOWFLAKE_USER", Accounts.LOCAL_USER,
                "SNOWFLAKE_DATABASE", Accounts.LOCAL_DATABASE, "SNOWFLAKE_SCHEMA", "PUBLIC",
                "SNOWFLAKE_WAREHOUSE", "COMPUTE_WH", "SNOWFLAKE_PASSWORD", Accounts.LOCAL_PASSWORD,
                "IMEDNET_API_KEY", ImednetServer.DEFAULT_API_KEY,
                "IMEDNET_SECURITY_KEY", ImednetServer.DEFAULT_SECURITY_KEY));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> object, String... keys) {
        Map<String, Object> found = object;
        for (String key : keys) {
            found = (Map<String, Object>) found.get(key);
        }
        return found;
    }

    /** What a pod has for itself: a working directory and a temporary one. */
    private Path pod(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name).resolve("tmp")).getParent();
    }

    private int run(Path pod, String container, List<String> options) throws Exception {
        List<String> command = JavaProcess.imednet(
                Stream.concat(options.stream(), Stream.of("-Djava.io.tmpdir=" + pod.resolve("tmp")))
                        .toArray(String[]::new));
        command.addAll(arguments.get(container));
        if (container.equals("export")) {
            command.add("--routes=" + KILL_ROUTES);
        }
        ProcessBuilder process = new ProcessBuilder(command).directory(pod.toFile())
                .redirectOutput(pod.resolve("output").toFile()).redirectError(pod.resolve("errors").toFile());
        process.environment().keySet().removeIf(name -> name.matches("(IMEDNET|SNOWFLAKE|EXPORT|CAMEL)_.*"));
        process.environment().putAll(environment);
        return awaitEnd(process.start());
    }

    private static Object said(Path pod) {
        return new Object() {
            @Override
            public String toString() {
                try {
                    return Files.readString(pod.resolve("output")) + Files.readString(pod.resolve("errors"));
                } catch (IOException e) {
                    return e.toString();
                }
            }
        };
    }
}
