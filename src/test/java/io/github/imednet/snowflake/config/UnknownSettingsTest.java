package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that look like a setting's and are none. */
class UnknownSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "snowflake.wharehouse, snowflake.warehouse", "adbc.snowflake.sql.db_schma, adbc.snowflake.sql.schema",
        "ingest.target-filesize, ingest.target-file-size", "query.que-size, query.queue-size",
        "export.bach-size, export.batch-size", "imednet.paralel-pages, imednet.parallel-pages",
        "queue.topc, queue.topic", "observe.prot, observe.port"
    })
    void aMisspelledKeyIsAProblemThatNamesTheNearestOne(String misspelled, String meant) throws Exception {
        Map<String, String> settings = new HashMap<>(ExportSettingsTest.REQUIRED);
        settings.put(misspelled, "1");

        for (Function<Function<String, Optional<String>>, Object> reader : List.<Function<
                        Function<String, Optional<String>>, Object>>of(
                ExportSettings::read, IngestSettings::read, QuerySettings::read, QueueSettings::read)) {
            assertThat(problems(settings, reader)).contains(misspelled + " is not a setting: is " + meant + " meant?");
        }
    }

    @Test
    void aKeyThatIsNearNoneSaysWhereAllAre() throws Exception {
        Map<String, String> settings = new HashMap<>(ExportSettingsTest.REQUIRED);
        settings.put("export.something.quite-different.altogether", "1");

        assertThat(problems(settings, ExportSettings::read)).containsExactly(
                "export.something.quite-different.altogether is not a setting: application.properties lists all"
                        + " settings");
    }

    @Test
    void keysOfAUsersOwnRoutesAndOfCamelAreNotTheProgramsAffair() throws Exception {
        Map<String, String> settings = new HashMap<>(ExportSettingsTest.REQUIRED);
        settings.putAll(Map.of("copy.directory", "here", "webhook.url", "there", "camel.main.name", "x"));

        assertThat(problems(settings, ExportSettings::read)).isEmpty();
    }

    @Test
    void whatAProgramGivesOverTheContextsSettingsIsLookedAtToo() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> IngestSettings.read(
                        SettingsLookup.over(Map.of("ingest.mod", "append"), key -> Optional.empty())))
                .withMessageContaining("ingest.mod is not a setting: is ingest.mode meant?");
    }

    @Test
    void everySettingThatIsReadIsKnown() {
        Set<String> asked = new TreeSet<>();
        for (String upload : List.of("put", "s3", "azure-blob", "google-storage")) {
            for (String authentication : List.of("auth_jwt", "auth_oauth", "auth_mfa", "auth_okta", "auth_wif")) {
                Map<String, String> settings = new HashMap<>(ExportSettingsTest.REQUIRED);
                settings.put("export.upload", upload);
                settings.put("snowflake.auth-type", authentication);
                read(settings, asked);
            }
        }

        assertThat(SettingNames.problems(SettingsLookup.of(valued(asked)))).isEmpty();
    }

    private static void read(Map<String, String> settings, Set<String> asked) {
        Function<String, Optional<String>> lookup = key -> {
            asked.add(key);
            return Optional.ofNullable(settings.get(key));
        };
        for (Function<Function<String, Optional<String>>, Object> reader : List.<Function<
                        Function<String, Optional<String>>, Object>>of(
                ExportSettings::read, IngestSettings::read, QuerySettings::read)) {
            try {
                reader.apply(lookup);
            } catch (ExportConfigurationException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }

    private static Map<String, String> valued(Set<String> keys) {
        Map<String, String> settings = new HashMap<>();
        keys.forEach(key -> settings.put(key, "1"));
        return settings;
    }

    /** As a Camel context with these properties has them. */
    private static List<String> problems(
            Map<String, String> settings, Function<Function<String, Optional<String>>, Object> reader)
            throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            Properties properties = new Properties();
            properties.putAll(settings);
            context.getPropertiesComponent().setInitialProperties(properties);
            ExportConfigurationException failure = catchThrowableOfType(
                    ExportConfigurationException.class, () -> reader.apply(new SettingsSource(context)));
            return failure == null ? new ArrayList<>() : failure.problems();
        }
    }
}
