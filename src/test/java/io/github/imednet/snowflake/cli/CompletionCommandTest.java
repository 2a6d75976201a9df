package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion script, in a real bash. */
class CompletionCommandTest {

    private static final String COMPLETE = """
            source %s
            COMP_WORDS=(%s)
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_LINE="${COMP_WORDS[*]}"
            COMP_POINT=${#COMP_LINE}
            $(complete -p imednet | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            echo "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path directory;

    private Path script;

    @BeforeEach
    void print() throws Exception {
        Terminal terminal = new Terminal();
        assertThat(terminal.run("completion")).isZero();
        script = Files.writeString(directory.resolve("imednet-completion"), terminal.output());
    }

    @Test
    void theScriptIsGoodAndTellsBashOfTheCommand() throws Exception {
        assertThat(bash("bash -n " + script)).isEmpty();
        assertThat(bash("source " + script + " && complete -p imednet"))
                .contains("complete -o default -F _complete_imednet imednet");
    }

    @ParameterizedTest
    @CsvSource({
        "imednet ex, export",
        "imednet export sn, snowflake",
        "imednet export snowflake --rec, --record-data-filter",
        "imednet verify --de, --deep",
        "imednet local imednet --lat, --latency-ms"
    })
    void bashCompletesCommandsAndOptions(String words, String completed) throws Exception {
        assertThat(bash(COMPLETE.formatted(script, words))).contains(completed);
    }

    @Test
    void bashDoesNotOfferWhatIsRefused() throws Exception {
        assertThat(Files.readString(script)).doesNotContain("--password");
    }

    private static String bash(String commands) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", commands).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
