package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever a setting is set to. */
class SettingsPropertiesTest {

    @Property
    void whateverASettingIsItsRefusalIsPlainText(@ForAll("keyNames") String key, @ForAll String value) {
        try {
            read(Map.of(key, value));
        } catch (ExportConfigurationException e) {
            assertThat(e.problems())
                    .allSatisfy(problem -> assertThat(problem).doesNotContainPattern("[\\p{Cc}\u2028\u2029]"));
        }
    }

    @Test
    void aPathInARefusalIsPlainTextToo() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("snowflake.private-key-file", "a\u0007b\u001b[2J.p8")))
                .satisfies(refused -> assertThat(refused.problems())
                        .anySatisfy(problem -> assertThat(problem).contains("a?b?[2J.p8 cannot be read"))
                        .noneMatch(problem -> problem.matches("(?s).*\\p{Cc}.*")));
    }

    @Property
    void whatPassesAsANameOrAPathHasNoControlCharacter(@ForAll("keyNames") String key, @ForAll String value) {
        try {
            ExportSettings settings = read(Map.of(key, value));
            assertThat(Stream.of(settings.get(ExportKeys.STUDY_KEY), settings.get(ExportKeys.STAGE_PREFIX),
                    settings.get(SharedSettings.LEDGER_TABLE), settings.table(),
                            settings.get(SnowflakeKeys.STAGE), settings.snowflake().get(SnowflakeKeys.SCHEMA),
                                    settings.snowflake().get(SnowflakeKeys.DATABASE),
                            settings.snowflake().get(SnowflakeKeys.WAREHOUSE),
                                    settings.snowflake().get(SnowflakeKeys.ROLE), settings.snowflake().user(),
                            settings.snowflake().account(), String.valueOf(settings.get(ExportKeys.MANIFEST_PATH)),
                            String.valueOf(settings.get(ExportKeys.LOCAL_STAGING_DIR))))
                    .allSatisfy(text -> assertThat(String.valueOf(text)).doesNotContainPattern("\\p{Cc}"));
        } catch (ExportConfigurationException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> keyNames() {
        return Arbitraries.of(keys());
    }

    private static ExportSettings read(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(ExportSettingsTest.REQUIRED);
        all.putAll(others);
        return ExportSettings.read(key -> Optional.ofNullable(all.get(key)));
    }

    private static Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        Function<String, Optional<String>> lookup = key -> {
            keys.add(key);
            return Optional.empty();
        };
        try {
            ExportSettings.read(lookup);
        } catch (ExportConfigurationException e) {
            assertThat(keys).isNotEmpty();
        }
        return keys;
    }
}
