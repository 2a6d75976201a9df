package io.github.imednet.snowflake.load;

import static io.github.imednet.snowflake.load.RecordedSnowflake.AUTHENTICATOR;
import static io.github.imednet.snowflake.load.RecordedSnowflake.LOGIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.config.SessionParameters;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ways to log in that need somebody else: the requests that leave the driver. */
class SnowflakeLoginRequestTest {

    /** It sees none that came with an application after it was initialized. */
    @Test
    void theDriverManagerIsNotAsked() throws Exception {
        List<Driver> registered = DriverManager.drivers().toList();
        for (Driver driver : registered) {
            DriverManager.deregisterDriver(driver);
        }
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            snowflake.logIn(Map.of("snowflake.password", "pw"));
        } finally {
            for (Driver driver : registered) {
                DriverManager.registerDriver(driver);
            }
        }
    }

    @Test
    void aSecondFactorsPasscodeGoesWithUserAndPassword() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            snowflake.logIn(Map.of(
                    "snowflake.auth-type", "auth_mfa", "snowflake.password", "pw", "snowflake.passcode", "123456"));

            JsonNode login = snowflake.body(LOGIN).path("data");
            assertThat(login.path("LOGIN_NAME").asText()).isEqualTo("loader");
            assertThat(login.path("PASSWORD").asText()).isEqualTo("pw");
            assertThat(login.path("EXT_AUTHN_DUO_METHOD").asText()).isEqualTo("passcode");
            assertThat(login.path("PASSCODE").asText()).isEqualTo("123456");
        }
    }

    @Test
    void withoutAPasscodeTheUsersDeviceIsAskedAndItMayBeTheEndOfThePassword() throws Exception {
        Map<String, String> settings = Map.of("snowflake.auth-type", "auth_mfa", "snowflake.password", "pw123456");
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            snowflake.logIn(settings);
            assertThat(snowflake.body(LOGIN).path("data").path("EXT_AUTHN_DUO_METHOD").asText()).isEqualTo("push");
        }
        Map<String, String> inPassword = new HashMap<>(settings);
        inPassword.put("snowflake.passcode-in-password", "true");
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            snowflake.logIn(inPassword);
            JsonNode login = snowflake.body(LOGIN).path("data");
            assertThat(login.path("EXT_AUTHN_DUO_METHOD").asText()).isEqualTo("passcode");
            assertThat(login.has("PASSCODE")).isFalse();
        }
    }

    @Test
    void aBrowserIsSentWhereSnowflakeSaysForThisAccountAndUser() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            snowflake.logIn(Map.of("snowflake.auth-type", "auth_ext_browser"));

            JsonNode request = snowflake.body(AUTHENTICATOR).path("data");
            assertThat(request.path("AUTHENTICATOR").asText()).isEqualTo("EXTERNALBROWSER");
            assertThat(request.path("ACCOUNT_NAME").asText()).isEqualTo("local");
            assertThat(request.path("LOGIN_NAME").asText()).isEqualTo("loader");
            assertThat(request.path("BROWSER_MODE_REDIRECT_PORT").asInt()).isPositive();
        }
    }

    @Test
    void oktaGetsUserAndPasswordAndSnowflakeItsAnswerAlone() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(true)) {
            String okta = snowflake.uri().toString();
            snowflake.logIn(Map.of(
                    "snowflake.auth-type", "auth_okta", "snowflake.okta-url", okta, "snowflake.password", "pw"));

            assertThat(snowflake
                            .body(AUTHENTICATOR)
                            .path("data")
                            .path("AUTHENTICATOR")
                            .asText())
                    .isEqualTo(okta);
            assertThat(snowflake.body("/token").path("username").asText()).isEqualTo("loader");
            assertThat(snowflake.body("/token").path("password").asText()).isEqualTo("pw");
            JsonNode login = snowflake.body(LOGIN).path("data");
            assertThat(login.path("RAW_SAML_RESPONSE").asText()).contains("/fed/login");
            assertThat(login.has("PASSWORD")).isFalse();
        }
    }

    @Test
    void whatTheSettingsSayOfTheSessionGoesWithTheLogin() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            snowflake.logIn(Map.of(
                    "snowflake.password", "pw",
                    "snowflake.application", "nightly-load",
                    "snowflake.query-tag", "nightly",
                    "snowflake.disable-telemetry", "true",
                    "snowflake.request-timeout", "1m30s",
                    "snowflake.ocsp-fail-open", "false",
                    "snowflake.driver-properties", "LOCK_TIMEOUT=60&maxHttpRetries=1"));

            JsonNode login = snowflake.body(LOGIN).path("data");
            assertThat(login.path("SESSION_PARAMETERS").path("QUERY_TAG").asText()).isEqualTo("nightly");
            assertThat(login.path("SESSION_PARAMETERS").path("CLIENT_TELEMETRY_ENABLED").asText()).isEqualTo("false");
            assertThat(login.path("SESSION_PARAMETERS").path("LOCK_TIMEOUT").asText()).isEqualTo("60");
            JsonNode client = login.path("CLIENT_ENVIRONMENT");
            assertThat(client.path("APPLICATION").asText()).isEqualTo("nightly-load");
            assertThat(client.path("OCSP_MODE").asText()).isEqualTo("FAIL_CLOSED");
            assertThat(client.path("networkTimeout").asText()).isEqualTo("90000");
            assertThat(client.path("maxHttpRetries").asText()).isEqualTo("1");
            assertThat(client.toString()).doesNotContain("\"pw\"");
        }
    }

    @Test
    void nothingThatTheAccountMayHaveSetOtherwiseIsLeftToIt() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            snowflake.logIn(Map.of(
                    "snowflake.password", "pw", "snowflake.driver-properties", "DATE_INPUT_FORMAT=DD.MM.YYYY"));

            JsonNode session = snowflake.body(LOGIN).path("data").path("SESSION_PARAMETERS");
            assertThat(session.path("TIMEZONE").asText()).isEqualTo("UTC");
            assertThat(session.path("DATE_INPUT_FORMAT").asText()).isEqualTo("AUTO");
            Stream.of(SessionParameters.ANSWERS, SessionParameters.STATEMENTS)
                    .flatMap(parameters -> parameters.entrySet().stream())
                    .forEach(parameter -> assertThat(session.path(parameter.getKey()).asText())
                            .as(parameter.getKey())
                            .isEqualTo(parameter.getValue()));
        }
    }
}
