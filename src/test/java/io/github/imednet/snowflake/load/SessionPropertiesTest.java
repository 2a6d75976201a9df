package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.SessionParameters;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SessionPropertiesTest {

    @Test
    void whatIsNotSetIsLeftToTheDriver() {
        Properties properties = SessionProperties.of(settings(Map.of()));

        properties.keySet().removeAll(SessionParameters.ANSWERS.keySet());
        assertThat(properties).containsOnlyKeys(
                "account", "application", "loginTimeout", "BROWSER_RESPONSE_TIMEOUT", "enableCopyResultSet",
                "JDBC_QUERY_RESULT_FORMAT", "disablePlatformDetection");
    }

    @Test
    void lengthsOfTimeAreInTheDriversUnitsAndNeverLessThanAskedFor() {
        Properties properties = SessionProperties.of(settings(Map.of(
                "snowflake.login-timeout", "300ms",
                "snowflake.request-timeout", "1m30s",
                "snowflake.client-timeout", "1500ms",
                "snowflake.browser-timeout", "90.5s")));

        assertThat(properties)
                .containsEntry("loginTimeout", "1")
                .containsEntry("networkTimeout", "90000")
                .containsEntry("HTTP_CLIENT_SOCKET_TIMEOUT", "1500")
                .containsEntry("HTTP_CLIENT_CONNECTION_TIMEOUT", "1500")
                .containsEntry("BROWSER_RESPONSE_TIMEOUT", "91");
    }

    @Test
    void tokensAreKeptOrNotAsTheSettingsSay() {
        Properties properties = SessionProperties.of(settings(Map.of(
                "snowflake.cache-mfa-token", "true", "snowflake.store-temporary-credentials", "false",
                "snowflake.log-level", "warn")));

        assertThat(properties)
                .containsEntry("clientRequestMfaToken", "true")
                .containsEntry("clientStoreTemporaryCredential", "false")
                .containsEntry("tracing", "WARNING");
    }

    @Test
    void namesAreQuotedOnlyIfTheyMustBe() {
        Properties properties = SessionProperties.of(settings(Map.of(
                "snowflake.database", "clinical", "snowflake.schema", "My Schema", "snowflake.warehouse", "\"wh\"")));

        assertThat(properties)
                .containsEntry("db", "clinical")
                .containsEntry("schema", "\"My Schema\"")
                .containsEntry("warehouse", "\"wh\"");
    }

    /** The driver would leave out the authenticator, and say that the user's name is missing. */
    @Test
    void aDefaultLanguageInWhichTheDriverDoesNotKnowItsPropertiesIsRefused() {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("tr", "TR"));
        try {
            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> new SnowflakeLogin(settings(Map.of()), Map.of()).getConnection())
                    .withMessageContaining("-Duser.language=en");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static ConnectionSettings settings(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others);
        all.put("snowflake.account", "local");
        all.put("snowflake.user", "loader");
        all.put("snowflake.password", "pw");
        return ConnectionSettings.read(key -> Optional.ofNullable(all.get(key)));
    }
}
