package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "snowflake.account", "myorg-myaccount",
            "snowflake.user", "loader",
            "snowflake.password", "secret",
            "snowflake.database", "RAW",
            "snowflake.schema", "PUBLIC");

    @Test
    void everythingElseHasADefault() {
        IngestSettings settings = read(Map.of());

        assertThat(settings.get(IngestSettings.TABLE)).isNull();
        assertThat(settings.get(IngestSettings.MODE)).isEqualTo(IngestMode.CREATE);
        assertThat(settings.get(IngestSettings.COLUMNS)).isNull();
        assertThat(settings.stage()).isNull();
        assertThat(settings.get(IngestSettings.WRITER_CONCURRENCY)).isEqualTo(
                Runtime.getRuntime().availableProcessors());
        assertThat(settings.get(IngestSettings.UPLOAD_CONCURRENCY)).isEqualTo(8);
        assertThat(settings.get(IngestSettings.COPY_CONCURRENCY)).isEqualTo(4);
        assertThat(settings.get(IngestSettings.TARGET_FILE_SIZE)).isEqualTo(10_000_000);
        assertThat(settings.get(IngestSettings.COMPRESSION)).isEqualTo("ZSTD");
        assertThat(settings.get(IngestSettings.COMPRESSION_LEVEL)).isZero();
        assertThat(settings.get(IngestSettings.VECTORIZED_SCANNER)).isTrue();
        assertThat(settings.get(IngestSettings.CSV_DELIMITER)).isEqualTo(',');
        assertThat(settings.get(IngestSettings.CSV_NULL)).isNull();
        assertThat(settings.batch()).isNull();
    }

    @Test
    void aBatchHasTheLedgerAndTheLockOfExportsAndAModeThatAppends() {
        IngestSettings settings = read(Map.of("ingest.batch-id", "b/1", "ingest.mode", "append"));
        ExportConfigurationException failure = catchThrowableOfType(
                ExportConfigurationException.class,
                () -> read(Map.of("ingest.batch-id", "b/1", "ingest.mode", "replace")));

        assertThat(settings.batch()).isEqualTo(
                new IngestBatch("b/1", "IMEDNET_LOAD_LEDGER", "IMEDNET_RUN_LOCK", Duration.ofSeconds(600)));
        assertThat(failure.problems()).singleElement().asString().startsWith("ingest.mode is replace, but a batch");
    }

    @Test
    void everyOptionIsTakenByItsAdbcName() {
        IngestSettings settings = read(Map.of(
                "adbc.snowflake.statement.ingest_writer_concurrency", "3",
                "adbc.snowflake.statement.ingest_upload_concurrency", "5",
                "adbc.snowflake.statement.ingest_copy_concurrency", "7",
                "adbc.snowflake.statement.ingest_target_file_size", "11",
                "adbc.snowflake.statement.ingest_compression_codec", "gzip",
                "adbc.snowflake.statement.ingest_compression_level", "2",
                "adbc.snowflake.statement.ingest_use_vectorized_scanner", "false"));

        assertThat(settings.get(IngestSettings.WRITER_CONCURRENCY)).isEqualTo(3);
        assertThat(settings.get(IngestSettings.UPLOAD_CONCURRENCY)).isEqualTo(5);
        assertThat(settings.get(IngestSettings.COPY_CONCURRENCY)).isEqualTo(7);
        assertThat(settings.get(IngestSettings.TARGET_FILE_SIZE)).isEqualTo(11);
        assertThat(settings.get(IngestSettings.COMPRESSION)).isEqualTo("GZIP");
        assertThat(settings.get(IngestSettings.COMPRESSION_LEVEL)).isEqualTo(2);
        assertThat(settings.get(IngestSettings.VECTORIZED_SCANNER)).isFalse();
    }

    @Test
    void zeroMeansWhatTheGuideOfTheYardstickSays() {
        IngestSettings settings = read(Map.of(
                "ingest.writer-concurrency", "0",
                "ingest.upload-concurrency", "0",
                "ingest.copy-concurrency", "0",
                "ingest.target-file-size", "0"));

        assertThat(settings.get(IngestSettings.WRITER_CONCURRENCY)).isEqualTo(
                Runtime.getRuntime().availableProcessors());
        assertThat(settings.get(IngestSettings.UPLOAD_CONCURRENCY)).isEqualTo(8);
        assertThat(settings.get(IngestSettings.COPY_CONCURRENCY)).isZero();
        assertThat(settings.get(IngestSettings.TARGET_FILE_SIZE)).isZero();
    }

    @Test
    void negativeNumbersAndUnknownModesAreToldAllAtOnce() {
        ExportConfigurationException problems = catchThrowableOfType(
                ExportConfigurationException.class,
                () -> read(Map.of(
                        "ingest.writer-concurrency", "-1",
                        "ingest.upload-concurrency", "-1",
                        "ingest.copy-concurrency", "-1",
                        "ingest.target-file-size", "-1",
                        "ingest.mode", "merge",
                        "ingest.csv-delimiter", "::")));

        assertThat(problems.problems()).hasSize(6);
        assertThat(problems)
                .hasMessageContaining("ingest.mode is 'MERGE', not one of APPEND, CREATE, CREATE-APPEND, REPLACE");
    }

    /** As a blank comes out of a properties file: the file would be read with commas, as one column. */
    @Test
    void aDelimiterThatIsSetToNothingIsNotTheDefault() {
        assertThat(read(Map.of("ingest.csv-delimiter", " ")).get(IngestSettings.CSV_DELIMITER)).isEqualTo(' ');

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("ingest.csv-delimiter", "")))
                .withMessageContaining("ingest.csv-delimiter is '', not one character")
                .withMessageContaining("a blank is taken from --set or INGEST_CSV_DELIMITER, not from a properties");
    }

    private static IngestSettings read(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(others);
        return IngestSettings.read(key -> Optional.ofNullable(all.get(key)));
    }
}
