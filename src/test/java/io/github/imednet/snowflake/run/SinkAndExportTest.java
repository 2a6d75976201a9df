package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sink and exports of whole studies, into the same table. */
class SinkAndExportTest extends SinkServers {

    @Test
    void anExportUnderWayKeepsBatchesOfItsStudyFromTheTable() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            servers.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT)"
                    + " SELECT '" + rows.table()
                    + "', 'S', 'run-8', 'process 9 on elsewhere', DATEADD(second, 600, SYSDATE())");

            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> sink.writeBatch(SinkRows.maps("S", 1, 1), "b"))
                    .withMessageContaining("Run run-8");
            assertThat(sink.writeBatch(SinkRows.maps("T", 1, 1), "b")).isEqualTo(1);
        }
    }

    @Test
    void anExportOfTheStudyTakesOverWhatBatchesBrought() throws Exception {
        List<Map<String, Object>> sample = sample(500);
        try (SnowflakeExportSink sink = rows.sink()) {
            sink.writeBatch(sample.subList(0, 300), "mine/0");
            sink.writeBatch(sample.subList(200, 500), "mine/1");
            sink.writeBatch(SinkRows.maps("SAMPLE", 900_000_001, 900_000_003), "mine/2");
            sink.writeBatch(SinkRows.maps("OTHER", 1, 4), "mine/3");
        }

        ExportSummary summary = servers.export("SAMPLE", Map.of("snowflake.table", rows.table()));

        assertThat(summary.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM " + rows.table() + " WHERE STUDY_KEY = 'SAMPLE'"))
                .isEqualTo(SAMPLE_RECORDS);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM " + rows.table()
                        + " WHERE STUDY_KEY = 'SAMPLE'"))
                .isEqualTo(SAMPLE_RECORDS);
        assertThat(servers.number("SELECT COUNT(*) FROM " + rows.table() + " WHERE STUDY_KEY = 'OTHER'")).isEqualTo(4);
        assertThat(servers.verify("SAMPLE", true, Map.of("snowflake.table", rows.table())).agrees()).isTrue();
    }

    /** Of a file a replay knows the range of its ids alone: each of these would replace the other. */
    @Test
    void batchesOfASinkAreNotReplayed() throws Exception {
        Path manifest = directory.resolve("manifest-of-sink.jsonl");
        Path kept = directory.resolve("kept-of-sink");
        try (SnowflakeExportSink sink = new SnowflakeExportSink(
                rows.config().manifestPath(manifest).localStagingDir(kept).build())) {
            sink.writeBatch(List.of(row(1), row(3)), "S/FORM1/0");
            sink.writeBatch(List.of(row(2), row(4)), "S/FORM2/0");
        }

        Map<String, String> copy = Map.of("snowflake.table", "OF_SINK", "export.local-staging-dir", kept.toString());
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.replay(manifest, null, copy))
                .withMessageContaining("batch S/FORM2/0, is of a program that wrote it with a sink");
    }

    private static Map<String, Object> row(int id) {
        return SinkRows.maps("S", id, id).get(0);
    }

    @Test
    void aBatchWithTheIdOfAnExportsBatchIsThatBatch() throws Exception {
        servers.export("SAMPLE", Map.of("snowflake.table", rows.table()));
        try (SnowflakeExportSink sink = rows.sink()) {
            assertThat(sink.writeBatch(SinkRows.maps("SAMPLE", 1, 2), "SAMPLE/records/2")).isEqualTo(2);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM " + rows.table())).isEqualTo(1002);

        assertThat(servers.export("SAMPLE", Map.of("snowflake.table", rows.table())).reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM " + rows.table())).isEqualTo(SAMPLE_RECORDS);
    }

    @Test
    void aVerificationFindsBatchesAndTheirManifestInOrder() throws Exception {
        Path manifest = directory.resolve("verified.jsonl");
        try (SnowflakeExportSink sink = new SnowflakeExportSink(rows.config().manifestPath(manifest).build())) {
            sink.writeBatch(SinkRows.maps("V", 1, 5), "one");
            sink.writeBatch(SinkRows.maps("V", 6, 9), "two");
            sink.writeBatch(SinkRows.maps("W", 1, 2), "three");
        }

        VerificationReport report = servers.verify(
                "V", false, Map.of("snowflake.table", rows.table(), "export.manifest-path", manifest.toString()));

        assertThat(report.differences()).isEmpty();
        assertThat(report.agrees()).isTrue();
    }

    /** The first records of the sample study, as the API would send them, as far as their keys go. */
    private static List<Map<String, Object>> sample(int records) throws Exception {
        servers.export("SAMPLE", Map.of("snowflake.table", "SAMPLE_ALL"));
        List<Map<String, Object>> sample = new ArrayList<>();
        for (List<String> row : servers.query("SELECT RECORD_ID FROM SAMPLE_ALL ORDER BY RECORD_ID LIMIT " + records)) {
            sample.add(Map.of("STUDY_KEY", "SAMPLE", "RECORD_ID", Long.parseLong(row.get(0))));
        }
        return sample;
    }
}
