package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.imednet.snowflake.config.ExitCode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        read(DEPLOY.resolve("base/cronjob.yaml"));
    }

    private void read(Path file) throws Exception {
        documents.clear();
        try (InputStream manifest = Files.newInputStream(file)) {
            StreamSupport.stream(
                            new Load(LoadSettings.builder().build())
                                    .loadAllFromInputStream(manifest)
                                    .spliterator(),
                            false)
                    .forEach(document -> documents.add((Map<?, ?>) document));
        }
    }

    @Test
    void theKustomizationsNameWhatThereIs() throws Exception {
        Path overlay = DEPLOY.resolve("my-study");
        for (Path folder :
                List.of(DEPLOY.resolve("base"), overlay, DEPLOY.resolve("workers"), DEPLOY.resolve("my-key"))) {
            Map<?, ?> kustomization = read(Files.readString(folder.resolve("kustomization.yaml")));
            assertThat(kustomization.get("apiVersion")).isEqualTo("kustomize.config.k8s.io/v1beta1");
            assertThat(kustomization.get("kind")).isEqualTo("Kustomization");
            assertThat((List<?>) kustomization.get("resources")).isNotEmpty()
                    .allSatisfy(resource -> assertThat(folder.resolve((String) resource)).exists());
        }
        Map<?, ?> study = read(Files.readString(overlay.resolve("kustomization.yaml")));
        assertThat((String) at(container(), "image")).startsWith(
                at(((List<?>) study.get("images")).get(0), "name") + ":");
        assertThat((List<?>) study.get("patches")).hasSize(2).allSatisfy(entry -> {
            Map<?, ?> patch = read((String) at(entry, "patch"));
            Map<?, ?> patched = documents.stream()
                    .filter(document -> document.get("kind").equals(patch.get("kind"))
                            && at(document, "metadata.name").equals(at(patch, "metadata.name")))
                    .findFirst().orElseThrow();
            for (String part : List.of("data", "spec")) {
                if (patch.get(part) instanceof Map<?, ?> fields) {
                    assertThat(((Map<?, ?>) patched.get(part)).keySet().containsAll(fields.keySet())).isTrue();
                }
            }
        });
    }

    @Test
    void whatIsMissingIsNamedByTheDoctorBeforeTheStudyIsRead() {
        Object doctor = ((List<?>) at(pod(), "initContainers")).get(0);

        assertThat(at(doctor, "args")).isEqualTo(List.of("doctor"));
        for (String same : List.of("image", "env", "envFrom", "volumeMounts", "securityContext", "resources")) {
            assertThat(at(doctor, same)).as(same).isEqualTo(at(container(), same));
        }
    }

    @Test
    void theImageHasTheLabelsOfOciAndAHealthCheck() throws Exception {
        String dockerfile = Files.readString(DEPLOY.resolve("Dockerfile"));

        for (String label : List.of("title", "description", "version", "revision", "base.name", "base.digest")) {
            assertThat(dockerfile).contains("org.opencontainers.image." + label + "=\"");
        }
        assertThat(dockerfile).containsPattern("HEALTHCHECK .*CMD \\[\"/opt/imednet/bin/healthcheck\"]");
        assertThat(Path.of("src/main/distribution/bin/healthcheck")).isExecutable();
    }

    private static Map<?, ?> read(String yaml) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    @Test
    void oneExportAtATimeAndNoneThatEndedByItselfIsRepeatedByKubernetes() {
        assertThat(at(cronJob(), "spec.concurrencyPolicy")).isEqualTo("Forbid");
        List<?> rules = (List<?>) at(cronJob(), "spec.jobTemplate.spec.podFailurePolicy.rules");
        assertThat(at(rules.get(0), "action")).isEqualTo("FailJob");
        assertThat(at(rules.get(0), "onExitCodes")).isEqualTo(Map.of(
                "containerName", "export", "operator", "In", "values",
                List.of(ExitCode.UNEXPECTED, ExitCode.CONFIGURATION, ExitCode.FAILED, ExitCode.NOT_RECONCILED)));
        assertThat(at(rules.get(2), "action")).isEqualTo("Ignore");
        assertThat(at(pod(), "restartPolicy")).isEqualTo("Never");
        assertThat((int) at(pod(), "terminationGracePeriodSeconds")).isGreaterThanOrEqualTo(600);
    }

    /** Six logins with a wrong password would lock the user out. What may pass, such as a lost run's claim, is 3. */
    @Test
    void aDoctorThatFindsSomethingWrongForGoodIsNotAskedAgain() {
        Object rule = ((List<?>) at(cronJob(), "spec.jobTemplate.spec.podFailurePolicy.rules")).get(1);

        assertThat(at(rule, "action")).isEqualTo("FailJob");
        assertThat(at(rule, "onExitCodes")).isEqualTo(Map.of(
                "containerName", "doctor", "operator", "In", "values", List.of(ExitCode.CONFIGURATION)));
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
        assertThat(lines.stream().filter(line -> line.startsWith("FROM"))).containsExactly("FROM ${BASE}");
        assertThat(lines).filteredOn(line -> line.startsWith("ARG BASE=")).singleElement().asString()
                .contains(":").doesNotContain("latest");
        assertThat(lines).noneMatch(line -> line.matches("(ENV|ARG).*(KEY|PASSWORD|TOKEN).*"));
        assertThat(lines.indexOf("USER 10001:10001")).isGreaterThan(lines.lastIndexOf("COPY lib /opt/imednet/lib"));
    }

    @Test
    void aWorkerHasNoRightsProbesAndTimeToEndAndItsSecretsAreOfItsNamespace() throws Exception {
        Map<?, ?> settings = workers("ConfigMap");
        Object pod = at(workers("Deployment"), "spec.template.spec");
        Object worker = ((List<?>) at(pod, "containers")).get(0);
        Object enqueue = ((List<?>) at(workers("CronJob"), "spec.jobTemplate.spec.template.spec.containers")).get(0);

        assertThat(at(worker, "args")).isEqualTo(List.of("worker", "--json"));
        assertThat((int) at(pod, "terminationGracePeriodSeconds")).isGreaterThanOrEqualTo(600);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(at(worker, probe + ".httpGet.port")).isEqualTo("observe");
        }
        assertThat(at(settings, "data.OBSERVE_PORT"))
                .isEqualTo(at(((List<?>) at(worker, "ports")).get(0), "containerPort").toString());
        assertThat(at(pod, "securityContext.runAsNonRoot")).isEqualTo(true);
        assertThat(at(workers("Deployment"), "spec.strategy.rollingUpdate.maxSurge")).isEqualTo(0);
        for (Object container : List.of(worker, enqueue)) {
            assertThat(at(container, "securityContext")).isEqualTo(Map.of("allowPrivilegeEscalation", false,
                    "readOnlyRootFilesystem", true, "capabilities", Map.of("drop", List.of("ALL"))));
            assertThat(at(container, "resources.limits.memory")).isNotNull();
            assertThat(at(container, "image")).isEqualTo(at(worker, "image"));
            assertThat((List<?>) at(container, "env")).hasSizeGreaterThan(2).allSatisfy(variable ->
                    assertThat(at(variable, "valueFrom.secretKeyRef.name")).isEqualTo("imednet-secrets"));
        }
        assertThat(((Map<?, ?>) settings.get("data")).keySet()).noneMatch(name ->
                ((String) name).matches(".*(_KEY|PASSWORD|TOKEN|JAAS).*"));
    }

    /** A study that is exported counts as waiting: only so is no worker ended that is at work. */
    @Test
    void thereAreAsManyWorkersAsStudiesWaitAndNoneThatWorksIsEnded() throws Exception {
        Map<?, ?> scaled = read(Files.readString(DEPLOY.resolve("workers/scaledobject.yaml")));
        Map<?, ?> settings = workers("ConfigMap");
        Object trigger = ((List<?>) at(scaled, "spec.triggers")).get(0);

        assertThat(scaled.get("apiVersion")).isEqualTo("keda.sh/v1alpha1");
        assertThat(((Map<?, ?>) scaled.get("spec")).keySet()).isEqualTo(Set.of("scaleTargetRef", "pollingInterval",
                "cooldownPeriod", "minReplicaCount", "maxReplicaCount", "advanced", "triggers"));
        assertThat(at(scaled, "spec.scaleTargetRef.name")).isEqualTo(at(workers("Deployment"), "metadata.name"));
        assertThat(((Map<?, ?>) at(workers("Deployment"), "spec")).containsKey("replicas")).isFalse();
        assertThat(at(scaled, "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.selectPolicy"))
                .isEqualTo("Disabled");
        assertThat(at(scaled, "spec.minReplicaCount")).isEqualTo(0);
        assertThat(trigger).isEqualTo(Map.of("type", "kafka", "metadata", Map.of(
                "bootstrapServers", at(settings, "data.QUEUE_BROKERS"),
                "topic", at(settings, "data.QUEUE_TOPIC"),
                "consumerGroup", at(settings, "data.QUEUE_GROUP"),
                "lagThreshold", "1", "limitToPartitionsWithLag", "true", "offsetResetPolicy", "earliest",
                "scaleToZeroOnInvalidOffset", "false")));
    }

    @Test
    void theWorkersOfAKeyTakeFromTheTopicByWhichTheyAreCounted() throws Exception {
        Map<?, ?> key = read(Files.readString(DEPLOY.resolve("my-key/kustomization.yaml")));
        List<?> patches = (List<?>) key.get("patches");
        Map<?, ?> settings = read((String) at(patches.get(0), "patch"));
        List<?> operations = (List<?>) new Load(LoadSettings.builder().build())
                .loadFromString((String) at(patches.get(1), "patch"));

        assertThat(at(settings, "metadata.name")).isEqualTo(at(workers("ConfigMap"), "metadata.name"));
        assertThat(operations).extracting(operation -> at(operation, "path"), operation -> at(operation, "value"))
                .contains(
                        tuple("/spec/triggers/0/metadata/bootstrapServers", at(settings, "data.QUEUE_BROKERS")),
                        tuple("/spec/triggers/0/metadata/topic", at(settings, "data.QUEUE_TOPIC")),
                        tuple("/spec/triggers/0/metadata/consumerGroup", at(settings, "data.QUEUE_GROUP")));
    }

    private Map<?, ?> workers(String kind) throws Exception {
        read(DEPLOY.resolve("workers/worker.yaml"));
        return documents.stream().filter(document -> kind.equals(document.get("kind"))).findFirst().orElseThrow();
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
