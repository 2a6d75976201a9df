package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.journal.StateDirectory;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is told of runs and exports; runs whose listeners fail begin and end as all others do, and leave nothing open. */
class ExportRunsTest {

    @TempDir
    private Path directory;

    private final ExportRuns runs = new ExportRuns();
    private final List<ExportSummary> told = new ArrayList<>();
    private ExportPlan plan;
    private Path staging;

    @BeforeEach
    void plan() throws Exception {
        staging = Files.createDirectory(directory.resolve("staging"));
        plan = plan(Map.of());
        runs.onExport(told::add);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aListenerThatFailsAtTheEndLeavesNothingOpen(Throwable failure) throws Exception {
        List<ExportSummary> ended = new ArrayList<>();
        runs.onEnd(summary -> fail(failure));
        runs.onEnd(ended::add);
        ExportRun run = start();
        assertThat(state(run)).isEqualTo(State.RUNNING);
        Files.writeString(run.workDirectory().resolve("part"), "PAR1");

        plan.finish(run, null);

        assertNothingIsLeft(run);
        assertThat(run.stagingDirectory()).doesNotExist();
        assertThat(ended).extracting(ExportSummary::runId).as("those told after it").containsExactly(run.id());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aListenerThatFailsAtTheBeginningDoesNotKeepTheRunFromItsEnd(Throwable failure) throws Exception {
        List<ExportRun> begun = new ArrayList<>();
        runs.onBegin(run -> fail(failure));
        runs.onBegin(begun::add);
        ExportRun run = start();
        assertThat(begun).containsExactly(run);

        plan.finish(run, null);

        assertNothingIsLeft(run);
    }

    @Test
    void ofAStagingDirectoryThatIsKeptTheRunsOwnPartGoes() throws Exception {
        plan = plan(Map.of("export.local-staging-dir", staging.toString()));
        runs.onEnd(summary -> fail(new IllegalStateException("listener")));
        ExportRun run = start();
        Files.writeString(staging.resolve("kept.parquet"), "PAR1");
        assertThat(run.workDirectory()).isDirectory();

        plan.finish(run, null);

        assertNothingIsLeft(run);
        try (Stream<Path> left = Files.list(staging)) {
            assertThat(left).containsExactly(staging.resolve("kept.parquet"));
        }
    }

    @Test
    void aRunThatBeginsWhenItsContextHasStoppedLeavesNothingOpen() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        runs.setCamelContext(context);
        context.start();
        context.stop();

        assertThatExceptionOfType(ExportInterruptedException.class).isThrownBy(this::start);

        assertThat(runs.underWay()).isEmpty();
        JournaledRun run = new StateDirectory(directory.resolve("state")).runs().runs().get(0);
        assertThat(run.state()).isEqualTo(State.CRASHED);
        assertThat(StateDirectory.staged(run.directory())).doesNotExist();
    }

    /** Nothing that comes later would be a success of such a study. */
    @ParameterizedTest
    @CsvSource({",", "..,", "'S\u0007',", "S1, 2f1c", ", 2f1c"})
    void whatIsNoStudyOrNoRunIsNotToldAsAnExport(String study, String resume) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> plan.start(study, null, resume, exchange));
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> new StudyLists(settings(Map.of()), runs).begin(study, resume, exchange));

        assertThat(told).isEmpty();
    }

    @Test
    void anExportThatCannotBeginIsTold() {
        ExportSettings noKeys = settings(Map.of("export.sink-only", "true", "imednet.api-key", ""));
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> new ExportPlan(noKeys, runs).start("S1", null, null, exchange));
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> new StudyLists(noKeys, runs).begin("S2", null, exchange));

        assertThat(told).extracting(ExportSummary::studyKey).containsExactly("S1", "S2");
    }

    @Test
    void aReplayIsNoSuccessOfItsStudy() throws Exception {
        runs.onEnd(told::add);
        ExportRun run = start();
        run.replays();

        plan.finish(run, null);

        assertThat(told).isEmpty();
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("listener"), new NoClassDefFoundError("listener"));
    }

    private static void fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private ExportPlan plan(Map<String, String> others) {
        return new ExportPlan(settings(others), runs);
    }

    private ExportSettings settings(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(others);
        settings.put("export.state-dir", directory.resolve("state").toString());
        return SettingsOf.defaults(settings);
    }

    private ExportRun start() throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        plan.start("S1", null, null, exchange);
        return exchange.getProperty("run", ExportRun.class);
    }

    private State state(ExportRun run) throws Exception {
        return new StateDirectory(directory.resolve("state")).find(run.id()).state();
    }

    /** The state is told by the lock: a run that did not say its end and holds none has crashed. */
    private void assertNothingIsLeft(ExportRun run) throws Exception {
        assertThat(runs.underWay()).isEmpty();
        assertThat(runs.claimsUnderWay()).isEmpty();
        assertThat(run.workDirectory()).doesNotExist();
        assertThat(state(run)).isEqualTo(State.CRASHED);
        assertThatExceptionOfType(ClosedChannelException.class)
                .isThrownBy(() -> run.journal().append("late", Map.of()));
    }
}
