package io.github.imednet.snowflake.config;

import static io.github.imednet.snowflake.config.Setting.duration;
import static io.github.imednet.snowflake.config.Setting.flag;
import static io.github.imednet.snowflake.config.Setting.number;
import static io.github.imednet.snowflake.config.Setting.text;

import java.time.Duration;
import java.util.List;

/** The settings of a connection to Snowflake and of its session: {@code snowflake.*}. */
final class SnowflakeKeys {

    static final Setting URI = text(
            "snowflake.uri",
            null,
            "where to connect, in one text: `user@account/database/schema?warehouse=WH`; what else is set comes"
                    + " before it");
    static final Setting CONNECTION = text(
            "snowflake.connection",
            null,
            "name of a connection in `connections.toml` or `config.toml`, which Snowflake's own tools read; what is set"
                    + " here comes before it");
    static final Setting ACCOUNT =
            text("snowflake.account", null, "account identifier, such as `myorg-myaccount`; required");
    static final Setting REGION =
            text("snowflake.region", null, "region of an account that is named without its organization");
    static final Setting URL =
            text("snowflake.url", null, "address of the server, where it is not"
                    + " `https://ACCOUNT.snowflakecomputing.com`");
    static final Setting PROTOCOL =
            text("snowflake.protocol", "https", "`https` or `http`; with host and port instead of `snowflake.url`");
    static final Setting HOST = text("snowflake.host", null, "host of the server, instead of `snowflake.url`");
    static final Setting PORT = number("snowflake.port", 0, 65_535, "port of the server, instead of `snowflake.url`");
    static final Setting ALLOW_PLAIN_HTTP = flag(
            "snowflake.allow-plain-http",
            false,
            "whether plain http is taken to another machine than this one: others can then read records and passwords");
    static final Setting AUTH_TYPE = text(
            "snowflake.auth-type",
            null,
            "how to log in: `auth_snowflake` (user and password, the default), `auth_jwt` (a key pair, the default"
                    + " where there is a private key), `auth_oauth`, `auth_pat`, `auth_mfa`, `auth_ext_browser`,"
                    + " `auth_okta` or `auth_wif`");
    static final Setting USER =
            text("snowflake.user", null, "user name; required, but for tokens and workload identities");
    static final Setting PASSWORD = text("snowflake.password", null, "password, where the login is by one");
    static final Setting PRIVATE_KEY_FILE =
            text("snowflake.private-key-file", null, "file of the private key for `auth_jwt`");
    static final Setting PRIVATE_KEY =
            text("snowflake.private-key", null, "the private key itself, instead of a file");
    static final Setting PRIVATE_KEY_PASSPHRASE =
            text("snowflake.private-key-passphrase", null, "passphrase of an encrypted private key");
    static final Setting TOKEN = text("snowflake.token", null, "token for `auth_oauth`, `auth_pat` and `auth_wif` by"
            + " OIDC");
    static final Setting TOKEN_FILE =
            text("snowflake.token-file", null, "file that has the token, which is read at each login");
    static final Setting PASSCODE = text(
            "snowflake.passcode",
            null,
            "passcode of the second factor for `auth_mfa`; without it Snowflake asks a device");
    static final Setting PASSCODE_IN_PASSWORD =
            flag("snowflake.passcode-in-password", false, "whether the password ends with the passcode");
    static final Setting OKTA_URL = text("snowflake.okta-url", null, "address of Okta for `auth_okta`");
    static final Setting WORKLOAD_IDENTITY_PROVIDER = text(
            "snowflake.workload-identity-provider",
            null,
            "who attests the identity for `auth_wif`: `AWS`, `AZURE`, `GCP` or `OIDC`");
    static final Setting WORKLOAD_IDENTITY_ENTRA_RESOURCE = text(
            "snowflake.workload-identity-entra-resource", null, "the resource to ask Entra for, instead of"
                    + " Snowflake's");
    static final Setting WORKLOAD_IDENTITY_IMPERSONATION_PATH = text(
            "snowflake.workload-identity-impersonation-path",
            null,
            "accounts to impersonate one after the other, with commas between (`AWS`, `GCP`)");
    static final Setting ROLE = text("snowflake.role", null, "role of the session; without it the user's default");
    static final Setting DATABASE = text("snowflake.database", null, "database of table and stage; required");
    static final Setting SCHEMA =
            text("snowflake.schema", null, "schema of table and stage; exports and sinks take `PUBLIC` without it");
    static final Setting WAREHOUSE =
            text("snowflake.warehouse", null, "warehouse that runs COPY; required for exports");
    static final Setting STAGE = text("snowflake.stage", null, "stage of exports; required for them");
    static final Setting TABLE = text("snowflake.table", null, "target table of exports; required for them");
    static final Setting LOGIN_TIMEOUT = duration(
            "snowflake.login-timeout",
            Duration.ofSeconds(60),
            "how long logging in may take: seconds, or as in `1m30s`, like all that follow");
    static final Setting REQUEST_TIMEOUT = duration(
            "snowflake.request-timeout",
            null,
            "how long a statement's request is repeated when the server cannot be reached; without it the driver"
                    + " decides");
    static final Setting CLIENT_TIMEOUT = duration(
            "snowflake.client-timeout",
            null,
            "how long the driver waits for a connection, and for the next bytes of an answer; without it 1m and 5m");
    static final Setting JWT_TIMEOUT = duration(
            "snowflake.jwt-timeout",
            Duration.ofSeconds(60),
            "how long a login that a private key signed is valid: the driver takes no other time");
    static final Setting BROWSER_TIMEOUT = duration(
            "snowflake.browser-timeout", Duration.ofSeconds(120), "how long logging in in a browser may take");
    static final Setting APPLICATION =
            text("snowflake.application", "imednet-snowflake", "what Snowflake's history calls this program");
    static final Setting QUERY_TAG =
            text("snowflake.query-tag", null, "marks the statements in Snowflake's history");
    static final Setting OCSP_FAIL_OPEN = text(
            "snowflake.ocsp-fail-open",
            null,
            "checks certificates by OCSP; `true` takes what cannot be checked, `false` refuses it; without it the"
                    + " driver does not check");
    static final Setting TLS_SKIP_VERIFY =
            flag("snowflake.tls-skip-verify", false, "cannot be true with the JDBC driver");
    static final Setting KEEP_SESSION_ALIVE =
            flag("snowflake.keep-session-alive", false, "cannot be true with the JDBC driver");
    static final Setting DISABLE_TELEMETRY =
            flag("snowflake.disable-telemetry", false, "whether the driver is kept from sending telemetry");
    static final Setting LOG_LEVEL = text(
            "snowflake.log-level",
            null,
            "how much the driver logs, such as `debug`, which shows statements; without it as much as everything else");
    static final Setting CACHE_MFA_TOKEN = text(
            "snowflake.cache-mfa-token",
            null,
            "whether a second factor's token is kept in the system's credential store; without it the system decides");
    static final Setting STORE_TEMPORARY_CREDENTIALS = text(
            "snowflake.store-temporary-credentials", null, "the same for the token of a single sign-on");
    static final Setting HIGH_PRECISION = flag(
            "snowflake.high-precision",
            true,
            "whether a query's numbers are exact decimals; `false` makes them whole numbers of 64 bits, or floating"
                    + " point");
    static final Setting DRIVER_PROPERTIES = text(
            "snowflake.driver-properties",
            null,
            "anything else for the driver or the session: `NAME=VALUE&NAME=VALUE`");

