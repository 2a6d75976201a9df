package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts whose sessions say and understand other things by default: nothing that is loaded or read depends on it. */
class AccountParametersTest {

    private static final int RECORDS = 300;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "DATE_OUTPUT_FORMAT=DD/MM/YYYY;TIME_OUTPUT_FORMAT=HH24:MI;TIMESTAMP_OUTPUT_FORMAT=DD.MM.YYYY HH24:MI"
                + ";TIMESTAMP_NTZ_OUTPUT_FORMAT=DD.MM.YYYY HH24:MI;TIMESTAMP_LTZ_OUTPUT_FORMAT=DD.MM.YYYY"
                + ";TIMESTAMP_TZ_OUTPUT_FORMAT=DD.MM.YYYY HH24:MI;BINARY_OUTPUT_FORMAT=BASE64;TIMEZONE=Asia/Tokyo",
        "DATE_INPUT_FORMAT=DD.MM.YYYY;TIME_INPUT_FORMAT=HH12:MI AM;TIMESTAMP_INPUT_FORMAT=DD.MM.YYYY HH24:MI"
                + ";BINARY_INPUT_FORMAT=BASE64;TIMEZONE=America/New_York",
        "QUOTED_IDENTIFIERS_IGNORE_CASE=true;TIMESTAMP_TYPE_MAPPING=TIMESTAMP_TZ",
        "AUTOCOMMIT=false;TRANSACTION_ABORT_ON_ERROR=true;ROWS_PER_RESULTSET=1"
    })
    void whatIsLoadedAndReadIsTheSame(String account) throws Exception {
        servers.useAccount(Arrays.stream(account.split(";"))
                .map(parameter -> parameter.split("="))
                .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1])));

        assertThatAnExportIsRepeatedVerifiedAndReplayed();
        assertThatABatchOfASinkIsWrittenOnce();
        assertThatTextsBecomeTheirTypesAndComeBack();
    }

    private void assertThatAnExportIsRepeatedVerifiedAndReplayed() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        Map<String, String> settings = Map.of(
                "export.batch-size", "100", "export.manifest-path", manifest.toString(),
                "export.local-staging-dir", directory.resolve("kept").toString());

        assertThat(servers.export("SAMPLE", settings).rowsLoaded()).isEqualTo(RECORDS);
        ExportSummary again = servers.export("SAMPLE", settings);
        assertThat(again.rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThat(again.reconciled()).isTrue();
        VerificationReport report = servers.verify("SAMPLE", true, settings);
        assertThat(report.agrees()).as("%s", report).isTrue();

        Map<String, String> elsewhere = new HashMap<>(settings);
        elsewhere.put("snowflake.table", "REPLAYED");
        assertThat(servers.replay(manifest, null, elsewhere).rowsLoaded()).isEqualTo(RECORDS);
        assertThat(servers.replay(manifest, null, elsewhere).rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThat(servers.stage("SAMPLE", true, settings).removedFiles()).isPositive();
    }

    private void assertThatABatchOfASinkIsWrittenOnce() throws Exception {
        SinkRows rows = new SinkRows(servers);
        try (SnowflakeExportSink sink = rows.sink()) {
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 20), "batch")).isEqualTo(20);
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 20), "batch")).isZero();
        }
    }

    private void assertThatTextsBecomeTheirTypesAndComeBack() throws Exception {
        Path file = Files.writeString(
                directory.resolve("visits.csv"),
                "day,hour,at,moment,offset,digest\n"
                        + "2024-03-02,13:14:15.123456,2024-03-02 13:14:15.5,2024-03-02T13:14:15+02:00,"
                        + "2024-03-02 13:14:15.250 +02:00,00FF7E\n");
        Map<String, String> connection = Map.of("snowflake.schema", "PUBLIC");
        servers.request(
                "direct:ingest",
                file.toFile(),
                Map.of(
                        "ingestTable", "VISITS",
                        "ingestColumns", "DAY DATE, HOUR TIME, AT TIMESTAMP_NTZ, MOMENT TIMESTAMP_LTZ, \"offset\""
                                + " TIMESTAMP_TZ, DIGEST BINARY"),
                connection,
                null,
                Object.class);

        ByteArrayOutputStream output = new ByteArrayOutputStream();
        servers.request(
                "direct:write-query-result",
                Map.of("sql", "SELECT * FROM VISITS", "format", "csv", "outputStream", output),
                connection,
                null,
                Long.class);
        assertThat(output.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly("2024-03-02,13:14:15.123456,2024-03-02T13:14:15.5,2024-03-02T11:14:15Z,"
                        + "2024-03-02T13:14:15.25+02:00,00FF7E");
    }
}
