package io.github.imednet.snowflake.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.DirectoryCopy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        requireKnown(rendered(DEPLOY.resolve("my-key")), 1);
    }

    /** The same with the component for brokers with a login. */
    @Test
    void theManifestsOfWorkersThatLogInAreWhatKubernetesAndKedaKnow() throws Exception {
        Path deploy = directory.resolve("deploy");
        DirectoryCopy.copy(DEPLOY, deploy);
        Files.writeString(deploy.resolve("my-key/kustomization.yaml"), "\ncomponents:\n  - ../broker-login\n",
                StandardOpenOption.APPEND);

        List<String> all = rendered(deploy.resolve("my-key"));

        requireKnown(all, 2);
        NodePackages keda = NodePackages.of(Path.of("src/test/judges/keda"), Path.of("target/judges/keda"));
        for (String document : all.stream().filter(DeployLintTest::isOfKeda).toList()) {
            assertThat(keda(keda, object(document))).as(document).isEqualTo(new Verdict(0, "valid\n"));
        }
        assertThat(all).filteredOn(document -> document.contains("kind: ScaledObject")).singleElement().asString()
                .contains("authenticationRef:\n      name: imednet-brokers", "sasl: scram_sha512", "tls: enable");
        assertThat(all).filteredOn(document -> document.contains("mountPath: /etc/imednet-brokers")).hasSize(2);
    }

    private List<String> rendered(Path folder) throws Exception {
        assumeTrue(isThere("kubectl"), "kubectl is needed to read the kustomizations");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String all = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();
        return List.of(all.split("(?m)^---$"));
    }

    private void requireKnown(List<String> all, int ofKeda) throws Exception {
        List<String> known = all.stream().filter(document -> !isOfKeda(document)).toList();
        assertThat(all).hasSize(known.size() + ofKeda);
        Path rendered = Files.writeString(directory.resolve("my-key.yaml"), String.join("---", known));

        Verdict verdict = lint("kubernetes-validate", "--strict", rendered.toString());

        assertThat(verdict.exitCode()).as(verdict.output()).isZero();
        assertThat(verdict.output())
                .contains(
                        "passed for resource deployment/imednet-worker", "passed for resource cronjob/imednet-enqueue");
    }

    private static boolean isOfKeda(String document) {
        return document.contains("apiVersion: keda.sh");
    }

    @Test
    void theScaledObjectIsWhatKedaKnows() throws Exception {
        NodePackages keda = NodePackages.of(Path.of("src/test/judges/keda"), Path.of("target/judges/keda"));
        Map<String, Object> object = object(Files.readString(DEPLOY.resolve("workers/scaledobject.yaml")));
        assertThat(keda(keda, object)).isEqualTo(new Verdict(0, "valid\n"));

        object.put("spec", Map.of("scaleTargetRef", Map.of("name", "imednet-worker"), "maxReplicaCount", "many"));
        assertThat(keda(keda, object).output()).contains("maxReplicaCount must be integer");
    }

    private Verdict keda(NodePackages keda, Map<String, Object> object) throws Exception {
        Path file = directory.resolve("object.json");
        new ObjectMapper().writeValue(file.toFile(), object);
        return verdict(keda.run(Path.of("src/test/judges/keda/object.mjs"), file.toString()));
    }

    private static Map<String, Object> object(String document) {
        Map<String, Object> object = new HashMap<>();
        Object read = new Load(LoadSettings.builder().build()).loadFromString(document);
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
