package io.github.imednet.snowflake.config;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Where the server is: at {@code snowflake.url}, or where protocol, host and port, or account and region, say. */
final class ServerAddress {

    private static final String URL = "snowflake.url";

    private ServerAddress() {}

    /** @param account null if it is missing or bad, which is told already */
    static URI read(SettingsReader settings, String account) {
        String region = settings.region("snowflake.region");
        String host = settings.text("snowflake.host", hostOf(account, region));
        String protocol = settings.oneOf("snowflake.protocol", "HTTPS", Set.of("HTTPS", "HTTP")).toLowerCase(Locale.ROOT);
        int port = settings.number("snowflake.port", 0, 0, 65_535);
        String address = protocol + "://" + host + (port == 0 ? "" : ":" + port);
        return settings.address(URL, address, "snowflake.allow-plain-http");
    }

    /**
     * Snowflake's rules for names of hosts: a hyphen for an underscore, no region for the first one, and another domain
     * for those in China.
     */
    private static String hostOf(String account, String region) {
        String name = String.valueOf(account).replace('_', '-');
        int dot = name.indexOf('.');
        String place = region != null ? region : dot < 0 ? "" : name.substring(dot + 1);
        String label = dot < 0 ? name : name.substring(0, dot);
        boolean first = place.equals("us-west-2") || place.isEmpty();
        String domain = place.toLowerCase(Locale.ROOT).startsWith("cn-") ? ".snowflakecomputing.cn" : ".snowflakecomputing.com";
        return label + (first ? "" : "." + place) + domain;
    }
}
