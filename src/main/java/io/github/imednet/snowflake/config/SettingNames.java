package io.github.imednet.snowflake.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys of all settings: those of {@code application.properties}, which has every one, and ADBC's names of them. */
final class SettingNames {

    private static final String FILE = "/META-INF/imednet-snowflake/application.properties";

    /** One that is set, or whose default is nothing and which stands as a comment. */
    private static final Pattern LINE = Pattern.compile("(?m)^#?([a-z][a-z0-9.-]*)=");

    private static final List<String> GROUPS =
            List.of("imednet.", "snowflake.", "adbc.snowflake.", "query.", "export.", "ingest.");

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
        return SettingsReader.printable(key) + " is no setting"
                + (hint.isEmpty() ? ": see application.properties for all there are" : hint);
    }

    private static Set<String> known() {
        try (InputStream file = SettingNames.class.getResourceAsStream(FILE)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Set<String> keys = new TreeSet<>(AdbcNames.all());
            LINE.matcher(text).results().forEach(line -> keys.add(line.group(1)));
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
