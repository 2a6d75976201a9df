package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.journal.RunOwner;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.load.RunInProgressException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run per study and table at a time. */
class RunLockTest {

    private static final int RECORDS = 1000;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
        servers.export("SAMPLE", Map.of("snowflake.table", "OTHER"));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void aSecondRunOfAStudyIsToldWhoHasIt() throws Exception {
        enter("RECORDS", "SAMPLE", 300);
        long requests = servers.imednet().requests();

        assertThatExceptionOfType(RunInProgressException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of()))
                .withMessageContaining("Run run-of-another (process 1 on elsewhere) is loading SAMPLE")
                .withMessageContaining("its claim ends at 2");
        assertThat(servers.imednet().requests()).isEqualTo(requests);
        assertThat(servers.query("SHOW TABLES LIKE 'RECORDS'")).isEmpty();
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isEqualTo(1);
    }

    @Test
    void aRunWhoseLeaseHasEndedIsNoObstacle() throws Exception {
        enter("RECORDS", "SAMPLE", -1);

        assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isZero();
    }

    /** Started anew, the server also has another address: that of an ended run need not be the one of today. */
    @Test
    void aClaimThatAnEndedRunCouldNotGiveFreeIsNoObstacle() throws Exception {
        servers.failSnowflake("sql-error:code=002003,state=42S02,on=WHERE \"RUN_ID\" =");
        assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();
        servers.failSnowflake();
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isEqualTo(1);

        assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isZero();
    }

    /** A run that was known to have ended, and has been resumed since: what it claims now is not what it left. */
    @Test
    void aRunThatIsResumedAtTheSameMomentIsSeen() throws Exception {
        String resumed = runs().get(0).id();
        String steps = BuiltInRoutes.texts().entrySet().stream()
                .filter(file -> file.getKey().endsWith("take-lock.camel.yaml"))
                .findFirst()
                .orElseThrow()
                .getValue();
        String claim = "        - bean:\n            id: insert-lock\n";
        assertThat(steps).contains(claim);
        String insert = "        - setVariable:\n            name: sql\n            constant: >-\n              "
                + claimOf("RECORDS", "SAMPLE", resumed + "/resumed", 300)
                + "\n        - to: direct:execute-sql\n";
        Path file = Files.writeString(directory.resolve("take-lock.camel.yaml"), steps.replace(claim, insert + claim));

        assertThatExceptionOfType(RunInProgressException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of(), file))
                .satisfies(other -> assertThat(other.runId()).isEqualTo(resumed));
        assertThat(servers.query("SHOW TABLES LIKE 'RECORDS'")).isEmpty();
    }

    /** Only its lease tells that a run on another machine is at its end; until then it keeps what it has. */
    @Test
    void theClaimOfARunThatCrashedOnAnotherMachineEndsWithItsLease() throws Exception {
        servers.export("SAMPLE", Map.of());
        JournaledRun crashed = asIfOnAnotherMachine(runs().get(runs().size() - 1));
        servers.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT) SELECT"
                + " 'RECORDS', 'SAMPLE', '" + crashed.id() + "/claim', 'process 1 on a pod',"
                + " DATEADD(second, 300, SYSDATE())");

        assertThatExceptionOfType(RunInProgressException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of()))
                .withMessageContaining("Run " + crashed.id() + " (process 1 on a pod) is loading SAMPLE");
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isEqualTo(1);
        assertThat(new StateDirectory(servers.state()).find(crashed.id()).state()).isEqualTo(State.CRASHED);
        assertThat(crashed.directory().resolve("staged/half")).exists();

        servers.execute("UPDATE IMEDNET_RUN_LOCK SET EXPIRES_AT = DATEADD(second, -1, SYSDATE())");
        assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();
        assertThat(new StateDirectory(servers.state()).find(crashed.id()).state()).isEqualTo(State.ABANDONED);
        assertThat(crashed.directory().resolve("staged")).doesNotExist();
    }

    /** Its last line goes, and its process was on a machine that has been silent for an hour. */
    private static JournaledRun asIfOnAnotherMachine(JournaledRun run) throws Exception {
        Path journal = run.directory().resolve(JournaledRun.FILE);
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.indexOf("{\"event\":\"end\"")));
        Path lock = Files.writeString(run.directory().resolve("lock"), "another machine");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Files.writeString(Files.createDirectories(run.directory().resolve("staged")).resolve("half"), "rows");
        return run;
    }

    private List<JournaledRun> runs() throws Exception {
        return new StateDirectory(servers.state()).runs().runs();
    }

    @Test
    void otherStudiesAndTablesAreFree() throws Exception {
        enter("RECORDS", "OTHER_STUDY", 300);
        enter("ANOTHER", "SAMPLE", 300);

        assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();
    }

    @Test
    void aRunThatLostItsLockCommitsNothing() throws Exception {
        Path thief = duringTheRun("DELETE FROM \"IMEDNET\".\"PUBLIC\".\"IMEDNET_RUN_LOCK\"");

        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of(), thief))
                .withMessageContaining("has lost its claim to the study");
        assertThat(servers.snowflake().statements(StatementType.COPY)).isPositive();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isZero();
    }

    /** As where Snowflake did not show it the other's claim at once. */
    @Test
    void aRunBeforeWhichAnotherOneCameUnseenCommitsNothingAndReleasesTheStudy() throws Exception {
        Path unseen = duringTheRun(claimOf("RECORDS", "SAMPLE", "run-of-another", 300));

        assertThatExceptionOfType(RunInProgressException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of(), unseen))
                .satisfies(other -> {
                    assertThat(other.runId()).isEqualTo("run-of-another");
                    assertThat(other.exitCode()).isEqualTo(2);
                });
        assertThat(servers.snowflake().statements(StatementType.COPY)).isPositive();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isZero();
        assertThat(servers.query("SELECT DISTINCT RUN_ID FROM IMEDNET_RUN_LOCK"))
                .containsExactly(List.of("run-of-another"));

        servers.execute("DELETE FROM IMEDNET_RUN_LOCK");
        assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();
    }

    /** It claims the study, sees that it is not alone, and ends: between the two its claim is there to be seen. */
    @Test
    void aRunThatComesLaterDoesNotEndTheOneThatIsAtWork() throws Exception {
        Path later = duringTheRun(claimOf("RECORDS", "SAMPLE", "run-of-another", 300)
                .replace("elsewhere", "elsewhere, since 2999-12-31 00:00:00.000"));

        assertThat(servers.export("SAMPLE", Map.of(), later).reconciled()).isTrue();
    }

    /** What another run has loaded since is in files that are not this run's, as are rows of records that are gone. */
    @Test
    void aRunThatLostItsLockRemovesNothing() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.serve(StudyData.sample(RECORDS / 2));
        long copies = servers.snowflake().statements(StatementType.COPY);
        Path thief = duringTheRun("DELETE FROM \"IMEDNET\".\"PUBLIC\".\"IMEDNET_RUN_LOCK\"");

        assertThatExceptionOfType(VerificationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of(), thief))
                .withMessageContaining("has lost its claim to the study");
        assertThat(servers.snowflake().statements(StatementType.COPY)).isEqualTo(copies);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    /** The row that a run writes, in the name of another one. */
    @Test
    void aProgramIsToldWhichRunIsAtWorkAndSinceWhen() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Path rename =
                duringTheRun("UPDATE \"IMEDNET\".\"PUBLIC\".\"IMEDNET_RUN_LOCK\" SET RUN_ID = 'run-of-another/1'");
        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of(), rename));

        assertThatExceptionOfType(RunInProgressException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of()))
                .satisfies(other -> {
                    assertThat(other.runId()).isEqualTo("run-of-another");
                    assertThat(other.owner()).isEqualTo(RunOwner.current().toString());
                    assertThat(other.since().orElseThrow()).isBetween(before, Instant.now());
                    assertThat(other.leaseEnd()).isAfter(Instant.now());
                    assertThat(other.exitCode()).isEqualTo(2);
                });
    }

    /** A route file with which a statement is executed for each page that a run reads. */
    private Path duringTheRun(String statement) throws IOException {
        return Files.writeString(
                directory.resolve("customize-page.camel.yaml"),
                """
                - route:
                    id: customize-page
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:customize-page
                      steps:
                        - setProperty:
                            name: pageBefore
                            simple: "${body}"
                        - bean:
                            ref: runProgress
                            method: mayLoad
                        - setVariable:
                            name: sql
                            constant: STATEMENT
                        - to: direct:execute-sql
                        - setBody:
                            simple: "${exchangeProperty.pageBefore}"
                """.replace("STATEMENT", statement));
    }

    private void enter(String table, String study, int seconds) throws Exception {
        servers.execute(claimOf(table, study, "run-of-another", seconds));
    }

    private static String claimOf(String table, String study, String run, int seconds) {
        return "INSERT INTO IMEDNET.PUBLIC.IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT) SELECT '"
                + table + "', '" + study + "', '" + run + "', 'process 1 on elsewhere', DATEADD(second, " + seconds
                + ", SYSDATE())";
    }
}
