package io.github.imednet.snowflake.config;

import static java.util.Map.entry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection in one text, as the ADBC driver and the Go driver beneath it take it:
 * {@code user[:password]@account/database[/schema][?parameters]} or
 * {@code [user[:password]@]host:port/database[/schema]?account=ACCOUNT[&parameters]}, with {@code snowflake://} before
 * it or without. What it says, it says by this project's settings. Since it may have a password in it, no problem with
 * it repeats any of it.
 */
final class ConnectionUri {

    static final String KEY = "snowflake.uri";

    /** The parameters that are settings, by the Go driver's names for them. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            entry("account", "snowflake.account"),
            entry("region", "snowflake.region"),
            entry("protocol", "snowflake.protocol"),
            entry("database", "snowflake.database"),
            entry("schema", "snowflake.schema"),
            entry("warehouse", "snowflake.warehouse"),
            entry("role", "snowflake.role"),
            entry("authenticator", "snowflake.auth-type"),
            entry("token", "snowflake.token"),
            entry("tokenFilePath", "snowflake.token-file"),
            entry("passcode", "snowflake.passcode"),
            entry("passcodeInPassword", "snowflake.passcode-in-password"),
            entry("privateKey", "snowflake.private-key"),
            entry("workloadIdentityProvider", "snowflake.workload-identity-provider"),
            entry("workloadIdentityEntraResource", "snowflake.workload-identity-entra-resource"),
            entry("workloadIdentityImpersonationPath", "snowflake.workload-identity-impersonation-path"),
            entry("loginTimeout", "snowflake.login-timeout"),
            entry("requestTimeout", "snowflake.request-timeout"),
            entry("clientTimeout", "snowflake.client-timeout"),
            entry("jwtTimeout", "snowflake.jwt-timeout"),
            entry("externalBrowserTimeout", "snowflake.browser-timeout"),
            entry("application", "snowflake.application"),
            entry("ocspFailOpen", "snowflake.ocsp-fail-open"),
            entry("serverSessionKeepAlive", "snowflake.keep-session-alive"),
            entry("tracing", "snowflake.log-level"),
            entry("clientRequestMfaToken", "snowflake.cache-mfa-token"),
            entry("clientStoreTemporaryCredential", "snowflake.store-temporary-credentials"),
            entry("QUERY_TAG", "snowflake.query-tag"));

    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*)://");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]*)(?::([0-9]{1,5}))?");
    private static final Pattern ESCAPES = Pattern.compile("([^%]|%[0-9A-Fa-f]{2})*+");
    private static final String FORMS = "user[:password]@account/database[/schema][?parameters] or"
            + " [user[:password]@]host:port/database[/schema]?account=ACCOUNT";

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Consumer<String> problems;

    private ConnectionUri(Consumer<String> problems) {
        this.problems = problems;
    }

    /**
     * What a connection's text says, by the keys of settings.
     *
     * @param problems is told what is wrong with the text; what is right is among the settings all the same
     */
    static Map<String, String> parse(String text, Consumer<String> problems) {
        ConnectionUri uri = new ConnectionUri(problems);
        uri.read(text.trim());
        return uri.settings;
    }

    /** Whether the text has a password, or a parameter that is a secret, so that nobody else must see it. */
    static boolean hasSecret(String text) {
        return parse(text, problem -> {}).keySet().stream().anyMatch(Secret::isKeyOfOne);
    }

    private void read(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (scheme.find() && !scheme.group(1).equalsIgnoreCase("snowflake")) {
            problem("has another scheme than snowflake://, and is not of the form " + FORMS);
            return;
        }
        String plain = text.substring(scheme.reset().find() ? scheme.end() : 0);
        if (!ESCAPES.matcher(plain).matches()) {
            problem("has a % that no two hexadecimal digits follow: write %25 for the character itself");
            return;
        }
        int query = plain.indexOf('?');
        String place = query < 0 ? plain : plain.substring(0, query);
        int at = place.lastIndexOf('@');
        readUser(at < 0 ? "" : place.substring(0, at));
        readPlace(place.substring(at + 1));
        if (query >= 0) {
            readParameters(plain.substring(query + 1));
        }
    }

    private void readUser(String user) {
        int colon = user.indexOf(':');
        set("snowflake.user", decoded(colon < 0 ? user : user.substring(0, colon)));
        if (colon >= 0) {
            set("snowflake.password", decoded(user.substring(colon + 1)));
        }
    }

    private void readPlace(String place) {
        List<String> parts = List.of(place.split("/", -1));
        Matcher host = HOST.matcher(parts.get(0));
        if (parts.size() > 3 || !host.matches()) {
            problem("is not of the form " + FORMS
                    + "; in user and password write %2F, %3A, %3F and %40 for / : ? and @");
            return;
        }
        readHost(decoded(host.group(1)), host.group(2));
        set("snowflake.database", parts.size() > 1 ? decoded(parts.get(1)) : "");
        set("snowflake.schema", parts.size() > 2 ? decoded(parts.get(2)) : "");
    }

    /** A name alone is an account; one of Snowflake's own hosts begins with it. */
    private void readHost(String name, String port) {
        boolean snowflakes = name.toLowerCase(Locale.ROOT).contains(".snowflakecomputing.");
        if (port == null && !snowflakes) {
            set("snowflake.account", name);
            return;
        }
        set("snowflake.host", name);
        set("snowflake.port", port == null ? "" : port);
        if (snowflakes) {
            set("snowflake.account", name.substring(0, name.indexOf('.')));
        }
    }

    private void readParameters(String query) {
        Map<String, String> parameters = DriverProperties.parse(query, KEY, problems);
        List<String> names = List.copyOf(parameters.keySet());
        parameters.forEach((name, value) -> {
            String setting = SETTINGS.get(name);
            if (setting != null) {
                readSetting(setting, value);
            } else if (DriverProperties.isAllowed(name)) {
                settings.merge(
                        DriverProperties.KEY, DriverProperties.text(name, value), (one, other) -> one + '&' + other);
            } else {
                problem("has an unknown parameter, number " + (names.indexOf(name) + 1) + " after the ?"
                        + NearestName.hint(name, SETTINGS.keySet()));
            }
        });
    }

    /** A host's first label is only a guess at the account. */
    private void readSetting(String setting, String value) {
        if (settings.containsKey(setting) && !setting.equals("snowflake.account")) {
            problem("says twice what " + setting + " is");
        }
        set(setting, value);
    }

    private void set(String setting, String value) {
        if (!value.isEmpty()) {
            settings.put(setting, value);
        }
    }

    private void problem(String what) {
        problems.accept(KEY + " " + what);
    }

    /** The text behind percent-encoding; a plus is a plus. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
