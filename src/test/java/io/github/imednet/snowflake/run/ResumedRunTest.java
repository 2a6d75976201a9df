package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that failed in their first COPY, with all files written, and are resumed after the study has changed. */
class ResumedRunTest {

    private static final int RECORDS = 1250;
    private static final String CHANGE = "change-row:row=3,attribute=recordStatus,value=Changed";

    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
        settings.put("export.max-retries", "0");
        settings.put("export.batch-size", "300");
        settings.put("export.local-staging-dir", directory.resolve("kept").toString());
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        CHANGE + "; 0", "remove-row:row=1249; -1", "remove-row:row=3|new-row:place=last; 0"
    })
    void whatChangedSinceThenIsInTheTable(String changes, int more) throws Exception {
        String run = failInCopy();
        servers.imednet().change(changes.split("\\|"));

        ExportSummary resumed = resume(run);

        assertThat(resumed.runId()).isEqualTo(run);
        assertThat(resumed.reconciled()).isTrue();
        assertThat(resumed.recordsRead()).isEqualTo(RECORDS + more);
        assertThat(servers.verify("SAMPLE", true, settings).differences()).isEmpty();
    }

    @Test
    void whatDidNotChangeIsAskedForByItsLastPageAlone() throws Exception {
        String run = failInCopy();

        ExportSummary resumed = resume(run);

        assertThat(resumed.apiRequests()).as("the last page, and what changed").isEqualTo(2);
        assertThat(resumed.recordsRead()).isEqualTo(RECORDS);
        assertThat(resumed.rowsLoaded()).isEqualTo(RECORDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"records", "subjects"})
    void asARunOfAnotherStudyItIsRefused(String list) throws Exception {
        settings.put("export.resources", list);
        String run = failInCopy();
        Map<String, Object> headers = Map.of("resumeRun", run, "studyKey", "OTHER");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.request(
                        "direct:export-records", headers, settings, null, ExportSummary.class))
                .withMessageContaining("is of study SAMPLE");
    }

    @Test
    void whereTheApiDoesNotTellWhatChangedAllIsReadAgain() throws Exception {
        servers.failImednet("status:code=400,on=dateModified,times=always");
        String run = failInCopy();
        servers.imednet().change(CHANGE);

        assertThat(resume(run).reconciled()).isTrue();
        assertThat(servers.verify("SAMPLE", true, settings).differences()).isEmpty();
    }

    @Test
    void aListIsReadAnew() throws Exception {
        settings.put("export.resources", "subjects");
        String run = failInCopy();
        servers.imednet().changeList("subjects", "change-row:row=0,attribute=subjectStatus,value=Changed");

        assertThat(resume(run).reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM SUBJECTS WHERE SUBJECT_STATUS = 'Changed'")).isEqualTo(1);
        assertThat(servers.verify("SAMPLE", true, settings).differences()).isEmpty();
    }

    /** @return the run's id */
    private String failInCopy() throws Exception {
        servers.failSnowflake("sql-error:on=COPY INTO");
        assertThatExceptionOfType(ExportBatchException.class).isThrownBy(() -> servers.export("SAMPLE", settings));
        try (Stream<Path> runs = Files.list(servers.state().resolve("runs"))) {
            return runs.findFirst().orElseThrow().getFileName().toString();
        }
    }

    private ExportSummary resume(String run) throws Exception {
        return servers.request(
                "direct:export-records", Map.of("resumeRun", run), settings, null, ExportSummary.class);
    }
}
