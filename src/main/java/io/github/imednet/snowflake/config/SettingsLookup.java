package io.github.imednet.snowflake.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Gives a setting's text by its key, and tells which keys are set, so that one that is no setting's is found. */
public interface SettingsLookup extends Function<String, Optional<String>> {

    /** All that are set on purpose; the environment has names of many programs, and none of them is among these. */
    Set<String> keys();

    /** What may stand before a setting's key where it is set for this reader alone, such as {@code nightly.}. */
    default String prefix() {
        return "";
    }

    /** Whether this setting is one of the keys, for this reader alone or for all. */
    default boolean isExplicit(String key) {
        Set<String> keys = keys();
        return keys.contains(key) || keys.contains(prefix() + key);
    }

    /** Whether keys may be set that others read, such as a user's own routes. */
    boolean hasOthers();

    /** Settings alone, as a program gives them. */
    static SettingsLookup of(Map<String, String> settings) {
        return new SettingsLookup() {
            @Override
            public Optional<String> apply(String key) {
                return Optional.ofNullable(settings.get(key));
            }

            @Override
            public Set<String> keys() {
                return settings.keySet();
            }

            @Override
            public boolean hasOthers() {
                return false;
            }
        };
    }

    /** Settings that come before those of another source. */
    static SettingsLookup over(Map<String, String> settings, Function<String, Optional<String>> others) {
        return new SettingsLookup() {
            @Override
            public Optional<String> apply(String key) {
                return Optional.ofNullable(settings.get(key)).or(() -> others.apply(key));
            }

            @Override
            public Set<String> keys() {
                Set<String> keys = new HashSet<>(settings.keySet());
                if (others instanceof SettingsLookup lookup) {
                    keys.addAll(lookup.keys());
                }
                return keys;
            }

            @Override
            public String prefix() {
                return others instanceof SettingsLookup lookup ? lookup.prefix() : "";
            }

            @Override
            public boolean hasOthers() {
                return true;
            }
        };
    }
}
