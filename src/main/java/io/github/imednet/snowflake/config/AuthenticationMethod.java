package io.github.imednet.snowflake.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a session logs in. */
public enum AuthenticationMethod {
    /** User and password; a programmatic access token may replace the password. */
    PASSWORD("auth_snowflake", "SNOWFLAKE"),
    /** An OAuth access token. */
    OAUTH("auth_oauth", "OAUTH"),
    /** Single sign-on in a browser window. */
    EXTERNAL_BROWSER("auth_ext_browser", "EXTERNALBROWSER"),
    /** Single sign-on at Okta with user and password, without a browser. */
    OKTA("auth_okta", "OKTA"),
    /** A key pair: each login is signed with the private key. */
    KEY_PAIR("auth_jwt", "SNOWFLAKE_JWT"),
    /** User, password, and a second factor. */
    MFA("auth_mfa", "USERNAME_PASSWORD_MFA"),
    /** A programmatic access token. */
    PROGRAMMATIC_ACCESS_TOKEN("auth_pat", "PROGRAMMATIC_ACCESS_TOKEN"),
    /** The identity that a cloud gives to what runs in it. */
    WORKLOAD_IDENTITY("auth_wif", "WORKLOAD_IDENTITY");

    private final String settingValue;
    private final String authenticator;

    AuthenticationMethod(String settingValue, String authenticator) {
        this.settingValue = settingValue;
        this.authenticator = authenticator;
    }

    /** The value of {@code snowflake.auth-type}, which is ADBC's. */
    public String settingValue() {
        return settingValue;
    }

    /** What Snowflake's drivers call it. */
    public String authenticator() {
        return authenticator;
    }

    boolean needsPassword() {
        return this == PASSWORD || this == OKTA || this == MFA;
    }

    boolean needsToken() {
        return this == OAUTH || this == PROGRAMMATIC_ACCESS_TOKEN;
    }

    /** A token says whose it is, and so does a workload's identity. */
    boolean needsUser() {
        return !needsToken() && this != WORKLOAD_IDENTITY;
    }

    /** By ADBC's name, or by the one of Snowflake's drivers. */
    static Optional<AuthenticationMethod> named(String name) {
        String upper = name.trim().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(method -> method.authenticator.equals(upper)
                        || method.settingValue.toUpperCase(Locale.ROOT).equals(upper))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(AuthenticationMethod::settingValue).collect(Collectors.joining(", "));
    }
}
