package io.github.imednet.snowflake.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * With what a session logs in. What the method does not need is null.
 */
public record Authentication(
        AuthenticationMethod method,
        @Nullable Secret password,
        @Nullable Token token,
        @Nullable SecondFactor secondFactor,
        @Nullable KeyPair keyPair,
        @Nullable URI oktaUrl,
        @Nullable WorkloadIdentity workloadIdentity) {

    /**
     * A token, from one of two places.
     *
     * @param value as it is set, or null
     * @param file has the token, and is read at each login, since tokens expire; or null
     */
    public record Token(@Nullable Secret value, @Nullable Path file) {}

    /**
     * The second factor of a login by password.
     *
     * @param passcode null where Snowflake asks the user's device
     * @param isInPassword the password ends with the passcode
     */
    public record SecondFactor(@Nullable Secret passcode, boolean isInPassword) {}

    /**
     * Whether a login asks for somebody, or for what is good for one login only: a device, a passcode, a browser's
     * window.
     */
    public boolean isAttended() {
        return method == AuthenticationMethod.MFA || method == AuthenticationMethod.EXTERNAL_BROWSER;
    }

    private static final Setting<String> TYPE = SnowflakeKeys.AUTH_TYPE;
    private static final Setting<Secret> TOKEN = SnowflakeKeys.TOKEN;
    private static final Setting<Path> TOKEN_FILE = SnowflakeKeys.TOKEN_FILE;

    /** Reads the method, and of all else what it needs. */
    static Authentication read(SettingsReader settings) {
        AuthenticationMethod method = method(settings);
        WorkloadIdentity workload =
                method == AuthenticationMethod.WORKLOAD_IDENTITY ? WorkloadIdentity.read(settings) : null;
        boolean token = method.needsToken() || workload != null && workload.needsToken();
        if (token && settings.isSet(TOKEN) == settings.isSet(TOKEN_FILE)) {
            settings.problem(method.settingValue() + " needs a token: set " + TOKEN.key() + " (better as the"
                    + " environment variable SNOWFLAKE_TOKEN) or " + TOKEN_FILE.key() + ", and one of them only");
        }
        return new Authentication(
                method,
                method.needsPassword() ? settings.required(SnowflakeKeys.PASSWORD) : null,
                token ? new Token(settings.get(TOKEN), settings.get(TOKEN_FILE)) : null,
                method == AuthenticationMethod.MFA ? secondFactor(settings) : null,
                method == AuthenticationMethod.KEY_PAIR ? KeyPair.read(settings) : null,
                method == AuthenticationMethod.OKTA ? oktaUrl(settings) : null,
                workload);
    }

    private static SecondFactor secondFactor(SettingsReader settings) {
        return new SecondFactor(
                settings.get(SnowflakeKeys.PASSCODE), settings.get(SnowflakeKeys.PASSCODE_IN_PASSWORD));
    }

    /** Whether a password is needed, and set nowhere. */
    static boolean lacksPassword(SettingsReader settings) {
        return method(settings).needsPassword() && !settings.isSet(SnowflakeKeys.PASSWORD);
    }

    /** Where no method is named, a private key says that it is the key pair, as for the JDBC driver. */
    private static AuthenticationMethod method(SettingsReader settings) {
        String name = settings.get(TYPE);
        if (name == null) {
            return KeyPair.isSet(settings) ? AuthenticationMethod.KEY_PAIR : withoutKey(settings);
        }
        if (isOktaUrl(name)) {
            return AuthenticationMethod.OKTA;
        }
        Optional<AuthenticationMethod> method = AuthenticationMethod.named(name);
        if (method.isEmpty()) {
            settings.problem(TYPE.key() + " is none of " + AuthenticationMethod.names());
        }
        return method.orElse(AuthenticationMethod.PASSWORD);
    }

    private static AuthenticationMethod withoutKey(SettingsReader settings) {
        if (!settings.isSet(SnowflakeKeys.PASSWORD) && (settings.isSet(TOKEN) || settings.isSet(TOKEN_FILE))) {
            settings.problem("A token is set, and no password: say with " + TYPE.key() + " whether it is for"
                    + " auth_oauth or auth_pat");
        }
        return AuthenticationMethod.PASSWORD;
    }

    /** The drivers take Okta's address in the place of the method's name. */
    private static @Nullable URI oktaUrl(SettingsReader settings) {
        String set = settings.get(TYPE);
        String type = set == null ? "" : set;
        if (settings.required(SnowflakeKeys.OKTA_URL, isOktaUrl(type) ? type : null) == null) {
            return null;
        }
        return settings.checkedAddress(
                SnowflakeKeys.OKTA_URL.key(),
                Objects.requireNonNull(settings.text(SnowflakeKeys.OKTA_URL, type)).trim(),
                SnowflakeKeys.ALLOW_PLAIN_HTTP);
    }

    private static boolean isOktaUrl(String type) {
        return type.trim().regionMatches(true, 0, "http", 0, 4);
    }

    /** No secrets: the method's name. */
    @Override
    public String toString() {
        return method.settingValue();
    }
}
