package io.github.imednet.snowflake.config;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the server is: at {@code snowflake.url}, or where protocol, host and port, or account and region, say. */
final class ServerAddress {

    /** Becomes a part of the server's host, and must lead to no other one. */
    private static final Pattern PART_OF_HOST = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private ServerAddress() {}

    /** The account identifier, or null if it is missing or bad. */
    static @Nullable String account(SettingsReader settings) {
        Setting<?> setting = SnowflakeKeys.ACCOUNT;
        return partOfHost(settings, setting, settings.required(setting, null), "account identifier", "myorg-myaccount");
    }

    /** @param account null if it is missing or bad, which is told already */
    static URI read(SettingsReader settings, @Nullable String account) {
        Setting<?> setting = SnowflakeKeys.REGION;
        String region = partOfHost(settings, setting, settings.text(setting, null), "region", "eu-central-1");
        String host = settings.text(SnowflakeKeys.HOST, hostOf(account, region));
        boolean http = settings.get(SnowflakeKeys.PROTOCOL).equals("HTTP");
        Integer port = settings.get(SnowflakeKeys.PORT);
        if (settings.isSet(SnowflakeKeys.URL)) {
            return settings.address(SnowflakeKeys.URL, SnowflakeKeys.ALLOW_PLAIN_HTTP);
        }
        String address = (http ? "http://" : "https://") + host + (port == null || port == 0 ? "" : ":" + port);
        return settings.checkedAddress(
                "The address that snowflake.protocol, snowflake.host and snowflake.port make",
                address,
                SnowflakeKeys.ALLOW_PLAIN_HTTP);
    }

    private static @Nullable String partOfHost(
            SettingsReader settings, Setting<?> setting, @Nullable String value, String what, String example) {
        if (value != null && !PART_OF_HOST.matcher(value).matches()) {
            settings.problem(setting.key() + " is not a valid " + what + ": letters, digits, '_', '-' and '.', such"
                    + " as " + example);
            return null;
        }
        return value;
    }

    /**
     * Snowflake's rules for names of hosts: a hyphen for an underscore, no region for the first one, and another domain
     * for those in China.
     */
    private static String hostOf(@Nullable String account, @Nullable String region) {
        String name = String.valueOf(account).replace('_', '-');
        int dot = name.indexOf('.');
        String place = region != null ? region : dot < 0 ? "" : name.substring(dot + 1);
        String label = dot < 0 ? name : name.substring(0, dot);
        boolean first = place.equals("us-west-2") || place.isEmpty();
        String domain =
                place.toLowerCase(Locale.ROOT).startsWith("cn-") ? ".snowflakecomputing.cn" : ".snowflakecomputing.com";
        return label + (first ? "" : "." + place) + domain;
    }
}
