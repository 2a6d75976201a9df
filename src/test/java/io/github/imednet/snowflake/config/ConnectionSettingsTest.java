package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "snowflake.account", "myorg-myaccount",
            "snowflake.user", "loader",
            "snowflake.password", "secret-3");

    @Test
    void everythingNotRequiredHasADefault() {
        ConnectionSettings settings = read(Map.of());

        assertThat(settings.url()).isEqualTo(URI.create("https://myorg-myaccount.snowflakecomputing.com"));
        assertThat(settings.get(SnowflakeKeys.DATABASE)).isNull();
        assertThat(settings.get(SnowflakeKeys.SCHEMA)).isNull();
        assertThat(settings.get(SnowflakeKeys.WAREHOUSE)).isNull();
        assertThat(settings.get(SnowflakeKeys.ROLE)).isNull();
        assertThat(settings.get(SnowflakeKeys.LOGIN_TIMEOUT)).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.get(SnowflakeKeys.HIGH_PRECISION)).isTrue();
        assertThat(settings.authentication().method()).isEqualTo(AuthenticationMethod.PASSWORD);
        assertThat(settings.authentication().secondFactor()).isNull();
        assertThat(sessionOf(settings))
                .containsExactly(
                null, null, Duration.ofSeconds(120), "imednet-snowflake", null, false, null, null, null,
                        null);
        assertThat(settings.driverProperties()).isEmpty();
    }

    private static List<Object> sessionOf(ConnectionSettings settings) {
        return Stream.of(
                        SnowflakeKeys.REQUEST_TIMEOUT, SnowflakeKeys.CLIENT_TIMEOUT, SnowflakeKeys.BROWSER_TIMEOUT,
                        SnowflakeKeys.APPLICATION, SnowflakeKeys.OCSP_FAIL_OPEN, SnowflakeKeys.DISABLE_TELEMETRY,
                        SnowflakeKeys.LOG_LEVEL, SnowflakeKeys.CACHE_MFA_TOKEN,
                        SnowflakeKeys.STORE_TEMPORARY_CREDENTIALS, SnowflakeKeys.QUERY_TAG)
                .<Object>map(settings::get)
                .toList();
    }

    @Test
    void everyOptionIsTakenByItsAdbcName() {
        Map<String, String> adbc = new HashMap<>();
        adbc.put("adbc.snowflake.sql.account", "acct");
        adbc.put("adbc.snowflake.sql.region", "eu-central-1");
        adbc.put("adbc.snowflake.sql.db", "D");
        adbc.put("adbc.snowflake.sql.schema", "S");
        adbc.put("adbc.snowflake.sql.warehouse", "W");
        adbc.put("adbc.snowflake.sql.role", "R");
        adbc.put("adbc.snowflake.sql.auth_type", "auth_oauth");
        adbc.put("adbc.snowflake.sql.client_option.auth_token", "the-token");
        adbc.put("adbc.snowflake.sql.client_option.login_timeout", "1m30s");
        adbc.put("adbc.snowflake.sql.client_option.request_timeout", "-300ms");
        adbc.put("adbc.snowflake.sql.client_option.client_timeout", "1.5s");
        adbc.put("adbc.snowflake.sql.client_option.jwt_expire_timeout", "1m");
        adbc.put("adbc.snowflake.sql.client_option.app_name", "nightly");
        adbc.put("adbc.snowflake.sql.client_option.tls_skip_verify", "false");
        adbc.put("adbc.snowflake.sql.client_option.ocsp_fail_open_mode", "true");
        adbc.put("adbc.snowflake.sql.client_option.keep_session_alive", "false");
        adbc.put("adbc.snowflake.sql.client_option.disable_telemetry", "true");
        adbc.put("adbc.snowflake.sql.client_option.tracing", "debug");
        adbc.put("adbc.snowflake.sql.client_option.cache_mfa_token", "true");
        adbc.put("adbc.snowflake.sql.client_option.store_temp_creds", "false");
        adbc.put("adbc.snowflake.sql.client_option.use_high_precision", "false");
        adbc.put("adbc.snowflake.statement.query_tag", "tag");

        ConnectionSettings settings = ConnectionSettings.read(key -> Optional.ofNullable(adbc.get(key)));

        assertThat(settings.account()).isEqualTo("acct");
        assertThat(settings.url()).isEqualTo(URI.create("https://acct.eu-central-1.snowflakecomputing.com"));
        assertThat(settings.get(SnowflakeKeys.DATABASE) + settings.get(SnowflakeKeys.SCHEMA)
                + settings.get(SnowflakeKeys.WAREHOUSE) + settings.get(SnowflakeKeys.ROLE)).isEqualTo("DSWR");
        assertThat(settings.authentication().method()).isEqualTo(AuthenticationMethod.OAUTH);
        assertThat(settings.authentication().token())
                .isEqualTo(new Authentication.Token(new Secret("the-token"), null));
        assertThat(settings.get(SnowflakeKeys.LOGIN_TIMEOUT)).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.get(SnowflakeKeys.HIGH_PRECISION)).isFalse();
        assertThat(sessionOf(settings))
                .containsExactly(
                        Duration.ofMillis(300), Duration.ofMillis(1500), Duration.ofSeconds(120), "nightly", true, true,
                        "DEBUG", true, false, "tag");
    }

    @Test
    void whatOktaAndKeyPairsNeedIsTakenByItsAdbcNameToo() throws Exception {
        Path key = Path.of("src/test/resources/keys/pkcs8-aes256.pem");
        ConnectionSettings okta = read(Map.of(
                "adbc.snowflake.sql.auth_type", "auth_okta",
                "adbc.snowflake.sql.client_option.okta_url", "https://acme.okta.com"));
        ConnectionSettings value = read(Map.of(
                "adbc.snowflake.sql.client_option.jwt_private_key_pkcs8_value", Files.readString(key),
                "adbc.snowflake.sql.client_option.jwt_private_key_pkcs8_password", "the passphrase"));
        ConnectionSettings file = read(Map.of(
                "adbc.snowflake.sql.client_option.jwt_private_key", key.toString(),
                "adbc.snowflake.sql.client_option.jwt_private_key_pkcs8_password", "the passphrase"));

        assertThat(okta.authentication().oktaUrl()).hasHost("acme.okta.com");
        assertThat(value.authentication().method()).isEqualTo(AuthenticationMethod.KEY_PAIR);
        assertThat(value.authentication().keyPair().passphrase()).isEqualTo(new Secret("the passphrase"));
        assertThat(file.authentication().keyPair()).isEqualTo(value.authentication().keyPair());
    }

    @Test
    void anAddressMayBeGivenInItsPartsToo() {
        Map<String, String> parts = Map.of(
                "adbc.snowflake.sql.uri.protocol", "http",
                "adbc.snowflake.sql.uri.host", "127.0.0.1",
                "adbc.snowflake.sql.uri.port", "8085");

        assertThat(read(parts).url()).isEqualTo(URI.create("http://127.0.0.1:8085"));
    }

    @ParameterizedTest
    @CsvSource({
        "acct, us-west-2, acct.snowflakecomputing.com",
        "acct.eu-central-1, , acct.eu-central-1.snowflakecomputing.com",
        "acct, cn-north-1, acct.cn-north-1.snowflakecomputing.cn",
        "my_org-my_account, , my-org-my-account.snowflakecomputing.com"
    })
    void accountAndRegionMakeSnowflakesHost(String account, String region, String host) {
        Map<String, String> settings = region == null
                ? Map.of("snowflake.account", account)
                : Map.of("snowflake.account", account, "snowflake.region", region);

        assertThat(read(settings).url()).isEqualTo(URI.create("https://" + host));
    }

    @Test
    void aSettingComesBeforeWhatTheUriSays() {
        ConnectionSettings settings = read(Map.of(
                "snowflake.uri",
                "other:pw@other.example.test:444/D/S?account=acct&warehouse=W&LOCK_TIMEOUT=60&ocspFailOpen=true",
                "snowflake.url", "https://proxy.example.test",
                "snowflake.schema", "T",
                "adbc.snowflake.sql.warehouse", "X",
                "snowflake.driver-properties", "LOCK_TIMEOUT=70&maxHttpRetries=2"));

        assertThat(settings.user()).isEqualTo("loader");
        assertThat(settings.account()).isEqualTo("myorg-myaccount");
        assertThat(settings.url()).isEqualTo(URI.create("https://proxy.example.test"));
        assertThat(settings.get(SnowflakeKeys.DATABASE)).isEqualTo("D");
        assertThat(settings.get(SnowflakeKeys.SCHEMA)).isEqualTo("T");
        assertThat(settings.get(SnowflakeKeys.WAREHOUSE)).isEqualTo("X");
        assertThat(settings.get(SnowflakeKeys.OCSP_FAIL_OPEN)).isTrue();
        assertThat(settings.driverProperties())
                .isEqualTo(Map.of("LOCK_TIMEOUT", "70", "maxHttpRetries", "2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "snowflake.tls-skip-verify    | true             | always verifies the server's certificate",
        "snowflake.keep-session-alive | true             | ends a session with its connection",
        "snowflake.jwt-timeout        | 2m               | always for 60 seconds",
        "snowflake.login-timeout      | soon             | not a length of time",
        "snowflake.login-timeout      | 25h              | not a length of time",
        "snowflake.application        | [ADBC]           | not a name that the JDBC driver takes",
        "snowflake.log-level          | loud             | none of debug, error",
        "snowflake.auth-type          | auth_magic       | none of auth_snowflake, auth_oauth",
        "snowflake.port               | 70000            | not a whole number",
        "snowflake.protocol           | gopher           | not one of HTTP, HTTPS",
        "snowflake.protocol           | http             | plain http to another machine",
        "snowflake.host               | a b              | not an address",
        "snowflake.region             | a/b              | snowflake.region is not a valid region",
        "snowflake.driver-properties  | token=x          | has 'token'",
        "snowflake.driver-properties  | TIMEZONE=x       | has 'TIMEZONE'",
        "snowflake.driver-properties  | DATE_OUTPUT_FORMAT=x | is what this program relies on",
        "snowflake.driver-properties  | ROWS_PER_RESULTSET=9 | is what this program relies on",
        "snowflake.driver-properties  | QUERY_TAG=x      | has a setting of its own",
        "snowflake.driver-properties  | proxyPassword=x  | is a secret",
        "snowflake.driver-properties  | proxyhots=x      | is proxyHost meant?",
        "adbc.snowflake.sql.account   | another          | are both set, and differ"
    })
    void whatCannotBeDoneIsRefusedWithTheReason(String key, String value, String reason) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of(key, value)))
                .satisfies(e -> assertThat(e.problems()).singleElement().asString().contains(key).contains(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "auth_snowflake, snowflake.user is missing; snowflake.password is missing",
        "auth_mfa, snowflake.user is missing; snowflake.password is missing",
        "auth_okta, snowflake.user is missing; snowflake.password is missing; snowflake.okta-url is missing",
        "auth_ext_browser, snowflake.user is missing",
        "auth_jwt, snowflake.user is missing; A key pair needs",
        "auth_oauth, auth_oauth needs a token",
        "auth_pat, auth_pat needs a token",
        "auth_wif, snowflake.workload-identity-provider is missing"
    })
    void eachWayToLogInNeedsItsOwnSettings(String type, String problems) {
        Map<String, String> settings = Map.of("snowflake.account", "acct", "snowflake.auth-type", type);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> ConnectionSettings.read(key -> Optional.ofNullable(settings.get(key))))
                .satisfies(e -> assertThat(e.problems()).hasSize(problems.split("; ").length))
                .satisfies(e -> assertThat(e.getMessage()).contains(problems.split("; ")));
    }

    @Test
    void aTokenWithoutAPasswordNeedsToBeToldOfWhatKindItIs() {
        Map<String, String> settings = Map.of("snowflake.account", "a", "snowflake.user", "u", "snowflake.token", "t");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> ConnectionSettings.read(key -> Optional.ofNullable(settings.get(key))))
                .withMessageContaining("whether it is for auth_oauth or auth_pat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://acme.okta.com", "https://acme.okta.com/"})
    void theAuthenticatorMayBeOktasAddress(String address) {
        ConnectionSettings settings = read(Map.of("snowflake.auth-type", address));

        assertThat(settings.authentication().method()).isEqualTo(AuthenticationMethod.OKTA);
        assertThat(settings.authentication().oktaUrl()).hasHost("acme.okta.com");
    }

    @Test
    void whoMakesObjectsNeedsADatabaseAndASchema() {
        SettingsReader settings = new SettingsReader(key -> Optional.ofNullable(REQUIRED.get(key)));
        ConnectionSettings.readWithSchema(settings, null);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(settings::throwIfBad)
                .withMessageContaining("snowflake.database is missing")
                .withMessageContaining("The session has no current schema")
                .withMessageContaining("set snowflake.schema");
    }

    @Test
    void aUriWithoutASchemaMeansTheOneThatIsTheDefault() {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.put("snowflake.uri", "u@a/D");
        SettingsReader settings = new SettingsReader(key -> Optional.ofNullable(all.get(key)));

        assertThat(ConnectionSettings.readWithSchema(settings, "PUBLIC").get(SnowflakeKeys.SCHEMA)).isEqualTo("PUBLIC");
        settings.throwIfBad();
    }

    @Test
    void noTextOfTheSettingsShowsASecret() {
        assertThat(read(Map.of("snowflake.uri", "u:secret-4@a/D")).toString()).doesNotContain("secret-3", "secret-4");
    }

    @Test
    void aPasswordIsAskedForOnlyWhereOneIsNeeded() {
        Map<String, String> settings = new HashMap<>(Map.of("snowflake.account", "a", "snowflake.user", "u"));

        assertThat(ConnectionSettings.lacksPassword(key -> Optional.ofNullable(settings.get(key)))).isTrue();
        settings.put("snowflake.uri", "u:p@a/D");
        assertThat(ConnectionSettings.lacksPassword(key -> Optional.ofNullable(settings.get(key)))).isFalse();
        settings.put("snowflake.uri", "u@a/D?authenticator=externalbrowser");
        assertThat(ConnectionSettings.lacksPassword(key -> Optional.ofNullable(settings.get(key)))).isFalse();
    }

    private static ConnectionSettings read(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(others);
        return ConnectionSettings.read(key -> Optional.ofNullable(all.get(key)));
    }
}
