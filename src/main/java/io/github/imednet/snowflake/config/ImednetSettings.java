package io.github.imednet.snowflake.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

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

    private static final SettingGroup GROUP = new SettingGroup();
    private static final Setting<URI> BASE_URL = GROUP.address(
            "imednet.base-url", "https://edc.prod.imednetapi.com", "address of the API, without the path"
                    + " `/api/v1/edc`");
    private static final Setting<Boolean> ALLOW_PLAIN_HTTP = GROUP.flag(
            "imednet.allow-plain-http",
            false,
            "whether plain http to another machine is allowed: others can then read records and keys");
    public static final Setting<Secret> API_KEY =
            GROUP.secret("imednet.api-key", "first of the two keys of the API; required");
    public static final Setting<Secret> SECURITY_KEY =
            GROUP.secret("imednet.security-key", "second of them; required");
    private static final Setting<Integer> PAGE_SIZE =
            GROUP.number("imednet.page-size", 500, 1, 500, "records per page");
    private static final Setting<OptionalInt> PARALLEL_PAGES =
            GROUP.numberOrAuto(
                    "imednet.parallel-pages", 1, 64, "pages asked for at the same time", "4 at first, more as long"
                    + " as the API answers as quickly, up to 16, and half as many when it answers 429");
    private static final Setting<Duration> TIMEOUT =
            GROUP.seconds("imednet.timeout", "30", "seconds that one answer may take");

    static final Setting<Boolean> INCLUDE_INACTIVE = GROUP.flag(
            "imednet.include-inactive", true,
                    "whether the list of users has those who are no longer active in the study");

    static final List<Setting<?>> ALL = GROUP.all();

    /** Whether this key of the API is set nowhere, so that the user may be asked for it. */
    public static boolean lacks(Setting<Secret> key, Function<String, Optional<String>> lookup) {
        return !new SettingsReader(lookup).isSet(key);
    }

    Map<String, String> recorded() {
        return Map.of("imednet.base-url", baseUrl.toString(), "imednet.page-size", Integer.toString(pageSize));
    }

    static ImednetSettings read(SettingsReader settings) {
        boolean read = !settings.get(ExportKeys.SINK_ONLY);
        return new ImednetSettings(
                settings.address(BASE_URL, ALLOW_PLAIN_HTTP),
                read ? settings.required(API_KEY) : settings.get(API_KEY),
                read ? settings.required(SECURITY_KEY) : settings.get(SECURITY_KEY),
                settings.get(PAGE_SIZE),
                settings.get(PARALLEL_PAGES),
                settings.get(TIMEOUT));
    }
}
