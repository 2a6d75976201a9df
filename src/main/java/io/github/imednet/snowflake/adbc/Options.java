package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.AdbcNames;
import io.github.imednet.snowflake.config.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatusCode;
import org.apache.arrow.adbc.core.TypedKey;
import org.jspecify.annotations.Nullable;

/** Options as they were set, each under the setting's key that it stands for. */
final class Options {

    private final OptionLevel level;
    private final Map<String, String> values;

    /** @param values what it begins with, also of other levels */
    Options(OptionLevel level, Map<String, String> values) {
        this.level = level;
        this.values = new LinkedHashMap<>(values);
    }

    /** All that are set, by the settings' keys. */
    synchronized Map<String, String> asMap() {
        return Map.copyOf(values);
    }

    /**
     * @param value a text, a number or a truth value
     * @throws AdbcException NOT_IMPLEMENTED if there is no such option at this level
     */
    synchronized void set(String option, Object value) throws AdbcException {
        String setting = setting(option);
        level.require(setting);
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw AdbcException.invalidArgument(
                    "The value of " + setting + " should be a text, a number, true or false");
        }
        values.put(setting, value.toString());
    }

    /** @throws AdbcException NOT_FOUND for one that is not set, UNAUTHORIZED for a secret */
    synchronized <T> T get(TypedKey<T> key) throws AdbcException {
        String setting = setting(key.getKey());
        String value = requireSet(setting, values.get(setting));
        if (Secret.isKeyOfOne(setting) || Secret.isInside(setting, value)) {
            throw new AdbcException(
                    "The option " + setting + " is a secret, and cannot be read", null,
                    AdbcStatusCode.UNAUTHORIZED, null, 0);
        }
        return typed(key, value);
    }

    /** @throws AdbcException NOT_FOUND for an option without a value */
    static String requireSet(String option, @Nullable String value) throws AdbcException {
        if (value == null) {
            throw new AdbcException("The option " + option + " is not set", null, AdbcStatusCode.NOT_FOUND, null, 0);
        }
        return value;
    }

    private static String setting(String option) throws AdbcException {
        return AdbcNames.settingOf(option).orElseThrow(() -> unknown(option));
    }

    /** An ADBC driver is to refuse an option that it does not have as not implemented. */
    static AdbcException unknown(String option) {
        return AdbcException.notImplemented("There is no option " + option.replaceAll("\\p{Cntrl}", "?")
                + ": docs/adbc.md lists all options");
    }

    /** A value as what the key asks for: a text, a truth value or a whole number. */
    static <T> T typed(TypedKey<T> key, String value) throws AdbcException {
        for (Object typed : new Object[] {value, Boolean.valueOf(value), number(value)}) {
            T found = typedOrNull(key, typed);
            if (found != null) {
                return found;
            }
        }
        throw AdbcException.invalidArgument("The option " + key.getKey() + " has no value of the type asked for");
    }

    private static <T> @Nullable T typedOrNull(TypedKey<T> key, Object value) {
        try {
            return key.get(Map.of(key.getKey(), value));
        } catch (ClassCastException e) {
            return null;
        }
    }

    private static Object number(String text) {
        return text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : text;
    }
}
