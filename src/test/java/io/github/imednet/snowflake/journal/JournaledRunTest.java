package io.github.imednet.snowflake.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.model.StagedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What journals tell of runs: of those that live, of those that do not, and of damaged ones. */
class JournaledRunTest {

    @TempDir
    private Path directory;

    private StateDirectory state;

    @BeforeEach
    void openState() {
        state = new StateDirectory(directory);
    }

    /** As in containers that share a network name space: the host's name is the same, the process is unknown here. */
    @Test
    void aRunOfAProcessThatNobodyHereSeesIsAliveUntilItIsKilled() throws Exception {
        String id = UUID.randomUUID().toString();
        Process writer = writer(id, RunOwner.current().host());
        try (BufferedReader output = writer.inputReader()) {
            assertThat(output.readLine()).isEqualTo("begun");
            assertThat(state.find(id).state()).isEqualTo(State.RUNNING);
            assertThat(state.find(id).claimsNothing()).isFalse();
        } finally {
            writer.destroyForcibly().waitFor();
        }

        assertThat(state.find(id).state()).isEqualTo(State.CRASHED);
        assertThat(state.find(id).claimsNothing()).isTrue();
    }

    /** As after a pod was killed: the next one has another name. */
    @Test
    void aRunThatWasKilledOnAHostOfAnotherNameHasCrashed() throws Exception {
        String id = UUID.randomUUID().toString();
        Process writer = writer(id, "export-28391820-x7k2p");
        try (BufferedReader output = writer.inputReader()) {
            assertThat(output.readLine()).isEqualTo("begun");
        } finally {
            writer.destroyForcibly().waitFor();
        }

        assertThat(state.find(id).state()).isEqualTo(State.CRASHED);
        assertThat(state.find(id).claimsNothing()).isTrue();
    }

