package io.github.imednet.snowflake.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Properties that go to the JDBC driver as they are, {@code NAME=VALUE&NAME=VALUE}: those of its own that have no
 * setting here and are no secrets, and parameters of the session, which have names in capitals.
 */
final class DriverProperties {

    static final String KEY = "snowflake.driver-properties";

    /** Of the driver's own properties those that change how it connects, and not what a session does. */
    private static final Set<String> OWN = Set.of(
            "useProxy", "proxyHost", "proxyPort", "proxyProtocol", "nonProxyHosts", "disableSocksProxy",
            "maxHttpRetries", "putGetMaxRetries", "retryTimeout", "gzipDisabled", "allowUnderscoresInHost",
            "disableOCSPChecks", "validateDefaultParameters", "disableQueryContextCache", "disableSamlURLCheck",
            "disableConsoleLogin", "disableGcsDefaultCredentials", "ownerOnlyStageFilePermissionsEnabled");

    private static final Pattern SESSION_PARAMETER = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");

    /** What this program relies on, or has settings for. */
    private static final Set<String> FIXED = Set.of(
            "JDBC_QUERY_RESULT_FORMAT", "QUERY_TAG", "QUOTED_IDENTIFIERS_IGNORE_CASE",
            "CLIENT_TELEMETRY_ENABLED", "HTTP_CLIENT_SOCKET_TIMEOUT", "HTTP_CLIENT_CONNECTION_TIMEOUT",
            "BROWSER_RESPONSE_TIMEOUT", "JDBC_TREAT_DECIMAL_AS_INT", "JDBC_ARROW_TREAT_DECIMAL_AS_INT");

    private DriverProperties() {}

    static boolean isAllowed(String name) {
        boolean fixed = FIXED.contains(name) || SessionParameters.ANSWERS.containsKey(name);
        return OWN.contains(name) || SESSION_PARAMETER.matcher(name).matches() && !fixed;
    }

    /**
     * Reads names and values, both percent-encoded where they need it, with + for a blank. No problem repeats any of
     * it: somebody who forgot to encode a password may have part of it here.
     *
     * @param key of the setting that the text is of
     */
    static Map<String, String> parse(String text, String key, Consumer<String> problems) {
        Map<String, String> properties = new LinkedHashMap<>();
        int position = 0;
        for (String property : text.split("&")) {
            position++;
            int equals = property.indexOf('=');
            if (equals < 1) {
                problems.accept(key + ": parameter " + position + " is not of the form NAME=VALUE");
                continue;
            }
            try {
                String name = URLDecoder.decode(property.substring(0, equals), StandardCharsets.UTF_8);
                String value = URLDecoder.decode(property.substring(equals + 1), StandardCharsets.UTF_8);
                if (properties.put(name, value) != null) {
                    problems.accept(key + ": parameter " + position + " is given before");
                }
            } catch (IllegalArgumentException e) {
                problems.accept(key + ": parameter " + position
                        + " has a % that no two hexadecimal digits follow: write %25 for the character itself");
            }
        }
        return properties;
    }

    /** The same, where all must be allowed. */
    static Map<String, String> read(String text, Consumer<String> problems) {
        Map<String, String> properties = text.isEmpty() ? Map.of() : parse(text, KEY, problems);
        properties.keySet().stream()
                .filter(name -> !isAllowed(name))
                .forEach(name -> problems.accept(KEY + " has "
                        + printable(name)
                        + ", which is not a parameter of a session (in capitals), has a setting of its own, is a"
                        + " secret, or is what this program relies on" + NearestName.hint(name, OWN)));
        return properties;
    }

    static String text(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String printable(String name) {
        return '\'' + name.replaceAll("[^A-Za-z0-9_.-]", "?") + '\'';
    }
}
