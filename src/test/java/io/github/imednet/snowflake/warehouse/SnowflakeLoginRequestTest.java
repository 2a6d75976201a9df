package io.github.imednet.snowflake.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.ConnectionSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ways to log in that need somebody else: the requests that leave the driver. */
class SnowflakeLoginRequestTest {

    private static final String LOGIN = "/session/v1/login-request";
    private static final String AUTHENTICATOR = "/session/authenticator-request";

    @Test
    void aSecondFactorsPasscodeGoesWithUserAndPassword() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            logIn(
                    snowflake,
                    Map.of(
                            "snowflake.auth-type",
                            "auth_mfa",
                            "snowflake.password",
                            "pw",
                            "snowflake.passcode",
                            "123456"));

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
            logIn(snowflake, settings);
            assertThat(snowflake.body(LOGIN).path("data").path("EXT_AUTHN_DUO_METHOD").asText()).isEqualTo("push");
        }
        Map<String, String> inPassword = new HashMap<>(settings);
        inPassword.put("snowflake.passcode-in-password", "true");
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            logIn(snowflake, inPassword);
            JsonNode login = snowflake.body(LOGIN).path("data");
            assertThat(login.path("EXT_AUTHN_DUO_METHOD").asText()).isEqualTo("passcode");
            assertThat(login.has("PASSCODE")).isFalse();
        }
    }

    @Test
    void aBrowserIsSentWhereSnowflakeSaysForThisAccountAndUser() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            logIn(snowflake, Map.of("snowflake.auth-type", "auth_ext_browser"));

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
            logIn(
                    snowflake,
                    Map.of("snowflake.auth-type", "auth_okta", "snowflake.okta-url", okta, "snowflake.password", "pw"));

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

    /** The driver gives a workload's token to Snowflake's own hosts only: one is reached through a proxy here. */
    @Test
    void aWorkloadsIdentityIsItsProvidersToken() throws Exception {
        String token = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.US_ASCII))
                + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"iss\":\"https://issuer.example.test\",\"sub\":\"nightly\"}"
                                .getBytes(StandardCharsets.US_ASCII))
                + ".c2ln";
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            logIn(snowflake, Map.of("snowflake.auth-type", "auth_wif", "snowflake.workload-identity-provider", "oidc",
                    "snowflake.token", token, "snowflake.url", "http://local.snowflakecomputing.com",
                    "snowflake.allow-plain-http", "true", "snowflake.driver-properties",
                    "useProxy=true&proxyHost=127.0.0.1&proxyPort=" + snowflake.uri().getPort()));

            JsonNode login = snowflake.body(LOGIN).path("data");
            assertThat(login.path("AUTHENTICATOR").asText()).isEqualTo("WORKLOAD_IDENTITY");
            assertThat(login.path("PROVIDER").asText()).isEqualTo("OIDC");
            assertThat(login.path("TOKEN").asText()).isEqualTo(token);
        }
    }

    @Test
    void whatTheSettingsSayOfTheSessionGoesWithTheLogin() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false)) {
            logIn(snowflake, Map.of(
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

    private static void logIn(RecordedSnowflake snowflake, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("snowflake.account", "local");
        all.put("snowflake.user", "loader");
        all.putIfAbsent("snowflake.url", snowflake.uri().toString());
        all.put("snowflake.login-timeout", "20");
        ConnectionSettings connection = ConnectionSettings.read(key -> Optional.ofNullable(all.get(key)));
        try (HikariDataSource pool = SnowflakeDataSource.open(connection, 1)) {
            assertThatThrownBy(pool::getConnection)
                    .satisfies(failure -> assertThat(SnowflakeErrors.loginRefusal(failure))
                            .as("%s", failure)
                            .get()
                            .asString()
                            .contains("refused"));
        }
        assertThat(snowflake.count(LOGIN) + snowflake.count(AUTHENTICATOR)).isLessThanOrEqualTo(2);
    }
}
