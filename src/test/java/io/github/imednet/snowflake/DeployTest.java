package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Good practice in the files for containers. No container is run here. */
class DeployTest {

    private static final Path DEPLOY = Path.of("src/main/distribution/deploy");

    private final List<Map<?, ?>> documents = new ArrayList<>();

    @BeforeEach
    void readManifest() throws Exception {
        try (InputStream manifest = Files.newInputStream(DEPLOY.resolve("cronjob.yaml"))) {
            StreamSupport.stream(
                            new Load(LoadSettings.builder().build())
                                    .loadAllFromInputStream(manifest)
                                    .spliterator(),
                            false)
                    .forEach(document -> documents.add((Map<?, ?>) document));
        }
    }

    @Test
    void oneExportAtATimeAndNoneIsRepeatedByKubernetes() {
        assertThat(at(cronJob(), "spec.concurrencyPolicy")).isEqualTo("Forbid");
        assertThat(at(cronJob(), "spec.jobTemplate.spec.backoffLimit")).isEqualTo(0);
        assertThat(at(pod(), "restartPolicy")).isEqualTo("Never");
        assertThat((int) at(pod(), "terminationGracePeriodSeconds")).isGreaterThanOrEqualTo(600);
    }

    @Test
    void theContainerHasNoRightsThatItDoesNotNeed() {
        assertThat(at(pod(), "securityContext.runAsNonRoot")).isEqualTo(true);
        assertThat(at(pod(), "securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
        assertThat(at(pod(), "automountServiceAccountToken")).isEqualTo(false);
        assertThat(at(container(), "securityContext.allowPrivilegeEscalation")).isEqualTo(false);
        assertThat(at(container(), "securityContext.readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(at(container(), "securityContext.capabilities.drop")).isEqualTo(List.of("ALL"));
        assertThat(at(container(), "resources.limits.memory")).isNotNull();
        assertThat(at(container(), "resources.requests.cpu")).isNotNull();
        assertThat((String) at(container(), "image")).doesNotEndWith(":latest").contains(":");
    }

    @Test
    void whatIsWrittenGoesToVolumes() {
        assertThat((List<?>) at(container(), "volumeMounts"))
                .extracting(mount -> at(mount, "mountPath"))
                .containsExactlyInAnyOrder("/var/lib/imednet", "/tmp");
        Map<?, ?> settings = documents.stream()
                .filter(document -> "ConfigMap".equals(document.get("kind")))
                .findFirst()
                .orElseThrow();
        assertThat((String) at(settings, "data.EXPORT_STATE_DIR")).startsWith("/var/lib/imednet");
        assertThat((String) at(settings, "data.EXPORT_MANIFEST_PATH")).startsWith("/var/lib/imednet");
    }

    @Test
    void secretsComeFromASecretAndStandNowhere() {
        assertThat((List<?>) at(container(), "env")).hasSize(3).allSatisfy(variable -> {
            assertThat((String) at(variable, "name"))
                    .isIn("IMEDNET_API_KEY", "IMEDNET_SECURITY_KEY", "SNOWFLAKE_PASSWORD");
            assertThat(at(variable, "valueFrom.secretKeyRef.name")).isEqualTo("imednet-secrets");
        });
        assertThat(documents).noneMatch(document -> "Secret".equals(document.get("kind")));
    }

    @Test
    void theImageRunsAsAUserOfItsOwnAndKnowsNoSecret() throws Exception {
        List<String> lines = Files.readAllLines(DEPLOY.resolve("Dockerfile"));

        assertThat(lines).contains("USER 10001:10001").anyMatch(line -> line.startsWith("ENTRYPOINT ["));
        assertThat(lines.stream().filter(line -> line.startsWith("FROM")))
                .singleElement()
                .asString()
                .doesNotContain("latest");
        assertThat(lines).noneMatch(line -> line.matches("(ENV|ARG).*(KEY|PASSWORD|TOKEN).*"));
        assertThat(lines.indexOf("USER 10001:10001")).isGreaterThan(lines.lastIndexOf("COPY lib /opt/imednet/lib"));
    }

    private Map<?, ?> cronJob() {
        return documents.stream().filter(document -> "CronJob".equals(document.get("kind"))).findFirst().orElseThrow();
    }

    private Object pod() {
        return at(cronJob(), "spec.jobTemplate.spec.template.spec");
    }

    private Object container() {
        return ((List<?>) at(pod(), "containers")).get(0);
    }

    private static Object at(Object node, String path) {
        Object found = node;
        for (String key : path.split("\\.")) {
            assertThat(found).as(path).isInstanceOf(Map.class);
            found = ((Map<?, ?>) found).get(key);
        }
        return found;
    }
}
