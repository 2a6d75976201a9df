package io.github.imednet.snowflake.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach the iMednet API: {@code imednet.*}.
 *
 * @param baseUrl scheme and host, without the path {@code /api/v1/edc}
 * @param apiKey null, as may be the security key, where nothing is read from iMednet ({@code export.sink-only})
 * @param pageSize records per page, 1 to 500
 * @param parallelPages pages asked for at the same time
 * @param timeout how long one answer may take
 */
public record ImednetSettings(
        URI baseUrl, Secret apiKey, Secret securityKey, int pageSize, int parallelPages, Duration timeout) {

    public static final String DEFAULT_BASE_URL = "https://edc.prod.imednetapi.com";

    Map<String, String> recorded() {
        return Map.of("imednet.base-url", baseUrl.toString(), "imednet.page-size", Integer.toString(pageSize));
    }

    static ImednetSettings read(SettingsReader settings) {
        boolean read = !settings.flag("export.sink-only", false);
        return new ImednetSettings(
                settings.address("imednet.base-url", DEFAULT_BASE_URL, "imednet.allow-plain-http"),
                read ? settings.secret("imednet.api-key") : settings.optionalSecret("imednet.api-key"),
                read ? settings.secret("imednet.security-key") : settings.optionalSecret("imednet.security-key"),
                settings.number("imednet.page-size", 500, 1, 500),
                settings.number("imednet.parallel-pages", 4, 1, 64),
                settings.seconds("imednet.timeout", 30));
    }
}
