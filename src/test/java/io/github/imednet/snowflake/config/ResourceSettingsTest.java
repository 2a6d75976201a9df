package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceSettingsTest {

    private static final Map<String, String> REQUIRED =
            Map.of("imednet.api-key", "a", "imednet.security-key", "b", "export.study-key", "STUDY");

    @Test
    void everythingElseHasADefault() {
        ResourceSettings settings = read(Map.of());

        assertThat(settings.resource()).isEqualTo(ImednetResource.RECORDS);
        assertThat(settings.imednet().baseUrl()).hasToString("https://edc.prod.imednetapi.com");
        assertThat(settings.imednet().pageSize()).isEqualTo(500);
        assertThat(settings.filter()).isEqualTo(ListFilter.ALL);
        assertThat(settings.retries().most()).isEqualTo(3);
        assertThat(settings.retries().backoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.retries().jitter()).isZero();
    }

    @Test
    void theListOfStudiesIsOfNoStudy() {
        assertThat(read(Map.of("imednet.resource", "studies")).studyKey()).isNull();
    }

    @Test
    void whatAListDoesNotTakeIsTold() {
        ExportConfigurationException users = catchThrowableOfType(ExportConfigurationException.class, () -> read(
                Map.of("imednet.resource", "users", "export.filter", "login==a", "export.record-data-filter", "a==b")));

        assertThat(users.problems()).hasSize(2).anyMatch(problem -> problem.startsWith("export.filter is set"))
                .anyMatch(problem -> problem.startsWith("export.record-data-filter is set"));
    }

    /** As it is there in a Secret of Kubernetes that {@code echo} or a file was put into. */
    @ParameterizedTest
    @ValueSource(strings = {"key\n", "key\r\n", "key"})
    void aLineBreakAtTheEndOfASecretIsNoPartOfIt(String value) {
        assertThat(read(Map.of("imednet.api-key", value)).imednet().apiKey()).isEqualTo(new Secret("key"));
    }

    @Test
    void aFilterThatIsSetToNothingIsRefused() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("export.filter", "")))
                .withMessageContaining("export.filter is set to nothing");
    }

    private static ResourceSettings read(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(REQUIRED);
        settings.putAll(others);
        return ResourceSettings.read(key -> Optional.ofNullable(settings.get(key)));
    }
}
