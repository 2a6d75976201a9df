package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of runs where one of them cannot be read. */
class RunsCommandTest {

    private static final String BEGIN =
            """
            {"event":"begin","at":"2026-03-01T02:00:00.123Z","study_key":"S1","settings":{"snowflake.database":"D",\
            "snowflake.schema":"PUBLIC","snowflake.table":"RECORDS"},"host":"h","process":1}
            """;

    @TempDir
    private Path state;

    private final Terminal terminal = new Terminal();

    @BeforeEach
    void makeRuns() throws IOException {
        write("good", BEGIN + "{\"event\":\"end\",\"state\":\"COMPLETE\"}\n");
        write("damaged", "{\"event\":\"begin\",\"at\n" + BEGIN);
        Files.createDirectories(state.resolve("runs/foreign"));
    }

    @Test
    void aDamagedJournalIsNamedAndTheOthersAreListed() {
        assertThat(terminal.run("runs", "--state-dir", state.toString())).isZero();

        assertThat(terminal.output()).containsPattern("good +2026-03-01T02:00:00Z +complete +S1 +D.PUBLIC.RECORDS");
        assertThat(terminal.output()).containsPattern("damaged +- +unreadable +- +-");
        assertThat(terminal.output()).doesNotContain("foreign");
        assertThat(terminal.errors())
                .isEqualToIgnoringNewLines("imednet: " + state.resolve("runs/damaged") + " is ignored: line 1 of the"
                        + " journal is damaged: it is not JSON. Remove the folder when it is no longer needed");
    }

    @Test
    void theStatesAreExplainedAndStandInColumns() {
        assertThat(terminal.run("runs", "--state-dir", state.toString())).isZero();

        List<String> rows = terminal.output().lines().toList();
        int study = rows.get(0).indexOf("STUDY");
        assertThat(rows.get(1)).startsWith("good").matches(row -> row.startsWith("S1", study));
        assertThat(rows.get(2)).startsWith("damaged").matches(row -> row.startsWith("-  ", study));
        assertThat(terminal.run("runs", "--help")).isZero();
        assertThat(terminal.output().replaceAll("\\s+", " "))
                .contains("running", "complete", "failed", "crashed", "abandoned")
                .contains("unreadable (its journal is damaged)");
    }

    @Test
    void asJsonItIsALineToo() throws Exception {
        assertThat(terminal.run("runs", "--json", "--state-dir", state.toString())).isZero();

        List<JsonNode> lines = new ArrayList<>();
        for (String line : terminal.output().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).extracting(line -> line.path("state").asText()).containsExactly("complete", "unreadable");
        assertThat(lines.get(1).path("run_id").asText()).isEqualTo("damaged");
        assertThat(lines.get(1).path("study_key").isNull()).isTrue();
    }

    @Test
    void oldRunsAreRemovedAndThoseThatSomebodyMayNeedAreNot() throws IOException {
        end("complete-1", "2026-02-01", "S1", "COMPLETE");
        end("failed-2", "2026-02-02", "S1", "FAILED");
        end("with-files-3", "2026-02-03", "S1", "FAILED");
        Files.createDirectories(state.resolve("runs/with-files-3/staged"));
        end("crashed-4", "2026-02-04", "S1", null);
        end("other-study-5", "2026-02-05", "S2", "COMPLETE");
        String ofSites = "\"resource\":\"sites\",\"settings\":{\"snowflake.sites-table\":\"SITES\",";
        write("list-6", BEGIN.replace("\"settings\":{", ofSites)
                + "{\"event\":\"end\",\"state\":\"COMPLETE\"}\n");
        String[] clean = {"runs", "clean", "--keep", "1", "--state-dir", state.toString()};

        List<String> dry = new ArrayList<>(List.of(clean));
        dry.add("--dry-run");
        assertThat(terminal.run(dry.toArray(String[]::new))).isZero();
        assertThat(terminal.output()).contains("complete-1, begun 2026-02-01T02:00:00Z, of S1: would be removed");
        assertThat(runs()).hasSize(9);

        assertThat(terminal.run(clean)).isZero();
        assertThat(terminal.output()).contains("complete-1, ", "failed-2, ").doesNotContain("would be");
        assertThat(runs()).containsExactlyInAnyOrder(
                "good", "damaged", "foreign", "with-files-3", "crashed-4", "other-study-5", "list-6");
    }

    @Test
    void howManyRunsStayMustBeSaid() {
        assertThat(terminal.run("runs", "clean", "--state-dir", state.toString())).isEqualTo(2);
        assertThat(terminal.errors()).contains("give --keep N, or set export.keep-runs");
        assertThat(terminal.run("runs", "clean", "--keep", "0", "--state-dir", state.toString())).isEqualTo(2);
    }

    private List<String> runs() throws IOException {
        try (Stream<Path> runs = Files.list(state.resolve("runs"))) {
            return runs.map(run -> run.getFileName().toString()).toList();
        }
    }

    /** A run of this day; one without a state did not say its end. */
    private void end(String id, String day, String study, String ended) throws IOException {
        String begin = BEGIN.replace("2026-03-01", day).replace("\"S1\"", '"' + study + '"');
        write(id, ended == null ? begin : begin + "{\"event\":\"end\",\"state\":\"" + ended + "\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "report"})
    void aDamagedRunIsNeitherGoneOnWithNorReported(String command) {
        assertThat(terminal.run(command, "damaged", "--state-dir", state.toString())).isEqualTo(2);

        assertThat(terminal.errors())
                .contains("The journal of run damaged cannot be read: line 1 of the journal is damaged: it is not JSON.")
                .contains("an export begins a new one");
    }

    @Test
    void aPageTakesNoFoldersPlace() throws IOException {
        Path folder = Files.createDirectory(state.resolve("empty"));

        assertThat(terminal.run("report", "--all", "--state-dir", state.toString(), "--output", folder.toString()))
                .isEqualTo(2);

        assertThat(terminal.errors()).contains("The page's file " + folder + " is a folder");
        assertThat(folder).isDirectory();
    }

    private void write(String id, String journal) throws IOException {
        Files.writeString(Files.createDirectories(state.resolve("runs").resolve(id)).resolve("journal.jsonl"), journal);
    }
}
