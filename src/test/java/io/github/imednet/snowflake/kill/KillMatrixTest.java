package io.github.imednet.snowflake.kill;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exporter is killed with SIGKILL at every point on its way, and started again. The points come from the routes:
 * each step that has an id, before it and after it, the first and the second time, and the operations on files inside
 * a step; of points with nothing between them the last. Each place is followed up by the next export in one case, and
 * by {@code imednet resume} in another. {@code -Dkill.cases=REGEX} picks some.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class KillMatrixTest {

    private static final int MOST_HITS = 2;
    private static final int DONE = 0;
    private static final int BAD_CONFIGURATION = 2;
    private static final int BATCH_FAILED = 3;

    private static final List<String> STEPS_AT_SNOWFLAKE =
            List.of("put-files", "copy-into-table", "record-in-ledger", "commit");

    /**
     * The most dangerous points, one of each kind, which every build tries. Just before a commit Snowflake dies, and
     * just after one its answer is lost.
     */
    private static final List<String> SHARE_OF_FIRST_LOAD = List.of(
            "after put-files 2", "after copy-into-table 1", "after commit 1", "amid store-file 2", "amid append-file 1");

    private static final List<String> SHARE_OF_CHANGED_STUDY =
            List.of("after delete-replaced 1", "after commit 2", "before commit-removal 1");

    private static final List<String> SHARE_OF_PURGED_STAGE = List.of("after remove-file 1");

    private static final List<String> SHARE_OF_FORM_VIEWS = List.of("after apply-view 3");

    private static final List<String> SHARE_OF_INCREMENTAL =
            List.of("after count-replaced-in-ledger 1", "after commit 1", "before write-sync 1");

    private static final List<String> SHARE_OF_VANISHED_RECORD = List.of("before plan-all 1");

    /** Steps that only a run with a failure comes to. */
    private static final Set<String> ONLY_AFTER_FAILURES = Set.of(
            "drop-batch",
            "drop-load",
            "record-failure",
            "record-failed-page",
            "record-failed-preparation",
            "record-failed-pass",
            "record-moved-study",
            "keep-failed-files",
            "plan-pass-over-all",
            "record-unknown-changes",
            "record-refused-changes",
            "record-refused-total",
            "find-duplicates",
            "withhold-values",
            "log-files-that-stay",
            "begin-dictionary-again",
            "record-failed-dictionary",
            "throw-failure-of-dictionary",
            "report-failed-views",
            "withdraw-claims-of-views",
            "refuse-lost-names");

    /** Steps beside an export's, which ask the API and write nothing: of other commands, and before the first run. */
    private static final Set<String> ONLY_LOOK_UPS = Set.of(
            "start-look-at-views",
            "fetch-dictionary-to-show",
            "plan-views",
            "statements-of-views",
            "explain-missing-dictionary",
            "begin-list-of-studies",
            "read-list-of-studies",
            "fetch-page-of-studies",
            "take-studies",
            "explain-failed-list-of-studies",
            "wanted-studies");

    /** Steps that only a run comes to whose table has lost rows: they only count. */
    private static final Set<String> ONLY_WITH_LOST_ROWS = Set.of("require-visible-rows");

    /** Steps that only a run with export.fail-if-deletes comes to: they compare ids. */
    private static final Set<String> ONLY_WITH_LIMIT =
            Set.of("ids-before-load", "limit-deletes", "limit-removal");

    /** Steps that only a run of more than a minute comes to. */
    private static final Set<String> ONLY_LATER = Set.of("locks-under-way", "with-locks", "renew-leases");

    /** Steps that only a run with an external stage comes to: they only look. */
    private static final Set<String> ONLY_WITH_EXTERNAL_STAGE = Set.of("describe-stage", "require-place-of-stage");

    /** Routes in place of PUT. What they write is nothing to the table before COPY, as what PUT sends is. */
    private static final String OBJECT_STORAGE = "send-by-(s3|azure-blob|google-storage)\\..*";

    /** Steps that only a ledger of an earlier version brings a run to. */
    private static final Set<String> ONLY_WITH_OLDER_LEDGER = Set.of("add-ledger-columns");

    /** Steps that only a run whose routes drop or mask variables comes to: they only ask the API. */
    private static final Set<String> ONLY_WITH_EDITED_VARIABLES = Set.of(
            "check-edited-variables",
            "fetch-variables-of-study",
            "read-variables",
            "search-variables",
            "take-variables");

    /** Steps that only an export of other lists than records comes to, which {@link ListKillTest} kills. */
    private static final Set<String> ONLY_WITH_LISTS = Set.of(
            "export-several", "begin-lists", "one-list-after-another", "address-list", "export-one-list",
            "record-failed-list", "throw-failure-of-lists", "summarize-lists", "load-as-a-whole", "all-files-of-list",
            "await-load-of-list", "throw-failure-of-list", "compare-with-pass-before", "load-changes-as-a-whole");

    /**
     * Routes that an export does not come to: verification, replay, stage, sinks, ingestion, queries, schedule, and
     * what only looks.
     */
    private static final String NOT_OF_AN_EXPORT =
            "(doctor|plan-export|plan-list|check-privacy-policy|look-up-job|verify|compare|replay|reconcile-replay|check-replaced|clean-stage"
                + "|list-stage-files|open-sink|prepare-sink|lock-batch|load-batch\\.|ingest|query"
                + "|write-query-result|describe-columns|export-due|export-on-schedule|enqueue-studies|work-studies|share-pause).*";

    private Path directory;
    private PreparedScenarios scenarios;

    @BeforeAll
    void prepare(@TempDir Path temporary) throws IOException {
        directory = temporary;
        scenarios = new PreparedScenarios(directory, Scenario.values());
        scenarios.record(Scenario.values());
    }

    Stream<MatrixCase> cases() {
        Map<Scenario, List<KillPoint>> points = new EnumMap<>(Scenario.class);
        for (Scenario scenario : Scenario.values()) {
            points.put(scenario, Matrix.isFull() ? every(scenario) : share(scenario));
        }
        List<MatrixCase> cases =
                Matrix.isFull() ? MatrixCase.everyPlaceWithEveryRecovery(points) : MatrixCase.inTurn(points);
        return cases.stream().filter(this::isWanted);
    }

    private boolean isWanted(MatrixCase one) {
        return one.toString().matches(System.getProperty("kill.cases", ".*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theRunAfterAKillMakesTheTableWhole(MatrixCase matrixCase, @TempDir Path temporary) throws Exception {
        try (KillCase killed = scenarios.open(matrixCase.scenario(), temporary, List.of(), List.of())) {
            Exporter.Ended end = killed.exporter().runUntil(matrixCase.point());
            assertThat(end.code()).as("%s", end).isEqualTo(Exporter.KILLED);
            // A statement that was under way when its client died comes to its end.
            await().untilAsserted(killed.table()::verifyBatches);

            String how = recover(killed, matrixCase.recovery());

            killed.table().verify();
            killed.table().verifyManifest(killed.exporter().manifest());
            if (matrixCase.scenario() == Scenario.FORM_VIEWS) {
                killed.table().verifyViews();
            }
            assertThat(killed.leftBehind()).isEmpty();
            Matrix.log("kill-matrix", matrixCase + how + ": whole");
        }
    }

    /** @return what is to be said of it beside the recovery's name */
    private static String recover(KillCase killed, Recovery recovery) throws Exception {
        Optional<KilledRun> run = KilledRun.in(killed.exporter().state());
        if (recovery == Recovery.RESUME && run.isPresent() && !run.get().isComplete()) {
            return resume(killed, run.get());
        }
        String how = "";
        if (recovery == Recovery.RESUME) {
            how = run.isPresent() ? " (was complete)" : " (had not begun)";
            requireNothingToResume(killed, run);
        }
        requireWhole(killed.exporter().recover(Recovery.SAME_COMMAND));
        return how;
    }

    /**
     * The batches here have a page each; one more question asks for what changed while they were read, and the last
     * page of the killed run is asked for in any case.
     */
    private static String resume(KillCase killed, KilledRun run) throws Exception {
        int missing = killed.pages() - run.batchesAtHand().size();
        int asked = missing + (run.batchesAtHand().contains(run.lastPage()) ? 1 : 0);
        long before = killed.requests();

        JsonNode summary = requireWhole(killed.exporter().recover(Recovery.RESUME));

        long requests = killed.requests() - before;
        assertThat(summary.get("run_id").asText()).isEqualTo(run.id());
        if (killed.readsAll() && summary.at("/reconciliation/passes").asInt() == 1) {
            assertThat(requests).as("requests, with %s pages in no file", missing).isEqualTo(asked + 1L);
        }
        return " (" + missing + " of " + killed.pages() + " pages in no file, " + requests + " requests)";
    }

    /** A run that came to its end, or not even to its beginning, has made the table what it is to be. */
    private static void requireNothingToResume(KillCase killed, Optional<KilledRun> run) throws Exception {
        if (run.isPresent()) {
            killed.table().verify();
            Exporter.Ended refused = killed.exporter().recover(Recovery.RESUME);
            assertThat(refused.code()).isEqualTo(BAD_CONFIGURATION);
            assertThat(refused.errors()).contains("is complete: there is nothing to resume");
        }
    }

    private static JsonNode requireWhole(Exporter.Ended ended) throws IOException {
        assertThat(ended.code()).as("%s", ended).isEqualTo(DONE);
        assertThat(ended.summary().get("reconciled").asBoolean()).isTrue();
        return ended.summary();
    }

    static Stream<Arguments> deathsOfSnowflake() {
        List<Arguments> deaths = new ArrayList<>();
        for (Scenario scenario : List.of(Scenario.FIRST_LOAD, Scenario.CHANGED_STUDY)) {
            for (String step : STEPS_AT_SNOWFLAKE) {
                deaths.add(arguments(scenario, KillPoint.parse("before " + step + " 1")));
                deaths.add(arguments(scenario, KillPoint.parse("after " + step + " 1")));
            }
        }
        return Matrix.isFull() ? deaths.stream() : Stream.of(deaths.get(6), deaths.get(11));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("deathsOfSnowflake")
    void anExportWhoseSnowflakeServerDiesAndComesBackIsWholeOrTheNextOneIs(
            Scenario scenario, KillPoint point, @TempDir Path temporary) throws Exception {
        scenarios.copyTo(scenario, temporary.resolve("snowflake"));
        try (StudyData study = scenario.study();
                ImednetServer imednet = scenario.serve(study);
                SnowflakeProcess snowflake = new SnowflakeProcess(temporary.resolve("snowflake"))) {
            Path work = temporary.resolve("exporter");
            Exporter exporter = new Exporter(
                    work, imednet.uri(), snowflake.uri(), scenario.settings(work));
            WholeTable table = new WholeTable(imednet.uri(), snowflake.jdbcUrl());

            Exporter.Ended end = exporter.runAndKill(point, snowflake.pid());
            snowflake.awaitRestart();

            assertThat(end.code()).as("%s", end).isIn(DONE, BATCH_FAILED);
            table.verifyBatches();
            requireWhole(exporter.recover(Recovery.SAME_COMMAND));
            table.verify();
            table.verifyManifest(exporter.manifest());
            String line = scenario + ", Snowflake dies " + point + ": exit code " + end.code() + ", then whole";
            Matrix.log("kill-matrix", line);
        }
    }

    static Stream<Arguments> lostAnswers() {
        Arguments commit = arguments("COMMIT", StatementType.TRANSACTION, 2, Recovery.RESUME);
        return Matrix.isFull()
                ? Stream.of(
                        commit,
                        arguments("COMMIT", StatementType.TRANSACTION, 2, Recovery.SAME_COMMAND),
                        arguments("PUT", StatementType.PUT, 1, Recovery.RESUME),
                        arguments("PUT", StatementType.PUT, 1, Recovery.SAME_COMMAND),
                        arguments("COPY INTO", StatementType.COPY, 1, Recovery.RESUME),
                        arguments("COPY INTO", StatementType.COPY, 1, Recovery.SAME_COMMAND),
                        arguments("INSERT INTO", StatementType.INSERT, 1, Recovery.RESUME),
                        arguments("INSERT INTO", StatementType.INSERT, 1, Recovery.SAME_COMMAND))
                : Stream.of(commit);
    }

    /** @param executed how many statements of the type there are when the one in question has been executed */
    @ParameterizedTest(name = "{0}, {3}")
    @MethodSource("lostAnswers")
    void anExportThatIsKilledBeforeItGetsTheAnswerToWhatWasExecutedIsFollowedByAWholeOne(
            String statement, StatementType type, long executed, Recovery recovery, @TempDir Path temporary)
            throws Exception {
        List<String> faults = List.of("drop-after:times=3,on=" + statement);
        try (KillCase killed =
                scenarios.open(Scenario.FIRST_LOAD, temporary, faults, List.of("export.parallel-loads=1"))) {
            Process process = killed.exporter().start(List.of());
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> killed.snowflake().statements(type) >= executed);
            process.destroyForcibly();

            assertThat(killed.exporter().end(process).code()).isEqualTo(Exporter.KILLED);
            requireWhole(killed.exporter().recover(recovery));
            killed.table().verify();
            killed.table().verifyManifest(killed.exporter().manifest());
            Matrix.log("kill-matrix", "answer to " + statement + " lost, " + recovery + ": whole");
        }
    }

    @Test
    void everyStepWithAnIdIsAPointOfTheMatrix() throws Exception {
        Set<String> passed = Arrays.stream(Scenario.values())
                .flatMap(scenario -> steps(scenario).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        passed.addAll(ONLY_AFTER_FAILURES);
        passed.addAll(ONLY_LOOK_UPS);
        passed.addAll(ONLY_LATER);
        passed.addAll(ONLY_WITH_LIMIT);
        passed.addAll(ONLY_WITH_LOST_ROWS);
        passed.addAll(ONLY_WITH_EXTERNAL_STAGE);
        passed.addAll(ONLY_WITH_OLDER_LEDGER);
        passed.addAll(ONLY_WITH_EDITED_VARIABLES);
        passed.addAll(ONLY_WITH_LISTS);

        assertThat(passed).containsAll(idsOfSteps());
    }

    @Test
    void theShareIsOfPointsThatARunPasses() {
        for (Scenario scenario : Scenario.values()) {
            assertThat(scenarios.points(scenario).all()).containsAll(share(scenario));
        }
    }

    /** Of a stage that is purged, and of views, only what a first load without them does not come to. */
    private List<KillPoint> every(Scenario scenario) {
        List<KillPoint> places = scenarios.points(scenario).places(MOST_HITS);
        if (scenario != Scenario.PURGED_STAGE && scenario != Scenario.FORM_VIEWS) {
            return places;
        }
        Set<String> ofFirstLoad = steps(Scenario.FIRST_LOAD);
        return places.stream().filter(point -> !ofFirstLoad.contains(point.step())).toList();
    }

    private Set<String> steps(Scenario scenario) {
        return scenarios.points(scenario).all().stream()
                .map(KillPoint::step)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<KillPoint> share(Scenario scenario) {
        List<String> share = switch (scenario) {
            case FIRST_LOAD -> SHARE_OF_FIRST_LOAD;
            case CHANGED_STUDY -> SHARE_OF_CHANGED_STUDY;
            case PURGED_STAGE -> SHARE_OF_PURGED_STAGE;
            case FORM_VIEWS -> SHARE_OF_FORM_VIEWS;
            case INCREMENTAL -> SHARE_OF_INCREMENTAL;
            case VANISHED_RECORD -> SHARE_OF_VANISHED_RECORD;
        };
        return share.stream().map(KillPoint::parse).toList();
    }

    /** Ids in the route files that are indented deeper than a route's own. */
    private static Set<String> idsOfSteps() throws IOException {
        Set<String> ids = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(KillMatrixTest::isOfAnExport).toList()) {
                ids.addAll(Pattern.compile("(?m)^ {6,}id: (\\S+)$").matcher(Files.readString(file)).results()
                        .map((MatchResult id) -> id.group(1)).toList());
            }
        }
        return ids;
    }

    private static boolean isOfAnExport(Path route) {
        String name = route.getFileName().toString();
        return name.endsWith(".camel.yaml") && !name.matches(NOT_OF_AN_EXPORT) && !name.matches(OBJECT_STORAGE);
    }
}
