package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SubcommandsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help", "-h", "--version", "-V", "--version query", "--bogus", "bogus", "qury", "--help --bogus",
                "export --help", "export snowflake --help", "export snowflake --bogus", "runs --help", "resume",
                "verify --help", "replay --help", "stage --help", "stage clean --help", "ingest", "query --help",
                "describe --help", "routes --help", "completion", "completion --help", "local", "local --help",
                "local imednet --help"
            })
    void whatIsPrintedIsWhatTheWholeCommandLineWouldPrint(String line) {
        String[] arguments = line.split(" ");
        Terminal whole = new Terminal();
        Terminal needed = new Terminal(ImednetCommand.commandLine(arguments));

        assertThat(needed.run(arguments)).isEqualTo(whole.run(arguments));
        assertThat(needed.output()).isEqualTo(whole.output());
        assertThat(needed.errors()).isEqualTo(whole.errors());
        assertThat(needed.output() + needed.errors()).isNotBlank();
    }

    @Test
    void nothingIsMadeOfACommandThatIsNotAskedFor() {
        assertThat(names("query", "SELECT 1")).containsExactly("query");
        assertThat(names("local", "imednet")).containsExactly("local");
        assertThat(names("--version")).isEmpty();
        assertThat(names()).isEmpty();
        assertThat(Subcommands.neededFor("--help"))
                .filteredOn(command -> command.getCommandName().equals("query"))
                .singleElement()
                .satisfies(command -> assertThat(command.getCommandSpec().options()).isEmpty());
    }

    private static List<String> names(String... arguments) {
        return Subcommands.neededFor(arguments).stream().map(CommandLine::getCommandName).toList();
    }
}
