package io.github.imednet.snowflake.config;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting: all that there is to say of it, for those who read it, ask for it and describe it.
 *
 * @param key such as {@code export.batch-size}
 * @param defaultValue its text where nothing is set, or null for none
 * @param description what it is for, as a phrase without a full stop; with its unit and its bounds
 * @param least the smallest number it takes; of a number only
 * @param most the largest one
 * @param verbatim whether a text of blanks, or none, counts as it is set
 * @param kind what its text is read as
 */
public record Setting<T>(
        String key,
        @Nullable String defaultValue,
        String description,
        int least,
        int most,
        boolean verbatim,
        Kind<T> kind) {

    /** For a number that the program finds by itself. */
    static final String AUTO = "auto";

    /** What a setting's text is read as, and what is wrong with it. */
    @FunctionalInterface
    interface Kind<T> {

        /**
         * @param text what is set, else the default; null for neither
         * @param problems is told what is wrong with the text
         * @return null where the text is; for a wrong text anything, since nobody comes to use it
         */
        @Nullable T read(Setting<?> setting, String text, Consumer<String> problems);

        /** The same, made into something else where there is a value. */
        default <R> Kind<R> as(Function<T, R> otherwise) {
            return (setting, text, problems) -> {
                T value = read(setting, text, problems);
                return value == null ? null : otherwise.apply(value);
            };
        }
    }

    /** Whether its value must never be shown. */
    public boolean isSecret() {
        return Secret.isKeyOfOne(key);
    }

    /** Whether it finds its value by itself where nothing is set. */
    boolean isAutomatic() {
        return AUTO.equals(defaultValue);
    }

    /**
     * The environment variable that sets it: upper case, {@code _} for {@code .} and {@code -}, which is Camel's rule.
     */
    public String environmentVariable() {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
