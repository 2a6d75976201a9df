package io.github.imednet.snowflake.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The settings of a connection to Snowflake and of its session: {@code snowflake.*}. */
public final class SnowflakeKeys {

    private static final SettingGroup LOGIN = new SettingGroup();
    private static final SettingGroup SESSION = new SettingGroup();
    private static final SettingGroup OTHERS = new SettingGroup();

    static final Setting<String> CONNECTION_URI = LOGIN.text(
            "snowflake.uri",
            null,
            "where to connect, in one text: `user@account/database/schema?warehouse=WH`; what else is set comes"
                    + " before it");
    static final Setting<String> CONNECTION = LOGIN.text(
            "snowflake.connection",
            null,
            "name of a connection in `connections.toml` or `config.toml`, which Snowflake's own tools read; what is set"
                    + " here comes before it");
    public static final Setting<String> ACCOUNT =
            LOGIN.text("snowflake.account", null, "account identifier, such as `myorg-myaccount`; required");
    static final Setting<String> REGION =
            LOGIN.text("snowflake.region", null, "region of an account that is named without its organization");
    public static final Setting<URI> URL =
            LOGIN.address("snowflake.url", null, "address of the server, where it is not"
                    + " `https://ACCOUNT.snowflakecomputing.com`");
    static final Setting<String> PROTOCOL =
            LOGIN.oneOf(Set.of("HTTPS", "HTTP"), "snowflake.protocol", "https",
                    "`https` or `http`; with host and port instead of `snowflake.url`");
    static final Setting<String> HOST =
            LOGIN.text("snowflake.host", null, "host of the server, instead of `snowflake.url`");
    static final Setting<Integer> PORT =
            LOGIN.number("snowflake.port", 0, 65_535, "port of the server, instead of `snowflake.url`");
    static final Setting<Boolean> ALLOW_PLAIN_HTTP = LOGIN.flag(
            "snowflake.allow-plain-http",
            false,
            "whether plain http to another machine is allowed: others can then read records and passwords");
    static final Setting<String> AUTH_TYPE = LOGIN.text(
            "snowflake.auth-type",
            null,
            "how to log in: `auth_snowflake` (user and password, the default), `auth_jwt` (a key pair, the default"
                    + " where there is a private key), `auth_oauth`, `auth_pat`, `auth_mfa`, `auth_ext_browser`,"
                    + " `auth_okta` or `auth_wif`");
    public static final Setting<String> USER =
            LOGIN.name("snowflake.user", "user name; required, but for tokens and workload identities");
    public static final Setting<Secret> PASSWORD =
            LOGIN.secret("snowflake.password", "password, where the login is by one");
    static final Setting<Path> PRIVATE_KEY_FILE =
            LOGIN.file("snowflake.private-key-file", "file of the private key for `auth_jwt`");
    static final Setting<Secret> PRIVATE_KEY =
            LOGIN.secret("snowflake.private-key", "the private key itself, instead of a file");
    static final Setting<Secret> PRIVATE_KEY_PASSPHRASE =
            LOGIN.secret("snowflake.private-key-passphrase", "passphrase of an encrypted private key");
    static final Setting<Secret> TOKEN =
            LOGIN.secret("snowflake.token", "token for `auth_oauth`, `auth_pat` and `auth_wif` by"
            + " OIDC");
    static final Setting<Path> TOKEN_FILE =
            LOGIN.file("snowflake.token-file", "file that has the token, which is read at each login");
    static final Setting<Secret> PASSCODE = LOGIN.secret(
            "snowflake.passcode",
            "passcode of the second factor for `auth_mfa`; without it Snowflake asks a device");
    static final Setting<Boolean> PASSCODE_IN_PASSWORD =
            LOGIN.flag("snowflake.passcode-in-password", false, "whether the password ends with the passcode");
    static final Setting<String> OKTA_URL = LOGIN.text("snowflake.okta-url", null, "address of Okta for `auth_okta`");
    static final Setting<String> WORKLOAD_IDENTITY_PROVIDER = LOGIN.text(
            "snowflake.workload-identity-provider",
            null,
            "who attests the identity for `auth_wif`: `AWS`, `AZURE`, `GCP` or `OIDC`");
    static final Setting<String> WORKLOAD_IDENTITY_ENTRA_RESOURCE = LOGIN.name(
            "snowflake.workload-identity-entra-resource", "the resource to ask Entra for, instead of"
                    + " Snowflake's");
    static final Setting<String> WORKLOAD_IDENTITY_IMPERSONATION_PATH = LOGIN.name(
            "snowflake.workload-identity-impersonation-path",
            "accounts to impersonate one after the other, with commas between (`AWS`, `GCP`)");
    public static final Setting<String> ROLE =
            SESSION.name("snowflake.role", "role of the session; without it the user's default");
    public static final Setting<String> DATABASE =
            SESSION.identifier("snowflake.database", null, "database of table and stage; required");
    public static final Setting<String> SCHEMA =
            SESSION.identifier(
                    "snowflake.schema", null, "schema of table and stage; exports and sinks take `PUBLIC` without it");
    public static final Setting<String> WAREHOUSE =
            SESSION.identifier("snowflake.warehouse", null, "warehouse that runs COPY; required for exports");
    public static final Setting<String> STAGE =
            SESSION.of(SettingKinds::stage, "snowflake.stage", null, "stage of exports; required for them");
    public static final Setting<String> TABLE =
            SESSION.identifier("snowflake.table", null, "target table of exports; required for them");
    public static final Setting<Duration> LOGIN_TIMEOUT = SESSION.duration(
            "snowflake.login-timeout",
            Duration.ofSeconds(60),
            "how long logging in may take: seconds, or as in `1m30s`, like all that follow");
    public static final Setting<Duration> REQUEST_TIMEOUT = SESSION.duration(
            "snowflake.request-timeout",
            null,
            "how long a statement's request is repeated when the server cannot be reached; without it the driver"
                    + " decides");
    public static final Setting<Duration> CLIENT_TIMEOUT = SESSION.duration(
            "snowflake.client-timeout",
            null,
            "how long the driver waits for a connection, and for the next bytes of an answer; without it 1m and 5m");
    static final Setting<Duration> JWT_TIMEOUT = SESSION.duration(
            "snowflake.jwt-timeout",
            Duration.ofSeconds(60),
            "how long a login that a private key signed is valid: the driver takes no other time");
    public static final Setting<Duration> BROWSER_TIMEOUT = SESSION.duration(
            "snowflake.browser-timeout", Duration.ofSeconds(120), "how long logging in in a browser may take");
    public static final Setting<String> APPLICATION =
            SESSION.of(SessionOptions::application, "snowflake.application", "imednet-snowflake",
                    "what Snowflake's history calls this program");
    public static final Setting<String> QUERY_TAG =
            SESSION.name("snowflake.query-tag", "marks the statements in Snowflake's history");
    public static final Setting<Boolean> OCSP_FAIL_OPEN = SESSION.choice(
            "snowflake.ocsp-fail-open",
            "checks certificates by OCSP; `true` takes what cannot be checked, `false` refuses it; without it the"
                    + " driver does not check");
    static final Setting<Boolean> TLS_SKIP_VERIFY =
            SESSION.flag("snowflake.tls-skip-verify", false, "cannot be true with the JDBC driver");
    static final Setting<Boolean> KEEP_SESSION_ALIVE =
            SESSION.flag("snowflake.keep-session-alive", false, "cannot be true with the JDBC driver");
    public static final Setting<Boolean> DISABLE_TELEMETRY =
            SESSION.flag("snowflake.disable-telemetry", false, "whether the driver is kept from sending telemetry");
    public static final Setting<String> LOG_LEVEL = SESSION.of(SessionOptions::logLevel,
            "snowflake.log-level",
            null,
            "how much the driver logs, such as `debug`, which shows statements; without it as much as everything else");
    public static final Setting<Boolean> CACHE_MFA_TOKEN = SESSION.choice(
            "snowflake.cache-mfa-token",
            "whether a second factor's token is kept in the system's credential store; without it the system decides");
    public static final Setting<Boolean> STORE_TEMPORARY_CREDENTIALS = SESSION.choice(
            "snowflake.store-temporary-credentials", "the same for the token of a single sign-on");
    public static final Setting<Boolean> HIGH_PRECISION = SESSION.flag(
            "snowflake.high-precision",
            true,
            "whether a query's numbers are exact decimals; `false` makes them whole numbers of 64 bits, or floating"
                    + " point");
    static final Setting<String> DRIVER_PROPERTIES = OTHERS.text(
            "snowflake.driver-properties",
            null,
            "anything else for the driver or the session: `NAME=VALUE&NAME=VALUE`");

    static final List<Setting<?>> OF_SESSIONS = SESSION.all();
    static final List<Setting<?>> ALL =
            Stream.of(LOGIN, SESSION, OTHERS).flatMap(group -> group.all().stream()).toList();

    private SnowflakeKeys() {}
}
