package io.github.imednet.snowflake.config;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the records go: {@code snowflake.*}.
 *
 * @param url the server's address; made from the account unless it is given
 * @param role the role of the session, or null for the user's default
 * @param loginTimeout how long logging in may take, retries of the driver included
 */
public record SnowflakeSettings(
        String account,
        URI url,
        String user,
        Secret password,
        String database,
        String schema,
        String warehouse,
        String role,
        String stage,
        String table,
        Duration loginTimeout) {

    Map<String, String> recorded() {
        Map<String, String> recorded = new HashMap<>(Map.of(
                "snowflake.account", account,
                "snowflake.url", url.toString(),
                "snowflake.user", user,
                "snowflake.database", database,
                "snowflake.schema", schema,
                "snowflake.warehouse", warehouse,
                "snowflake.stage", stage,
                "snowflake.table", table));
        if (role != null) {
            recorded.put("snowflake.role", role);
        }
        return recorded;
    }

    static SnowflakeSettings read(SettingsReader settings) {
        String account = settings.account("snowflake.account");
        return new SnowflakeSettings(
                account,
                settings.address(
                        "snowflake.url",
                        "https://" + account + ".snowflakecomputing.com",
                        "snowflake.allow-plain-http"),
                settings.name("snowflake.user", true),
                settings.secret("snowflake.password"),
                settings.identifier("snowflake.database", null),
                settings.identifier("snowflake.schema", "PUBLIC"),
                settings.identifier("snowflake.warehouse", null),
                settings.name("snowflake.role", false),
                settings.stage("snowflake.stage"),
                settings.identifier("snowflake.table", null),
                settings.seconds("snowflake.login-timeout", 60));
    }
}
