package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.await;
import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exporter as a process of its own, told to stop. */
class InterruptTest {

    private static final int RECORDS = 20_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void anExportToldToStopLeavesNothingHalfDoneAndTheNextOneGoesOn(String signal, int exitCode) throws Exception {
        ImednetProcess process = new ImednetProcess(directory);
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        try (StudyData study = StudyData.sample(RECORDS);
                ImednetServer imednet = ImednetServer.start(
                        ImednetServer.Settings.defaults(study).withLatency(Duration.ofMillis(250)));
                SnowflakeServer snowflake =
                        SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")))) {
            Process export = process.start(imednet, snowflake, temporary);
            await().until(() -> snowflake.statements(StatementType.COPY) >= 1);
            new ProcessBuilder("kill", "-" + signal, Long.toString(export.pid())).start().waitFor();

            assertThat(awaitEnd(export)).isEqualTo(exitCode);
            String output = Files.readString(process.output());
            assertThat(output)
                    .contains("\"reconciled\":false")
                    .contains("was interrupted; run the export again to go on");
            assertThat(imednet.requests()).isLessThan(RECORDS / 500);
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.filter(path -> path.getFileName().toString().startsWith("imednet-"))).isEmpty();
            }

            Process next = process.start(imednet, snowflake, temporary);
            assertThat(awaitEnd(next)).isZero();
            assertThat(Files.readString(process.output()))
                    .contains("\"reconciled\":true")
                    .doesNotContain("\"rows_already_loaded\":0,");
        }
    }

    @Test
    void anExportThatEndsByItselfEndsItsProcess() throws Exception {
        try (StudyData study = StudyData.sample(500);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
                SnowflakeServer snowflake =
                        SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")))) {
            assertThat(awaitEnd(new ImednetProcess(directory).start(imednet, snowflake, directory))).isZero();
        }
    }
}
