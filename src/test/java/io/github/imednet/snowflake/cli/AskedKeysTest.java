package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that ask iMednet alone, at a terminal ({@code script}) and with keys that are set nowhere. */
class AskedKeysTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "job --study SAMPLE sample-batch, completed",
        "privacy check SAMPLE --set export.privacy-policy=DIRECTORY/policy.yaml, subjectKey"
    })
    void theKeysAreAskedForAndSnowflakesPasswordIsNot(String command, String answer) throws Exception {
        Files.writeString(directory.resolve("policy.yaml"),
                "default: keep\nrules:\n  - {field: subjectKey, action: mask}");
        try (StudyData study = StudyData.sample(5);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study))) {
            Path settings = LocalServers.file(
                    directory.resolve("keyless.properties"), Map.of("imednet.base-url", imednet.uri().toString()));

            String output = type(
                    command.replace("DIRECTORY", directory.toString()) + " --properties " + settings,
                    List.of(ImednetServer.DEFAULT_API_KEY, ImednetServer.DEFAULT_SECURITY_KEY));

            assertThat(output)
                    .contains("iMednet API key: ", "iMednet security key: ", answer)
                    .doesNotContain("Snowflake password");
        }
    }

    /** @return what stands on the terminal at the end */
    private static String type(String command, List<String> lines) throws Exception {
        String whole = String.join(" ", JavaProcess.imednet()) + ' ' + command;
        Process process =
                new ProcessBuilder("script", "-qec", whole, "/dev/null").redirectErrorStream(true).start();
        process.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Waiting.awaitEnd(process)).as(output).isZero();
        return output;
    }
}
