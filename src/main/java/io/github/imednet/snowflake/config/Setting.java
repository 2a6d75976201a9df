package io.github.imednet.snowflake.config;

import java.time.Duration;
import java.util.Locale;

/**
 * One setting: all that there is to say of it, for those who read it, ask for it and describe it.
 *
 * @param key such as {@code export.batch-size}
 * @param defaultValue its text where nothing is set, or null for none
 * @param description what it is for, as a phrase without a full stop; with its unit and its bounds
 * @param least the smallest number it takes; of a number only
 * @param most the largest one
 */
public record Setting(String key, String defaultValue, String description, int least, int most) {

    /** For a number that the program finds by itself. */
    static final String AUTO = "auto";

    /** A text, or what a text is read as. */
    static Setting text(String key, String defaultValue, String description) {
        return new Setting(key, defaultValue, description, 0, 0);
    }

    /** A whole number with bounds, which the description gets. */
    static Setting number(String key, int defaultValue, int least, int most, String description) {
        return bounded(key, Integer.toString(defaultValue), least, most, description);
    }

    /** A whole number with bounds and without a default. */
    static Setting number(String key, int least, int most, String description) {
        return bounded(key, null, least, most, description);
    }

    /** A whole number with bounds, or {@code auto}, which is the default and says what the phrase says of it. */
    static Setting numberOrAuto(String key, int least, int most, String description, String auto) {
        return new Setting(
                key, AUTO, description + ", %d to %d; `%s`: %s".formatted(least, most, AUTO, auto), least, most);
    }

    private static Setting bounded(String key, String defaultValue, int least, int most, String description) {
        String bounds = ", %d to %d".formatted(least, most);
        return new Setting(key, defaultValue, description + bounds, least, most);
    }

    static Setting flag(String key, boolean defaultValue, String description) {
        return text(key, Boolean.toString(defaultValue), description);
    }

    /** A length of time as {@link DurationText} reads it. */
    static Setting duration(String key, Duration defaultValue, String description) {
        return text(key, defaultValue == null ? null : Long.toString(defaultValue.toSeconds()), description);
    }

    /** Whether its value must never be shown. */
    public boolean isSecret() {
        return Secret.isKeyOfOne(key);
    }

    /** The environment variable that sets it: upper case, {@code _} for {@code .} and {@code -}, which is Camel's rule. */
    public String environmentVariable() {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
