package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportSettingsTest {

    static final Map<String, String> REQUIRED = Map.of(
            "imednet.api-key", "key-1",
            "imednet.security-key", "key-2",
            "snowflake.account", "myorg-myaccount",
            "snowflake.user", "loader",
            "snowflake.password", "secret-3",
            "snowflake.database", "IMEDNET_DB",
            "snowflake.warehouse", "COMPUTE_WH",
            "snowflake.stage", "MY_STAGE",
            "snowflake.table", "RECORDS");

    @Test
    void everythingNotRequiredHasADefault() {
        ExportSettings settings = read(Map.of());

        assertThat(settings.imednet().baseUrl()).isEqualTo(URI.create("https://edc.prod.imednetapi.com"));
        assertThat(settings.imednet().pageSize()).isEqualTo(500);
        assertThat(settings.imednet().parallelPages()).isEmpty();
        assertThat(settings.imednet().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.snowflake().url()).isEqualTo(URI.create("https://myorg-myaccount.snowflakecomputing.com"));
        assertThat(settings.snowflake().get(SnowflakeKeys.SCHEMA)).isEqualTo("PUBLIC");
        assertThat(settings.snowflake().get(SnowflakeKeys.ROLE)).isNull();
        assertThat(settings.snowflake().get(SnowflakeKeys.LOGIN_TIMEOUT)).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.snowflake().get(SnowflakeKeys.HIGH_PRECISION)).isTrue();
        assertThat(settings.get(ExportKeys.STUDY_KEY)).isNull();
        assertThat(settings.get(ExportKeys.STAGE_PREFIX)).isEqualTo("imednet");
        assertThat(settings.get(ExportKeys.LOCAL_STAGING_DIR)).isNull();
        assertThat(settings.get(ExportKeys.MANIFEST_PATH)).isNull();
        assertThat(settings.get(ExportKeys.BATCH_SIZE)).isEqualTo(500);
        assertThat(settings.get(ExportKeys.LOAD_BATCHES)).isEmpty();
        assertThat(settings.get(ExportKeys.LOAD_INTERVAL)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.parallelLoads()).isEqualTo(4);
        assertThat(settings.get(ExportKeys.PARALLEL_WRITES)).isEqualTo(2);
        assertThat(settings.retries().most()).isEqualTo(3);
        assertThat(settings.retries().backoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.retries().jitter()).isZero();
        assertThat(settings.idempotent()).isTrue();
        assertThat(settings.get(ExportKeys.COMPRESSION)).isEqualTo("ZSTD");
        assertThat(settings.createTable()).isTrue();
        assertThat(settings.createStage()).isTrue();
        assertThat(settings.get(SharedSettings.LEDGER_TABLE)).isEqualTo("IMEDNET_LOAD_LEDGER");
        assertThat(settings.objectStorage()).isNull();
        assertThat(settings.selection()).isEqualTo(RecordSelection.ALL);
        assertThat(settings.get(ExportKeys.REPLACE_SELECTION)).isFalse();
        assertThat(settings.purge()).isFalse();
    }

    /** A run is resumed by what its journal has. */
    @Test
    void whatAJournalRecordsIsReadAsItWas() {
        ExportSettings began = read(Map.of(
                "export.form-views", "true", "export.on-drift", "fail", "export.form-view-prefix", "V_{study}_",
                "export.incremental", "true", "export.full-every", "36h", "export.incremental-overlap", "90s",
                "export.purge", "true", "export.fail-if-deletes", "10", "export.forms", "AE"));

        Map<String, String> recorded = began.recorded();
        recorded.remove("export.privacy-policy"); // the policy's id
        recorded.entrySet().removeIf(
                setting -> setting.getValue().isEmpty() && RecordSelection.isMadeBy(setting.getKey()));
        ExportSettings resumed = read(recorded);

        assertThat(resumed.formViews()).isEqualTo(began.formViews());
        assertThat(resumed.incremental()).isEqualTo(began.incremental());
        assertThat(resumed.purge()).isTrue();
        assertThat(resumed.get(ExportKeys.FAIL_IF_DELETES)).isEqualTo(10);
        assertThat(resumed.recorded()).isEqualTo(began.recorded());
    }

    @Test
    void noRunEndsForAChangedDictionaryThatItDoesNotKnow() {
        assertThat(read(Map.of("export.form-views", "true", "export.on-drift", "fail")).formViews())
                .isEqualTo(new FormViewSettings(true, "FORM_", false, true, "IMEDNET_VIEW_LEDGER"));
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("export.on-drift", "fail")))
                .withMessageContaining("export.on-drift is fail, but only an export with export.form-views=true");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("export.on-drift", "stop")))
                .withMessageContaining("export.on-drift is 'stop', not one of report, fail");
    }

    @Test
    void aSinkNeedsNoKeysOfImednet() {
        Map<String, String> given = new HashMap<>(REQUIRED);
        given.keySet().removeIf(key -> key.startsWith("imednet."));
        given.put("export.sink-only", "true");

        ExportSettings settings = ExportSettings.read(key -> Optional.ofNullable(given.get(key)));

        assertThat(settings.imednet().apiKey()).isNull();
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(settings::requireKeys)
                .withMessageContaining("imednet.api-key and imednet.security-key are missing");
        read(Map.of()).requireKeys();
    }

    @Test
    void everyKeyThatIsReadIsInTheCatalog() {
        assertThat(keys()).allSatisfy(key -> assertThat(SettingsCatalog.find(key)).isPresent());
    }

    @Test
    void theDefaultsInTheRoutesAreTheSameAsHere() throws Exception {
        Map<String, String> inRoutes = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher placeholder = Pattern.compile("\\{\\{([^:}]+):([^}]*)}}").matcher(Files.readString(file));
                while (placeholder.find()) {
                    inRoutes.put(placeholder.group(1), placeholder.group(2));
                }
            }
        }

        assertThat(inRoutes).isNotEmpty();
        assertThat(keys()).containsAll(inRoutes.keySet());
        assertThat(read(inRoutes)).isEqualTo(read(Map.of()));
        assertThat(QueueSettings.read(key -> Optional.ofNullable(inRoutes.get(key))))
                .isEqualTo(QueueSettings.read(key -> Optional.empty()));
    }

    @Test
    void allProblemsAreToldAtOnceWithWhatToDo() {
        Map<String, String> bad = Map.of(
                "imednet.page-size", "501",
                "export.batch-size", "many",
                "export.idempotent", "perhaps",
                "export.retry-backoff", "-1",
                "export.compression", "LZO");

        ExportConfigurationException problems = catchThrowableOfType(
                ExportConfigurationException.class,
                () -> ExportSettings.read(key -> Optional.ofNullable(bad.get(key))));

        assertThat(problems.problems()).hasSize(REQUIRED.size() + 5);
        assertThat(problems)
                .hasMessageContaining("snowflake.password is missing")
                .hasMessageContaining("environment variable SNOWFLAKE_PASSWORD")
                .hasMessageContaining("imednet.page-size is '501', not a whole number from 1 to 500")
                .hasMessageContaining("export.batch-size is 'many'")
                .hasMessageContaining("export.idempotent is 'perhaps', not true or false")
                .hasMessageContaining("export.retry-backoff is '-1'")
                .hasMessageContaining("export.compression is 'LZO', not one of GZIP, SNAPPY, UNCOMPRESSED, ZSTD");
    }

    @Test
    void aSettingsTextShowsNoSecret() {
        assertThat(read(Map.of()).toString()).doesNotContain("key-1", "key-2", "secret-3");
    }

    @ParameterizedTest
    @CsvSource({
        "http://edc.example.test, plain http to another machine",
        "ftp://edc.example.test, not an address",
        "edc.example.test, not an address",
        "https://user:pass@edc.example.test, not an address",
        "http://127.0.0.1.example.test, plain http to another machine"
    })
    void anAddressThatWouldShowRecordsToOthersIsRefused(String address, String why) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("imednet.base-url", address)))
                .withMessageContaining("imednet.base-url is")
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:8080"})
    void plainHttpToThisMachineIsFine(String address) {
        assertThat(read(Map.of("snowflake.url", address)).snowflake().url().getPort()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({"imednet.base-url, imednet.allow-plain-http", "snowflake.url, snowflake.allow-plain-http"})
    void plainHttpToAnotherMachineNeedsTheSettingOfThatEnd(String address, String setting) {
        String url = "http://edc.example.test:8080";

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of(address, url)))
                .withMessageContaining(address + " is plain http")
                .withMessageContaining("set " + setting + "=true");
        ExportSettings settings = read(Map.of(address, url, setting, "true"));
        assertThat(List.of(settings.imednet().baseUrl(), settings.snowflake().url())).contains(URI.create(url));
        String otherSetting = setting.startsWith("imednet") ? "snowflake.allow-plain-http" : "imednet.allow-plain-http";
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of(address, url, otherSetting, "true")))
                .withMessageContaining(setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a\nb", "a\u001b[2J", "a\u009bb", "a\u2028b", "a\u0000", "\ud83d"})
    void aStudyKeyThatIsAStepInAPathOrMovesTheCursorIsRefusedAndNotShown(String studyKey) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("export.study-key", studyKey)))
                .withMessageContaining("The study key is invalid")
                .satisfies(e -> assertThat(e.getMessage()).matches("[ -~]*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.test/",
                "evil.example.test#",
                "evil.example.test?",
                "a@evil.example.test:1#",
                "a b",
                "é"
            })
    void anAccountThatWouldLeadToAnotherHostIsRefused(String account) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("snowflake.account", account)))
                .withMessageContaining("snowflake.account is not a valid account identifier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/../b", "a'b", "a b", "a//b", "@x", "a\nb"})
    void aStagePrefixThatIsNoPathIsRefused(String prefix) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("export.stage-prefix", prefix)))
                .withMessageContaining("export.stage-prefix");
    }

    @Test
    void slashesAtTheEndsOfAStagePrefixDoNotMatter() {
        assertThat(read(Map.of("export.stage-prefix", "/imednet/prod/")).get(ExportKeys.STAGE_PREFIX)).isEqualTo(
                "imednet/prod");
    }

    @Test
    void aPathThatAnEndpointWouldMisreadIsRefused() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("export.local-staging-dir", "/tmp/a?b")))
                .withMessageContaining("export.local-staging-dir has one of the characters");
    }

    private static ExportSettings read(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(others);
        return ExportSettings.read(key -> Optional.ofNullable(all.get(key)));
    }

    private static Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        ExportSettings.read(key -> {
            keys.add(key);
            return Optional.ofNullable(REQUIRED.get(key));
        });
        IngestSettings.read(key -> {
            keys.add(key);
            return Optional.ofNullable(key.equals("snowflake.schema") ? "PUBLIC" : REQUIRED.get(key));
        });
        QueueSettings.read(key -> {
            keys.add(key);
            return Optional.empty();
        });
        keys.removeIf(key -> key.startsWith("adbc."));
        return keys;
    }

    @Test
    void thereIsNoScheduleUnlessOneIsSet() {
        assertThat(ScheduleSettings.read(key -> Optional.empty()).isSet()).isFalse();
        assertThat(ScheduleSettings.read(key -> Optional.of("90m").filter(value -> key.equals("export.schedule")))
                        .interval())
                .isEqualTo(Duration.ofMinutes(90));
        assertThat(ScheduleSettings.read(
                                key -> Optional.of("0 0 2 * * ?").filter(value -> key.equals("export.schedule")))
                        .cron())
                .isEqualTo("0 0 2 * * ?");
    }

    @Test
    void aScheduleSaysWhenTheNextExportIs() {
        Instant now = LocalDateTime.parse("2026-01-15T12:00:00").atZone(ZoneId.systemDefault()).toInstant();

        assertThat(new ScheduleSettings(null, Duration.ofHours(6)).announced(now))
                .isEqualTo("every 21600 seconds, the first one now");
        assertThat(new ScheduleSettings("0 0 2 * * ?", null).announced(now))
                .isEqualTo("at the times of '0 0 2 * * ?', next at "
                        + LocalDateTime.parse("2026-01-16T02:00:00").atZone(ZoneId.systemDefault()).toInstant());
    }

    @Test
    void nothingIsObservedUnlessAPortIsSetOrAnApplicationWantsIt() {
        assertThat(observe(Map.of())).isEqualTo(new ObserveSettings(false, null, "127.0.0.1"));
        assertThat(observe(Map.of("observe.port", "9400", "observe.address", "0.0.0.0")))
                .isEqualTo(new ObserveSettings(true, 9400, "0.0.0.0"));
        assertThat(observe(Map.of("observe.enabled", "true"))).isEqualTo(new ObserveSettings(true, null, "127.0.0.1"));
        assertThat(observe(Map.of("observe.port", "9400", "observe.enabled", "false")).port()).isNull();
    }

    @Test
    void whatCannotBeObservedIsToldWithEverythingElse() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(
                        () -> read(Map.of("observe.port", "70000", "observe.address", "a b", "export.batch-size", "0")))
                .withMessageContaining("observe.port is '70000'")
                .withMessageContaining("observe.address is 'a b'")
                .withMessageContaining("export.batch-size");
    }

    @Test
    void whatRoutesTakeAsItIsIsKnownToWhoeverChecksIt() throws Exception {
        Pattern placeholder = Pattern.compile(
                "\\{\\{((?:imednet|export|snowflake|ingest|query|queue|observe)\\.[a-z0-9.-]+)");
        Set<String> taken = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher found = placeholder.matcher(Files.readString(file).replaceAll("(?m)^ *#.*", ""));
                found.results().forEach(place -> taken.add(place.group(1)));
            }
        }

        assertThat(RouteSettings.KEYS).containsExactlyInAnyOrderElementsOf(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "export.upload, 's3 '", "export.schedule, '1h '", "export.schedule, ' '", "export.load-interval, ' 30'",
        "imednet.base-url, ' https://api.example.org'"
    })
    void aBlankThatTheRoutesWouldTakeForAPartOfASettingIsRefused(String key, String value) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of(key, value)))
                .withMessageContaining(key + " is '" + value + "', with a blank before or after it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export.upload", "export.load-interval", "imednet.base-url"})
    void aSettingThatTheRoutesWouldTakeForEmptyIsNoDefault(String key) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of(key, "")))
                .withMessageContaining(key + " is set to nothing");
        assertThat(read(Map.of("export.schedule", "")).get(ExportKeys.COMPRESSION)).isEqualTo("ZSTD");
    }

    /** A template that leaves a variable empty would have everything exported, whatever the properties file selects. */
    @ParameterizedTest
    @ValueSource(strings = {"export.filter", "export.record-data-filter", "export.forms", "export.privacy-policy"})
    void aSelectionThatIsSetToNothingIsRefused(String key) {
        String variable = key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of(key, " ")))
                .satisfies(refused -> assertThat(refused.problems()).singleElement().asString()
                        .startsWith(key + " is set to nothing, and hides what is set elsewhere")
                        .contains("leave it out (" + variable + " too)"));
    }

    private static ObserveSettings observe(Map<String, String> settings) {
        return ObserveSettings.read(key -> Optional.ofNullable(settings.get(key)));
    }
}