    static final List<Setting> ALL = List.of(
            URI, CONNECTION, ACCOUNT, REGION, URL, PROTOCOL, HOST, PORT, ALLOW_PLAIN_HTTP, AUTH_TYPE, USER, PASSWORD,
            PRIVATE_KEY_FILE, PRIVATE_KEY, PRIVATE_KEY_PASSPHRASE, TOKEN, TOKEN_FILE, PASSCODE, PASSCODE_IN_PASSWORD,
            OKTA_URL, WORKLOAD_IDENTITY_PROVIDER, WORKLOAD_IDENTITY_ENTRA_RESOURCE,
            WORKLOAD_IDENTITY_IMPERSONATION_PATH, ROLE, DATABASE, SCHEMA, WAREHOUSE, STAGE, TABLE, LOGIN_TIMEOUT,
            REQUEST_TIMEOUT, CLIENT_TIMEOUT, JWT_TIMEOUT, BROWSER_TIMEOUT, APPLICATION, QUERY_TAG, OCSP_FAIL_OPEN,
            TLS_SKIP_VERIFY, KEEP_SESSION_ALIVE, DISABLE_TELEMETRY, LOG_LEVEL, CACHE_MFA_TOKEN,
            STORE_TEMPORARY_CREDENTIALS, HIGH_PRECISION, DRIVER_PROPERTIES);

    private SnowflakeKeys() {}
}
