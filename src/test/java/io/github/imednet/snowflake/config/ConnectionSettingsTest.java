package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionSettingsTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "snowflake.account", "myorg-myaccount",
            "snowflake.user", "loader",
            "snowflake.password", "secret-3");

    @Test
    void aSessionNeedsNeitherDatabaseNorWarehouse() {
        ConnectionSettings settings = read(Map.of());

        assertThat(settings.url()).isEqualTo(URI.create("https://myorg-myaccount.snowflakecomputing.com"));
        assertThat(settings.database()).isNull();
        assertThat(settings.schema()).isNull();
        assertThat(settings.warehouse()).isNull();
        assertThat(settings.role()).isNull();
        assertThat(settings.loginTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.highPrecision()).isTrue();
    }

    @Test
    void whoMakesObjectsNeedsADatabaseAndASchema() {
        SettingsReader settings = new SettingsReader(key -> Optional.ofNullable(REQUIRED.get(key)));
        ConnectionSettings.readWithSchema(settings, null);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(settings::throwIfBad)
                .withMessageContaining("snowflake.database is missing")
                .withMessageContaining("snowflake.schema is missing");
    }

    private static ConnectionSettings read(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(others);
        return ConnectionSettings.read(key -> Optional.ofNullable(all.get(key)));
    }
}
