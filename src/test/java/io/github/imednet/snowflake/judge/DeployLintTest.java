package io.github.imednet.snowflake.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private Verdict lint(String program, String... arguments) throws Exception {
        Process process = linters.program(program, arguments).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verdict(process.waitFor(), output);
    }

    private record Verdict(int exitCode, String output) {}
}
