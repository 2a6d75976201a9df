package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalog of settings, and what is made of it. */
class SettingsCatalogTest {

    private static final String REMEDY =
            "Write the files anew: mvn -q test-compile exec:java -Dexec.classpathScope=test"
                    + " -Dexec.mainClass=io.github.imednet.snowflake.config.SettingsFiles";

    @Test
    void theTemplateIsMadeOfTheCatalog() throws Exception {
        assertThat(Files.readString(SettingsFiles.TEMPLATE)).as(REMEDY).isEqualTo(SettingsFiles.template());
    }

    @Test
    void thePageIsMadeOfTheCatalog() throws Exception {
        assertThat(Files.readString(SettingsFiles.PAGE)).as(REMEDY).isEqualTo(SettingsFiles.page());
    }

    @Test
    void noKeyStandsTwice() {
        List<Setting<?>> settings = settings();

        assertThat(settings).extracting(Setting::key).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(SettingsCatalog.find("export.batch-sizes")).isEmpty();
        assertThat(SettingsCatalog.get("export.batch-size").defaultValue()).isEqualTo("500");
    }

    @Test
    void everyDefaultIsTakenWhereItIsSet() {
        Map<String, String> defaults = settings().stream()
                .filter(setting -> setting.defaultValue() != null)
                .collect(Collectors.toMap(Setting::key, Setting::defaultValue));
        Map<String, String> required = ExportSettingsTest.REQUIRED;
        defaults.putAll(required);

        assertThat(ExportSettings.read(SettingsLookup.of(defaults)))
                .isEqualTo(ExportSettings.read(SettingsLookup.of(required)));
        assertThat(IngestSettings.readForFiles(SettingsLookup.of(defaults)))
                .isEqualTo(IngestSettings.readForFiles(SettingsLookup.of(required)));
        assertThat(QuerySettings.read(SettingsLookup.of(defaults)))
                .isEqualTo(QuerySettings.read(SettingsLookup.of(required)));
        assertThat(ObserveSettings.read(SettingsLookup.of(defaults)))
                .isEqualTo(ObserveSettings.read(SettingsLookup.of(required)));
    }

    @Test
    void descriptionsArePhrasesAndSecretsHaveNoDefault() {
        assertThat(settings()).allSatisfy(setting -> {
            assertThat(setting.description()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
            assertThat(setting.isSecret() && setting.defaultValue() != null).isFalse();
        });
    }

    /** Arguments and what is shown go by the keys: others than settings may be secrets too. */
    @Test
    void whatIsReadAsASecretIsOneByItsKey() {
        assertThat(settings())
                .filteredOn(setting -> setting.kind().read(setting, "x", problem -> {}) instanceof Secret)
                .hasSizeGreaterThan(5)
                .allMatch(Setting::isSecret);
    }

    private static List<Setting<?>> settings() {
        return SettingsCatalog.sections().stream()
                .<Setting<?>>flatMap(section -> section.settings().stream())
                .toList();
    }
}
