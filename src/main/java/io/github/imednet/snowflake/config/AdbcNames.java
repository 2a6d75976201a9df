package io.github.imednet.snowflake.config;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the ADBC driver for Snowflake calls a setting of this project. */
public final class AdbcNames {

    private static final String SQL = "adbc.snowflake.sql.";
    private static final String CLIENT = SQL + "client_option.";
    private static final String STATEMENT = "adbc.snowflake.statement.";

    private static final Map<String, String> BY_SETTING = Map.ofEntries(
            entry("snowflake.account", SQL + "account"),
            entry("snowflake.region", SQL + "region"),
            entry("snowflake.protocol", SQL + "uri.protocol"),
            entry("snowflake.host", SQL + "uri.host"),
            entry("snowflake.port", SQL + "uri.port"),
            entry("snowflake.database", SQL + "db"),
            entry("snowflake.schema", SQL + "schema"),
            entry("snowflake.warehouse", SQL + "warehouse"),
            entry("snowflake.role", SQL + "role"),
            entry("snowflake.auth-type", SQL + "auth_type"),
            entry("snowflake.token", CLIENT + "auth_token"),
            entry("snowflake.okta-url", CLIENT + "okta_url"),
            entry("snowflake.private-key-file", CLIENT + "jwt_private_key"),
            entry("snowflake.private-key", CLIENT + "jwt_private_key_pkcs8_value"),
            entry("snowflake.private-key-passphrase", CLIENT + "jwt_private_key_pkcs8_password"),
            entry("snowflake.login-timeout", CLIENT + "login_timeout"),
            entry("snowflake.request-timeout", CLIENT + "request_timeout"),
            entry("snowflake.client-timeout", CLIENT + "client_timeout"),
            entry("snowflake.jwt-timeout", CLIENT + "jwt_expire_timeout"),
            entry("snowflake.application", CLIENT + "app_name"),
            entry("snowflake.tls-skip-verify", CLIENT + "tls_skip_verify"),
            entry("snowflake.ocsp-fail-open", CLIENT + "ocsp_fail_open_mode"),
            entry("snowflake.keep-session-alive", CLIENT + "keep_session_alive"),
            entry("snowflake.disable-telemetry", CLIENT + "disable_telemetry"),
            entry("snowflake.log-level", CLIENT + "tracing"),
            entry("snowflake.cache-mfa-token", CLIENT + "cache_mfa_token"),
            entry("snowflake.store-temporary-credentials", CLIENT + "store_temp_creds"),
            entry("snowflake.high-precision", CLIENT + "use_high_precision"),
            entry("snowflake.workload-identity-provider", CLIENT + "identity_provider"),
            entry("query.timestamp-unit", CLIENT + "max_timestamp_precision"),
            entry("snowflake.query-tag", STATEMENT + "query_tag"),
            entry("query.queue-size", "adbc.rpc.result_queue_size"),
            entry("query.concurrency", "adbc.snowflake.rpc.prefetch_concurrency"),
            entry("ingest.writer-concurrency", STATEMENT + "ingest_writer_concurrency"),
            entry("ingest.upload-concurrency", STATEMENT + "ingest_upload_concurrency"),
            entry("ingest.copy-concurrency", STATEMENT + "ingest_copy_concurrency"),
            entry("ingest.target-file-size", STATEMENT + "ingest_target_file_size"),
            entry("ingest.compression", STATEMENT + "ingest_compression_codec"),
            entry("ingest.compression-level", STATEMENT + "ingest_compression_level"),
            entry("ingest.vectorized-scanner", STATEMENT + "ingest_use_vectorized_scanner"));

    private static final Map<String, String> BY_ADBC_NAME =
            BY_SETTING.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    /** Options of every ADBC driver, whose names are too plain to be taken from an environment. */
    private static final Map<String, String> OF_EVERY_DRIVER = Map.of(
            "uri", ConnectionUri.KEY, "username", "snowflake.user", "password", "snowflake.password");

    private AdbcNames() {}

    /**
     * The setting's key that an option of an ADBC driver stands for: by its name there, or the key of a setting itself.
     *
     * @return nothing for an option that there is no setting for
     */
    public static Optional<String> settingOf(String option) {
        String key = OF_EVERY_DRIVER.getOrDefault(option, BY_ADBC_NAME.getOrDefault(option, option));
        return SettingNames.isKnown(key) ? Optional.of(key) : Optional.empty();
    }

    static Collection<String> all() {
        return BY_SETTING.values();
    }

    static Optional<String> of(String setting) {
        return Optional.ofNullable(BY_SETTING.get(setting));
    }
}
