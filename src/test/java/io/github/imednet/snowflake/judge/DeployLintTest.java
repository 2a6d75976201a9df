package io.github.imednet.snowflake.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files for containers before linters of others; no container is run. */
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "the environment's programs are looked for where Linux and macOS have them")
class DeployLintTest {

    private static final Path DEPLOY = Path.of("src/main/distribution/deploy");

    @TempDir
    private Path directory;

    private PythonEnvironment linters;

    @BeforeEach
    void installLinters() throws Exception {
        linters = PythonEnvironment.of(
                Path.of("src/test/judges/linters/requirements.txt"), Path.of("target/judges/linters"));
    }

    @Test
    void hadolintHasNothingAgainstTheDockerfile() throws Exception {
        assertThat(lint("hadolint", DEPLOY.resolve("Dockerfile").toString())).isEqualTo(new Verdict(0, ""));

        Path bad = Files.writeString(directory.resolve("Dockerfile"), "FROM debian:latest\n");
        assertThat(lint("hadolint", bad.toString()).output()).contains("DL3007");
    }

    @Test
    void theManifestsAreWhatKubernetesKnows() throws Exception {
        Path manifest = DEPLOY.resolve("base/cronjob.yaml");
        for (String version : new String[] {"1.27", "1.37"}) {
            Verdict verdict =
                    lint("kubernetes-validate", "--strict", "--kubernetes-version", version, manifest.toString());

            assertThat(verdict.exitCode()).as(verdict.output()).isZero();
            assertThat(verdict.output()).contains("passed for resource cronjob/imednet-export");
        }
        Path bad = Files.writeString(
                directory.resolve("bad.yaml"),
                Files.readString(manifest).replace("concurrencyPolicy", "concurencyPolicy"));
        assertThat(lint("kubernetes-validate", "--strict", bad.toString()).output())
                .contains("'concurencyPolicy' was unexpected");
    }

    /** As kubectl makes them of the folder of a study. */
    @Test
    void theManifestsOfAStudyAreWhatKubernetesKnows() throws Exception {
        assumeTrue(isThere("kubectl"), "kubectl is needed to read the kustomizations");
        Path rendered = directory.resolve("my-study.yaml");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", DEPLOY.resolve("my-study").toString())
                .redirectOutput(rendered.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertThat(kubectl.waitFor()).isZero();

        Verdict verdict = lint("kubernetes-validate", "--strict", rendered.toString());

        assertThat(verdict.exitCode()).as(verdict.output()).isZero();
        assertThat(verdict.output()).contains("passed for resource cronjob/imednet-export-my-study");
    }

    /** As kubectl makes them of the folder of an API key; kubernetes-validate knows no types of KEDA. */
    @Test
    void theManifestsOfWorkersAreWhatKubernetesKnows() throws Exception {
        assumeTrue(isThere("kubectl"), "kubectl is needed to read the kustomizations");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", DEPLOY.resolve("my-key").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String[] all = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("(?m)^---$");
        assertThat(kubectl.waitFor()).isZero();
        List<String> known = Stream.of(all).filter(document -> !document.contains("kind: ScaledObject")).toList();
        assertThat(all).hasSize(known.size() + 1);
        Path rendered = Files.writeString(directory.resolve("my-key.yaml"), String.join("---", known));

        Verdict verdict = lint("kubernetes-validate", "--strict", rendered.toString());

        assertThat(verdict.exitCode()).as(verdict.output()).isZero();
        assertThat(verdict.output())
                .contains("passed for resource deployment/imednet-worker", "passed for resource cronjob/imednet-enqueue");
    }

    @Test
    void theScaledObjectIsWhatKedaKnows() throws Exception {
        NodePackages keda = NodePackages.of(Path.of("src/test/judges/keda"), Path.of("target/judges/keda"));
        Map<String, Object> object = scaledObject();
        assertThat(keda(keda, object)).isEqualTo(new Verdict(0, "valid\n"));

        object.put("spec", Map.of("scaleTargetRef", Map.of("name", "imednet-worker"), "maxReplicaCount", "many"));
        assertThat(keda(keda, object).output()).contains("maxReplicaCount must be integer");
    }

    private Verdict keda(NodePackages keda, Map<String, Object> object) throws Exception {
        Path file = directory.resolve("scaledobject.json");
        new ObjectMapper().writeValue(file.toFile(), object);
        return verdict(keda.run(Path.of("src/test/judges/keda/scaledobject.mjs"), file.toString()));
    }

    private static Map<String, Object> scaledObject() throws Exception {
        Map<String, Object> object = new HashMap<>();
        Object read = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(DEPLOY.resolve("workers/scaledobject.yaml")));
        ((Map<?, ?>) read).forEach((name, value) -> object.put((String) name, value));
        return object;
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private Verdict lint(String program, String... arguments) throws Exception {
        return verdict(linters.program(program, arguments));
    }

    private static Verdict verdict(ProcessBuilder linter) throws Exception {
        Process process = linter.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verdict(process.waitFor(), output);
    }

    private record Verdict(int exitCode, String output) {}
}
