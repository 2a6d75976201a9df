package io.github.imednet.snowflake.config;

import static io.github.imednet.snowflake.config.Setting.flag;
import static io.github.imednet.snowflake.config.Setting.number;
import static io.github.imednet.snowflake.config.Setting.numberOrAuto;
import static io.github.imednet.snowflake.config.Setting.text;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How to reach the iMednet API: {@code imednet.*}.
 *
 * @param baseUrl scheme and host, without the path {@code /api/v1/edc}
 * @param apiKey null, as may be the security key, where nothing is read from iMednet ({@code export.sink-only})
 * @param pageSize records per page, 1 to 500
 * @param parallelPages pages asked for at the same time, or empty where that follows the API's answers
 * @param timeout how long one answer may take
 */
public record ImednetSettings(
        URI baseUrl,
        Secret apiKey,
        Secret securityKey,
        int pageSize,
        OptionalInt parallelPages,
        Duration timeout) {

    private static final Setting BASE_URL = text(
            "imednet.base-url", "https://edc.prod.imednetapi.com", "address of the API, without the path"
                    + " `/api/v1/edc`");
    private static final Setting ALLOW_PLAIN_HTTP = flag(
            "imednet.allow-plain-http",
            false,
            "whether plain http is taken to another machine than this one: others can then read records and keys on"
                    + " their way");
    private static final Setting API_KEY = text("imednet.api-key", null, "first of the two keys of the API; required");
    private static final Setting SECURITY_KEY = text("imednet.security-key", null, "second of them; required");
    private static final Setting PAGE_SIZE = number("imednet.page-size", 500, 1, 500, "records per page");
    private static final Setting PARALLEL_PAGES =
            numberOrAuto("imednet.parallel-pages", 1, 64, "pages asked for at the same time", "4 at first, more as long"
                    + " as the API answers as quickly, up to 16, and half as many when it answers 429");
    private static final Setting TIMEOUT = text("imednet.timeout", "30", "seconds that one answer may take");

    static final List<Setting> ALL =
            List.of(BASE_URL, ALLOW_PLAIN_HTTP, API_KEY, SECURITY_KEY, PAGE_SIZE, PARALLEL_PAGES, TIMEOUT,
                    ResourceSettings.INCLUDE_INACTIVE);

    Map<String, String> recorded() {
        return Map.of("imednet.base-url", baseUrl.toString(), "imednet.page-size", Integer.toString(pageSize));
    }

    static ImednetSettings read(SettingsReader settings) {
        boolean read = !settings.flag(ExportKeys.SINK_ONLY);
        return new ImednetSettings(
                settings.address(BASE_URL, ALLOW_PLAIN_HTTP),
                read ? settings.secret(API_KEY) : settings.optionalSecret(API_KEY),
                read ? settings.secret(SECURITY_KEY) : settings.optionalSecret(SECURITY_KEY),
                settings.number(PAGE_SIZE),
                settings.numberOrAuto(PARALLEL_PAGES),
                settings.seconds(TIMEOUT));
    }
}
