package io.github.imednet.snowflake.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The keys of all settings, and ADBC's names of them. */
final class SettingNames {

    private static final List<String> GROUPS =
            List.of("imednet.", "snowflake.", "adbc.snowflake.", "query.", "export.", "ingest.", "queue.", "observe.");

    private static final Set<String> KNOWN = known();

    /**
     * Words by which Camel knows a secret, with commas between: the ends of keys, as it takes the beginnings off them.
     * The URI is one of them, for it may have a password in it.
     */
    static final String SENSITIVE = KNOWN.stream()
            .filter(key -> Secret.isKeyOfOne(key) || key.equals(ConnectionUri.KEY))
            .map(key -> key.substring(key.lastIndexOf('.') + 1).replace("-", ""))
            .distinct()
            .collect(Collectors.joining(","));

    private SettingNames() {}

    static boolean isKnown(String key) {
        return KNOWN.contains(key);
    }

    /** What is wrong with the keys that are set: those that begin as a setting's and are none. */
    static List<String> problems(SettingsLookup lookup) {
        return new TreeSet<>(lookup.keys()).stream()
                .filter(key -> !lookup.hasOthers() || isOfAGroup(key) || !prefix(key, lookup).isEmpty())
                .filter(key -> !KNOWN.contains(key.substring(prefix(key, lookup).length())))
                .map(key -> problem(key, prefix(key, lookup)))
                .toList();
    }

    /** What stands before a setting's key, if it is the reader's: a host may have other keys that begin with it. */
    private static String prefix(String key, SettingsLookup lookup) {
        String prefix = lookup.prefix();
        return key.startsWith(prefix) && isOfAGroup(key.substring(prefix.length())) ? prefix : "";
    }

    private static boolean isOfAGroup(String key) {
        return GROUPS.stream().anyMatch(key::startsWith);
    }

    private static String problem(String key, String prefix) {
        String hint = NearestName.hint(key, KNOWN.stream().map(prefix::concat).toList());
        return SettingsReader.printable(key) + " is not a setting"
                + (hint.isEmpty() ? ": application.properties lists all settings" : hint);
    }

    private static Set<String> known() {
        Set<String> keys = new TreeSet<>(AdbcNames.all());
        SettingsCatalog.sections().forEach(section -> section.settings().forEach(setting -> keys.add(setting.key())));
        return keys;
    }
}
