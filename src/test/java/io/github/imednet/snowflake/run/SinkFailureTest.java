package io.github.imednet.snowflake.run;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.SnowflakeExportConfig;
import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.journal.Journal;
import io.github.imednet.snowflake.journal.JournalLines;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.RunOwner;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What a sink refuses, and what it leaves when something fails. */
class SinkFailureTest extends SinkServers {

    @Test
    void anotherProcessThatWritesTheSameBatchKeepsThisOneFromIt() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            servers.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT, BATCH_ID)"
                    + " SELECT '" + rows.table()
                    + "', 'OTHER', 'run-7', 'process 9 on elsewhere', DATEADD(second, 600, SYSDATE()), 'b'");

            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> sink.writeBatch(SinkRows.maps("S", 1, 1), "b"))
                    .withMessageContaining("Run run-7 (process 9 on elsewhere) is loading batch b");
            assertThat(sink.writeBatch(SinkRows.maps("OTHER", 1, 1), "c")).isEqualTo(1);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK WHERE TABLE_NAME = '" + rows.table() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aLostAnswerToTheCommitIsNoSecondLoadAndTheRowsCountAsLoaded() throws Exception {
        servers.failSnowflake("drop-after:on=COMMIT", "session-gone:on=COMMIT,at=2");
        try (SnowflakeExportSink sink = rows.sink()) {
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 5), "b")).isEqualTo(5);
        }

        assertThat(servers.snowflake().statements(StatementType.COPY)).isEqualTo(1);
        assertThat(rows.ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void anInterruptedWriterWaitsForItsLoadAndTellsWhatBecameOfIt() throws Exception {
        servers.failSnowflake("slow:on=COPY INTO,millis=1000");
        try (SnowflakeExportSink sink = rows.sink()) {
            FutureTask<Long> write = new FutureTask<>(() -> {
                long loaded = sink.writeBatch(SinkRows.maps("S", 1, 5), "b");
                assertThat(Thread.interrupted()).as("the flag of the thread").isTrue();
                return loaded;
            });
            Thread writer = new Thread(write);
            writer.start();
            await().until(() -> servers.snowflake().statements(StatementType.PUT) == 1
                    && writer.getState() == Thread.State.WAITING);
            writer.interrupt();

            assertThat(write.get()).isEqualTo(5);
        }
        assertThat(rows.ids()).containsExactly("1", "2", "3", "4", "5");
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK WHERE TABLE_NAME = '" + rows.table() + "'"))
                .isZero();
    }

    @Test
    void aFaultThatPassesIsOvercomeAndTheBatchLoadedOnce() throws Exception {
        servers.failSnowflake("session-gone:on=COPY INTO", "session-gone:on=COMMIT",
                "sql-error:on=SHOW TABLES,code=000604,state=57014");
        try (SnowflakeExportSink sink = rows.sink()) {
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 5), "b")).isEqualTo(5);
        }

        assertThat(rows.ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aBatchThatFailsForGoodIsNamedWithItsAttemptsAndLeavesNothing() throws Exception {
        servers.failSnowflake("sql-error:on=COPY INTO,code=000604,state=57014,message=no luck,times=3");
        try (SnowflakeExportSink sink = new SnowflakeExportSink(rows.config().maxRetries(2).build())) {
            ExportBatchException failure = catchThrowableOfType(
                    ExportBatchException.class, () -> sink.writeBatch(SinkRows.maps("S", 1, 5), "my batch"));

            assertThat(failure.batchId()).isEqualTo("my batch");
            assertThat(failure)
                    .hasMessageStartingWith("Batch my batch failed after 3 attempts: ")
                    .hasMessageContaining("no luck");
            assertThat(rows.ids()).isEmpty();
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 5), "my batch")).isEqualTo(5);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK WHERE TABLE_NAME = '" + rows.table() + "'"))
                .isZero();
    }

    @Test
    void aWrongPasswordAWrongAddressAndATableThatDoesNotFitFailTheConstructor() throws Exception {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> new SnowflakeExportSink(rows.config().password("hunter2-wrong").build()))
                .withMessageContaining("Snowflake refused the login")
                .satisfies(failure -> assertThat(StackTraces.of(failure)).doesNotContain("hunter2-wrong"));
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> new SnowflakeExportSink(rows.config()
                        .url("http://127.0.0.1:9")
                        .maxRetries(0)
                        .extra("snowflake.login-timeout", 1)
                        .build()))
                .withMessageContaining("Snowflake cannot be used as configured")
                .withMessageContaining("Check snowflake.account or snowflake.url");
        servers.execute("CREATE TABLE " + rows.table() + " (RECORD_ID NUMBER)");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(rows::sink)
                .withMessageContaining("lacks the columns");
    }

    @Test
    void aTableThatCannotSayWhichFileARowIsFromIsRefused() throws Exception {
        rows.sink().close();
        servers.execute("ALTER TABLE " + rows.table() + " DROP COLUMN _SOURCE_FILE");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(rows::sink)
                .withMessageContaining("has no column _SOURCE_FILE");
    }

    @Test
    void aClosedSinkCanBeClosedAgainAndWritesNoMore() throws Exception {
        SnowflakeExportSink sink = rows.sink();
        sink.writeBatch(SinkRows.maps("S", 1, 1), "b");
        sink.close();
        sink.close();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sink.writeBatch(SinkRows.maps("S", 2, 2), "c"));
        assertThat(rows.ids()).containsExactly("1");
    }

    @Test
    void anIdThatIsNoneIsRefused() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            for (String id : new String[] {null, "", " ", "a\0b", "\ud800"}) {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> sink.writeBatch(SinkRows.maps("S", 1, 1), id))
                        .withMessageContaining("A batch needs an id");
            }
        }
    }

    @Test
    void whatASinkOfADeadProcessLeftIsRemovedAndItsClaimCountsNoMore() throws Exception {
        Path state = directory.resolve("state-" + rows.table());
        StateDirectory directories = new StateDirectory(state);
        String dead = "00000000-0000-4000-8000-000000000000";
        try (Journal journal = Journal.open(directories.beginSink(dead).resolve(JournaledRun.FILE))) {
            ExportSettings settings = SettingsOf.defaults(Map.of("export.state-dir", state.toString()));
            journal.appendDurably("begin", JournalLines.begin(dead, "", settings, RunOwner.current()));
        }
        Files.writeString(
                Files.createDirectories(state.resolve("sinks/" + dead + "/staged")).resolve("a.parquet"), "x");
        rows.sink().close();
        servers.execute(
                "INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT, BATCH_ID) SELECT '"
                        + rows.table() + "', 'S', '" + dead
                        + "/4', 'process 9 on here', DATEADD(second, 600, SYSDATE()), 'b'");

        SnowflakeExportConfig config = rows.config().extra("export.state-dir", state).build();
        try (SnowflakeExportSink sink = new SnowflakeExportSink(config)) {
            assertThat(state.resolve("sinks/" + dead)).doesNotExist();
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 1), "b")).isEqualTo(1);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK WHERE TABLE_NAME = '" + rows.table() + "'"))
                .isZero();
    }
}
