package io.github.imednet.snowflake.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings that were read and checked together, by what describes each. No secrets. */
public final class SettingValues {

    private final Map<String, Object> values;

    /** @param values by the settings' keys; what is neither set nor has a default is null */
    SettingValues(Map<String, Object> values) {
        this.values = values;
    }

    /** The setting's value; null if nothing is set and it has no default. */
    @SuppressWarnings("unchecked") // the reader has put in what the setting's kind has made
    public <T> T get(Setting<T> setting) {
        if (!values.containsKey(setting.key())) {
            throw new IllegalArgumentException(setting.key() + " was not read");
        }
        return (T) values.get(setting.key());
    }

    /** The same with another value of one of them. */
    <T> SettingValues with(Setting<T> setting, @Nullable T value) {
        Map<String, Object> others = new LinkedHashMap<>(values);
        others.put(setting.key(), value);
        return new SettingValues(others);
    }

    /** The values of some settings as texts, by their keys; of what is not set nothing. */
    Map<String, String> texts(Collection<Setting<?>> settings) {
        Map<String, String> texts = new TreeMap<>();
        settings.forEach(setting -> {
            Object value = get(setting);
            if (value != null) {
                texts.put(setting.key(), value.toString());
            }
        });
        return texts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SettingValues read && values.equals(read.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
