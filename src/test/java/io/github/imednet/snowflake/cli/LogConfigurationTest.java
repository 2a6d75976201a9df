package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.JavaProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line's log configuration is the command line's alone. */
class LogConfigurationTest {

    /** A command that logs as the demo does, and starts no servers. */
    private static final String[] CHECK = {"routes", "check"};

    @TempDir
    private Path directory;

    @Test
    void anApplicationThatEmbedsTheClassesFindsNoneOnItsClassPath() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target/classes"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> name.matches("log(4j|back|ging).*"));
        }
    }

    @Test
    void theCommandLineLogsAsDocumented() throws Exception {
        assertThat(logOf(Map.of(), List.of())).noneMatch(line -> line.matches(".*(DEBUG|INFO|WARN|ERROR).*"));
        assertThat(logOf(Map.of("IMEDNET_LOG_LEVEL", "debug"), List.of(), CHECK))
                .anyMatch(line -> line.matches("[0-9:.]+ DEBUG o\\.a\\.c\\..* - .*"));
        assertThat(logOf(Map.of("IMEDNET_LOG_LEVEL", "info", "IMEDNET_LOG_FORMAT", "json"), List.of(), CHECK))
                .anyMatch(line -> line.startsWith("{\"@timestamp\"") && line.contains("\"log.level\":\"INFO\""));
    }

    @Test
    void aConfigurationThatIsNamedComesFirst() throws Exception {
        Path own = Files.writeString(directory.resolve("own.properties"), """
                appender.own.type = Console
                appender.own.name = own
                appender.own.target = SYSTEM_ERR
                appender.own.layout.type = PatternLayout
                appender.own.layout.pattern = OWN %p %m%n
                rootLogger.level = info
                rootLogger.appenderRef.own.ref = own
                """);

        assertThat(logOf(Map.of(), List.of("-Dlog4j2.configurationFile=" + own), CHECK))
                .anyMatch(line -> line.startsWith("OWN INFO"));
        assertThat(logOf(Map.of("LOG4J_CONFIGURATION_FILE", own.toString()), List.of(), CHECK))
                .anyMatch(line -> line.startsWith("OWN INFO"));
    }

    @Test
    void controlCharactersOfAServersTextAreNeitherInMessagesNorInExceptions() throws Exception {
        Properties configuration = new Properties();
        try (InputStream file = ImednetCommand.class.getResourceAsStream("log4j2.properties")) {
            configuration.load(file);
        }
        String layout = "appender.stderr.layout.";
        PatternLayout text = PatternLayout.newBuilder()
                .withPattern(configuration.getProperty(layout + "pattern"))
                .withAlwaysWriteExceptions(
                        Boolean.parseBoolean(configuration.getProperty(layout + "alwaysWriteExceptions")))
                .build();
        String sent = "red \u001b[31m\r over \u202E back";

        String line = text.toSerializable(Log4jLogEvent.newBuilder()
                .setLoggerName("server")
                .setLevel(Level.ERROR)
                .setMessage(new SimpleMessage(sent))
                .setThrown(new IllegalStateException(sent, new IOException(sent)))
                .build());

        assertThat(line).doesNotContain("\u001b", "\r", "\u202E")
                .contains("IllegalStateException: red  [31m  over   back", "Caused by: ", "\tat ")
                .containsOnlyOnce("IllegalStateException");
    }

    /** What a command prints on standard error; without arguments it is the demo. */
    private List<String> logOf(Map<String, String> environment, List<String> options, String... arguments)
            throws Exception {
        List<String> command = JavaProcess.imednet(options.toArray(String[]::new));
        command.addAll(List.of(arguments));
        Path log = directory.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(directory.resolve("work")).toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log.toFile());
        builder.environment().putAll(environment);
        assertThat(awaitEnd(builder.start())).isZero();
        return Files.readAllLines(log, StandardCharsets.UTF_8);
    }
}
