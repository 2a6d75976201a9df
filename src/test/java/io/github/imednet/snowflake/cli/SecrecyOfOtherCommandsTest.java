package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.snowflake.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link SecrecyTest} for the commands beside the export: runs, resume, verify and the demo. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecrecyOfOtherCommandsTest {

    /**
     * Faults of the API and of Snowflake, further settings, and the exit code of whatever command meets them.
     */
    private static final List<Failing> FAILURES = List.of(
            new Failing(2, List.of("status:code=401,times=always"), List.of(), Map.of()),
            new Failing(3, List.of("status:code=500,times=always"), List.of(), Map.of()),
            new Failing(3, List.of("not-json:times=always"), List.of(), Map.of()),
            new Failing(2, List.of(), List.of(), Map.of("snowflake.password", MarkedPlace.PASSWORD + "-wrong")),
            new Failing(3, List.of(), List.of("session-gone:on=COUNT(DISTINCT,times=always"), Map.of()));

    private record Failing(int exitCode, List<String> api, List<String> snowflake, Map<String, String> settings) {}

    private MarkedPlace place;

    @BeforeAll
    void startServers(@TempDir Path directory) throws IOException {
        place = new MarkedPlace(directory);
    }

    @AfterAll
    void stopServers() throws Exception {
        try (MarkedPlace ended = place) {
            ended.endInTurn();
        }
    }

    @BeforeEach
    void serve() throws IOException {
        place.serveAnew(List.of(), List.of());
    }

    @Test
    void runsAndResumeTellNothingWhateverHappens() throws Exception {
        place.serve(List.of(), List.of("session-gone:on=COPY INTO,times=always"));
        assertThat(place.exportInTurn(Map.of()).exitCode).isEqualTo(3);
        MarkedPlace.Run listed = place.runInTurn(Map.of(), List.of("runs", "--json"));
        place.nothingLeaksFrom(listed);
        String id = new ObjectMapper().readTree(Files.readString(place.path("output.log"))).get("run_id").asText();
        MarkedPlace.Run table = place.runInTurn(Map.of(), List.of("runs"));
        assertThat(table.output()).contains(id);
        place.nothingLeaksFrom(table);

        for (Failing failing : FAILURES) {
            place.serve(failing.api, failing.snowflake);
            requireNothingTold(failing.exitCode, failing.settings, List.of(
                    "resume", id, "--set=export.max-retries=1", "--set=export.retry-backoff=0.01"));
            assertThat(place.filesWith(MarkedPlace.PATIENT)).as("%s", failing).isEmpty();
        }
        place.serve(List.of(), List.of());
        requireNothingTold(0, Map.of(), List.of("resume", id));
        requireNothingTold(2, Map.of(), List.of("resume", id));
        assertThat(place.filesWith(MarkedPlace.PATIENT)).isEmpty();
    }

    @Test
    void verifyTellsNothingWhateverHappens() throws Exception {
        assertThat(place.exportInTurn(Map.of()).exitCode).isZero();
        List<String> verify = MarkedPlace.onTheStudy("verify", "--deep");
        requireNothingTold(0, Map.of(), verify);
        for (Failing failing : FAILURES) {
            place.serve(failing.api, failing.snowflake);
            requireNothingTold(failing.exitCode, failing.settings, verify);
        }
        place.serve(List.of(), List.of());
        try (Connection connection = Connections.open(place.jdbcUrl(), Map.of("password", MarkedPlace.PASSWORD));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE RECORDS SET SUBJECT_KEY = '" + MarkedPlace.PATIENT.get(0) + "' WHERE RECORD_ID = 2");
        }
        requireNothingTold(4, Map.of(), verify);
        assertThat(place.filesWith(MarkedPlace.PATIENT)).isEmpty();
    }

    @Test
    void theDemoTellsNothingAndHeedsNoSettingOfTheEnvironment() throws Exception {
        MarkedPlace.Run demo = place.run(Map.of(), List.of());

        assertThat(demo.exitCode).as(demo.output()).isZero();
        place.nothingLeaksFrom(demo);
        assertThat(place.filesWith(List.of(ImednetServer.DEFAULT_API_KEY, ImednetServer.DEFAULT_SECURITY_KEY)))
                .isEmpty();
    }

    private void requireNothingTold(int exitCode, Map<String, String> settings, List<String> arguments)
            throws Exception {
        MarkedPlace.Run run = place.runInTurn(settings, arguments);
        assertThat(run.exitCode).as("%s: %s", arguments, run.output()).isEqualTo(exitCode);
        place.nothingLeaksFrom(run);
    }
}
