package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyCheckCommandTest {

    @TempDir
    private Path directory;

    private final Terminal terminal = new Terminal();
    private final StudyData study = StudyData.sample(100);
    private ImednetServer imednet;
    private Path properties;

    @BeforeEach
    void serve() throws IOException {
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
        properties = Files.writeString(directory.resolve("some.properties"), """
                imednet.base-url=%s
                imednet.api-key=%s
                imednet.security-key=%s
                export.state-dir=%s
                """.formatted(imednet.uri(), ImednetServer.DEFAULT_API_KEY, ImednetServer.DEFAULT_SECURITY_KEY,
                directory.resolve("state")));
    }

    @AfterEach
    void stop() throws IOException {
        imednet.close();
        study.close();
    }

    @Test
    void everyFieldIsListedWithTheRuleThatDecidesAndSnowflakeIsNotNeeded() throws Exception {
        assertThat(check("""
                default: drop
                rules:
                  - {form: AE, field: subjectKey, action: mask}
                  - {field: subjectKey, action: keep}
                  - {variable: "ae*", action: year-only}
                """)).as(terminal.errors()).isZero();

        List<String> lines = terminal.output().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertThat(lines)
                .contains(
                        "keep records needed recordId",
                        "keep records rule in line 4 subjectKey",
                        "mask records rule in line 3 subjectKey of form AE",
                        "keep subjects rule in line 4 subjectKey",
                        "drop users default email",
                        "drop queries default queryComments.comment",
                        "year-only records rule in line 5 recordData.aeterm of form AE",
                        "drop records default recordData.unvnum of form AE",
                        "year-only codings rule in line 5 value of variable aeterm");
    }

    @Test
    void jsonHasTheSame() throws Exception {
        assertThat(check("default: keep\nrules:\n  - {variable: aeterm, action: drop}", "--json")).isZero();

        List<JsonNode> fields = new ArrayList<>();
        terminal.json().path("fields").forEach(fields::add);
        assertThat(fields).anySatisfy(field -> {
            assertThat(field.path("list").asText()).isEqualTo("records");
            assertThat(field.path("form").asText()).isEqualTo("AE");
            assertThat(field.path("field").asText()).isEqualTo("recordData.aeterm");
            assertThat(field.path("action").asText()).isEqualTo("drop");
            assertThat(field.path("rule").asInt()).isEqualTo(3);
        });
        assertThat(terminal.json().path("policy_id").asText()).matches("[0-9a-f]{16}");
    }

    @Test
    void aBadPolicyIsRefusedBeforeAnyRequestWithFileAndLine() throws Exception {
        imednet.close();

        assertThat(check("default: keep\nrules:\n  - {variable: aeterm, action: dorp}")).isEqualTo(2);

        assertThat(terminal.errors()).contains("policy.yaml, line 3: unknown action 'dorp'").contains("is drop meant?");
    }

    @Test
    void withoutAPolicyThereIsNothingToCheck() {
        assertThat(terminal.run("privacy", "check", "SAMPLE", "--properties=" + properties)).isEqualTo(2);

        assertThat(terminal.errors()).contains("export.privacy-policy is not set");
    }

    private int check(String policy, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), policy);
        List<String> arguments = new ArrayList<>(
                List.of("privacy", "check", "SAMPLE", "--properties=" + properties, "--policy=" + file));
        arguments.addAll(List.of(options));
        return terminal.run(arguments);
    }
}