    /** Its lock may not reach this machine: it lives by its sign of life, and its claim ends with its lease alone. */
    @Test
    void aRunOnAnotherMachineIsAliveWhileItGivesASign() throws Exception {
        String id = UUID.randomUUID().toString();
        Path lock = run(id).resolve("lock");
        Files.writeString(lock, "another machine");
        assertThat(state.find(id).state()).isEqualTo(State.RUNNING);

        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(600)));
        assertThat(state.find(id).state()).isEqualTo(State.CRASHED);
        assertThat(state.find(id).claimsNothing()).isFalse();
    }

    @Test
    void aLineThatWasCutOffInsideALetterIsNoLine() throws Exception {
        String id = UUID.randomUUID().toString();
        Path journal = run(id).resolve(JournaledRun.FILE);
        byte[] cut = "{\"event\":\"file\",\"path\":\"/Jörg".getBytes(StandardCharsets.UTF_8);
        long whole = Files.size(journal);
        Files.write(journal, Arrays.copyOf(cut, cut.length - 3), StandardOpenOption.APPEND);

        assertThat(state.find(id).state()).isEqualTo(State.CRASHED);
        assertThat(state.find(id).lastPass().doneFiles()).isEmpty();
        Journal.open(journal).close();
        assertThat(Files.size(journal)).isEqualTo(whole);
    }

    @Test
    void whatCannotBeReadIsNamedAndLeftAside() throws Exception {
        String good = UUID.randomUUID().toString();
        run(good);
        Files.createDirectories(directory.resolve("runs/lost+found"));
        String[] damaged = {
            "not a journal\n",
            "{\"event\":\"begin\",\"run_id\n",
            "{\"event\":\"begin\",\"at\":\"yesterday\"}\n",
            "{\"event\":\"begin\",\"at\":\"2026-01-01T00:00:00Z\",\"study_key\":\"S\"}\n{\"event\":\"end\",\"sta\n"
        };
        for (int i = 0; i < damaged.length; i++) {
            Path run = Files.createDirectories(directory.resolve("runs/damaged-" + i));
            Files.writeString(run.resolve(JournaledRun.FILE), damaged[i]);
        }
        Files.createDirectories(directory.resolve("runs/a-folder/" + JournaledRun.FILE));

        JournaledRuns found = state.runs();
        assertThat(found.runs()).extracting(JournaledRun::id).containsExactly(good);
        assertThat(found.unreadable())
                .extracting(JournaledRuns.Unreadable::id)
                .containsExactlyInAnyOrder("damaged-0", "damaged-1", "damaged-2", "damaged-3", "a-folder");
        assertThat(found.unreadable().toString())
                .contains("damaged-1 is ignored: line 1 of the journal is damaged")
                .contains("damaged-3 is ignored: line 2 of the journal is damaged");
        assertThat(state.runsToKnow()).isEqualTo(found);
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> state.find("damaged-1"))
                .withMessageContaining("line 1 of the journal is damaged: it is not JSON. The run can neither be resumed nor have a report");
    }

    /** Earlier versions called a pass a reading. */
    @Test
    void whatAPassOfAnEarlierVersionWroteIsForgottenWithTheNext() throws Exception {
        String id = UUID.randomUUID().toString();
        String file = """
                {"event":"file","batch_id":"S/records/%d","path":"b-%1$d.parquet","unmapped_id":7}
                """;
        String load = """
                {"event":"load","at":"2026-01-01T00:00:01Z","files":["b-0.parquet","b-1.parquet"]}
                """;
        Files.writeString(
                run(id).resolve(JournaledRun.FILE),
                file.formatted(0) + file.formatted(1) + "{\"event\":\"reading\"}\n" + file.formatted(0)
                        + load,
                StandardOpenOption.APPEND);

        JournaledRun read = state.find(id);
        assertThat(read.lastPass().passes()).isEqualTo(2);
        assertThat(read.lastPass().doneFiles()).extracting(StagedFile::batchId).containsExactly("S/records/0");
        assertThat(RunHistory.read(read).misfits()).isEqualTo(1);
    }

    @Test
    void aRunWithADamagedLineInTheMiddleIsListedAndNotGoneOnWith() throws Exception {
        String id = UUID.randomUUID().toString();
        Path journal = run(id).resolve(JournaledRun.FILE);
        Files.write(journal, new byte[] {'{', '"', (byte) 0xC3, '\n'}, StandardOpenOption.APPEND);

        assertThat(state.find(id).state()).isEqualTo(State.CRASHED);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> state.find(id).lastPass())
                .withMessageContaining("line 2 of the journal is damaged");
    }

    /** Old runs are many: of those that said their end, a run that begins reads the end of the last line alone. */
    @Test
    void oldRunsThatHaveEndedAreNotRead() throws Exception {
        String crashed = UUID.randomUUID().toString();
        Files.setLastModifiedTime(
                run(crashed).resolve(JournaledRun.FILE), FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
        for (int i = 0; i < 120; i++) {
            Path run = Files.createDirectories(directory.resolve("runs/ended-" + i));
            Path journal = Files.writeString(
                    run.resolve(JournaledRun.FILE),
                    i < 60 ? "could not be read\n{\"event\":\"end\",\"state\":\"COMPLETE\"}\n" : begin() + ended());
            Files.setLastModifiedTime(
                    journal, FileTime.from(Instant.parse("2025-01-01T00:00:00Z").plusSeconds(i)));
        }

        JournaledRuns known = state.runsToKnow();
        assertThat(known.unreadable()).isEmpty();
        assertThat(known.runs()).hasSize(51).extracting(JournaledRun::id).contains(crashed, "ended-119", "ended-70");
    }

    @Test
    void ofARunThatSaidItsEndOnlyTheFirstAndTheLastLinesAreRead() throws Exception {
        Path run = Files.createDirectories(directory.resolve("runs/ended"));
        Files.writeString(
                run.resolve(JournaledRun.FILE),
                begin() + "{\"event\":\"replay\"}\n{\"event\":\"resume\", could not be read\n" + ended());

        JournaledRun read = state.find("ended");
        assertThat(read.state()).isEqualTo(State.COMPLETE);
        assertThat(read.replay()).isTrue();
        assertThat(read.claimsNothing()).isTrue();
    }

    /** The table of records, which is the same, does not count then. */
    @Test
    void aRunOfAListIsIntoTheTableOfThatList() throws Exception {
        Path run = state.begin("of-sites");
        try (Journal journal = Journal.open(run.resolve(JournaledRun.FILE))) {
            Map<String, Object> begin =
                    JournalLines.begin("of-sites", "S", sitesInto("SITES", "sites"), RunOwner.current());
            begin.put("resource", "sites");
            journal.appendDurably("begin", begin);
        }

        JournaledRun read = state.find("of-sites");
        assertThat(read.isInto(sitesInto("SITES", "sites,records"))).isTrue();
        assertThat(read.isInto(sitesInto("SITES", "records"))).isTrue();
        assertThat(read.isInto(sitesInto("OTHER_SITES", "sites"))).isFalse();
    }

    @Test
    void aStudyThatIsBlankIsNone() throws Exception {
        run("of-s");
        JournaledRun read = state.find("of-s");

        assertThat(read.requireStudy(" ")).isSameAs(read.requireStudy(null)).isSameAs(read.requireStudy("S"));
        assertThatExceptionOfType(ExportConfigurationException.class).isThrownBy(() -> read.requireStudy("T"));
    }

    private static ExportSettings sitesInto(String table, String lists) {
        Map<String, String> settings = Map.of(
                "snowflake.account", "local", "snowflake.user", "LOADER", "snowflake.password", "p",
                "snowflake.database", "D", "snowflake.warehouse", "W", "snowflake.stage", "S",
                "snowflake.table", "RECORDS", "snowflake.sites-table", table, "export.resources", lists,
                "export.sink-only", "true");
        return ExportSettings.read(key -> Optional.ofNullable(settings.get(key)));
    }

    private Path run(String id) throws IOException {
        Path run = state.begin(id);
        Files.writeString(run.resolve(JournaledRun.FILE), begin());
        return run;
    }

    private static String begin() {
        return "{\"event\":\"begin\",\"at\":\"2026-01-01T00:00:00Z\",\"study_key\":\"S\",\"settings\":{},"
                + "\"host\":\"h\",\"process\":1}\n";
    }

    private static String ended() {
        return "{\"event\":\"end\",\"state\":\"COMPLETE\"}\n";
    }

    private Process writer(String id, String host) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), Writer.class.getName(),
                        directory.toString(), id, host))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Begins a run, and lives until it is killed. */
    static final class Writer {

        public static void main(String[] arguments) throws IOException {
            Path run = new StateDirectory(Path.of(arguments[0])).begin(arguments[1]);
            Journal journal = Journal.open(run.resolve(JournaledRun.FILE));
            journal.appendDurably("begin", Map.of(
                    "study_key", "S", "settings", Map.of(), "host", arguments[2], "process", Integer.MAX_VALUE));
            System.out.println("begun");
            System.in.read();
        }
    }
}
