package io.github.imednet.snowflake.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads settings one by one and collects what is wrong with them, so that all of it is told at once. */
final class SettingsReader {

    /** What a Camel endpoint's URI or a PUT command would not take as a part of a name. */
    private static final Pattern UNUSABLE_IN_PATH = Pattern.compile("[?#%&+{}$*\\[\\]'\\p{Cc}\\u2028\\u2029]");

    private static final Pattern STAGE_PREFIX = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");

    private static final String UNREADABLE = " cannot be read: ";

    private final SettingLayers lookup;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Function<String, Optional<String>> lookup) {
        this.lookup = new SettingLayers(key -> found(lookup, key), problem -> problems.add(problem));
        if (lookup instanceof SettingsLookup given) {
            problems.addAll(SettingNames.problems(given));
        }
    }

    /** @throws ExportConfigurationException if any setting read so far is missing or bad */
    void throwIfBad() {
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems.stream().distinct().toList());
        }
    }

    String text(String key, String otherwise) {
        return lookup.apply(key).filter(value -> !value.isBlank()).orElse(otherwise);
    }

    /** What cannot be looked up, such as a secret in a vault that does not answer, is a problem like any other. */
    private Optional<String> found(Function<String, Optional<String>> lookup, String key) {
        try {
            return lookup.apply(key);
        } catch (RuntimeException e) {
            problems.add(key + UNREADABLE + e.getMessage());
            return Optional.empty();
        }
    }

    String required(String key) {
        return required(key, null);
    }

    /** @param otherwise where no setting is needed; may be null */
    String required(String key, String otherwise) {
        String value = text(key, otherwise);
        if (value == null && problems.stream().noneMatch(problem -> problem.startsWith(key + UNREADABLE))) {
            problems.add(key + " is missing: set it in application.properties or as the environment variable "
                    + environmentVariable(key) + " (in Java, with the builder)");
        }
        return value;
    }

    Secret secret(String key) {
        String value = required(key);
        return value == null ? null : new Secret(value);
    }

    /** A secret, or null where none is set. */
    Secret optionalSecret(String key) {
        String value = text(key, null);
        return value == null ? null : new Secret(value);
    }

    void requireBoth(String key, Secret value, String otherKey, Secret otherValue) {
        if ((value == null) != (otherValue == null)) {
            problems.add("Of " + key + " and " + otherKey + " one is missing: set both, or none of them");
        }
    }

    /** Tells a problem of several settings together. */
    void problem(String problem) {
        problems.add(problem);
    }

    /** Whether the setting has a value, wherever it is set. */
    boolean isSet(String key) {
        return text(key, null) != null;
    }

    /** A name of a user or a role, or null where none is needed; without control characters. */
    String name(String key, boolean needed) {
        String value = needed ? required(key) : text(key, null);
        if (value != null && value.chars().anyMatch(Character::isISOControl)) {
            problems.add(key + " has a control character, which no name has");
        }
        return value;
    }

    /** A text of one line, or null where there is none. */
    String line(String key) {
        String value = text(key, null);
        if (value != null && !value.matches("[^\\p{Cc}\\u2028\\u2029]*")) {
            problems.add(key + " has a control character: it is one line of text");
        }
        return value == null ? null : value.trim();
    }

    /** Names with commas between them; none where nothing is set. */
    List<String> names(String key) {
        String value = line(key);
        return value == null
                ? List.of()
                : Stream.of(value.split(",")).map(String::trim).filter(name -> !name.isEmpty()).toList();
    }

    /** A study's key, or null. */
    String studyKey(String key) {
        String value = text(key, null);
        try {
            return value == null ? null : StudyKey.check(value);
        } catch (ExportConfigurationException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    /** A name of an object in Snowflake: any text without control characters, up to 255 characters. */
    String identifier(String key, String otherwise) {
        String value = otherwise == null ? required(key) : text(key, otherwise);
        if (value != null && (value.length() > 255 || value.chars().anyMatch(Character::isISOControl))) {
            problems.add(
                    key + " is no name for an object in Snowflake: at most 255 characters, none of them a control");
        }
        return value;
    }

    /** A name of an object in Snowflake, or null where none is set. */
    String identifier(String key) {
        return text(key, null) == null ? null : identifier(key, null);
    }

    /** A name of a stage; PUT takes it inside single quotes, in which it cannot have one itself. */
    String stage(String key) {
        String value = identifier(key, null);
        if (value != null && (value.contains("'") || value.contains("\\"))) {
            problems.add(key + " has a single quote or a backslash, which PUT cannot send files to: use another stage");
        }
        return value;
    }

    int number(String key, int otherwise, int least, int most) {
        String value = text(key, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as for a number out of range
        }
        problems.add(key + " is '" + printable(value) + "', not a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** One character; {@code \t} is a tab. */
    char character(String key, char otherwise) {
        String value = lookup.apply(key).filter(text -> !text.isEmpty()).orElse(String.valueOf(otherwise));
        String character = value.equals("\\t") ? "\t" : value;
        if (character.length() != 1 || "\r\n\"".contains(character)) {
            problems.add(key + " is '" + printable(value) + "', not one character that can stand between fields");
            return otherwise;
        }
        return character.charAt(0);
    }

    Duration seconds(String key, double otherwise) {
        String value = text(key, Double.toString(otherwise));
        try {
            double seconds = Double.parseDouble(value.trim());
            if (seconds >= 0 && seconds <= 86_400) {
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        } catch (NumberFormatException e) {
            // told below, as for a number out of range
        }
        problems.add(key + " is '" + printable(value) + "', not a number of seconds from 0 to 86400");
        return Duration.ofMillis(Math.round(otherwise * 1000));
    }

    double share(String key, double otherwise) {
        String value = text(key, Double.toString(otherwise));
        try {
            double share = Double.parseDouble(value.trim());
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // told below, as for a number out of range
        }
        problems.add(key + " is '" + printable(value) + "', not a number from 0 to 1");
        return otherwise;
    }

    /**
     * A length of time up to a day, such as {@code 1m30s}, or a number of seconds; a sign does not count, and nothing
     * is as good as not set, as in ADBC.
     */
    Duration duration(String key, Duration otherwise) {
        String value = text(key, null);
        Duration read = value == null ? otherwise : DurationText.parse(value).orElse(null);
        if (value != null && (read == null || read.compareTo(Duration.ofDays(1)) > 0)) {
            problems.add(key + " is '" + printable(value) + "', not a length of time up to 24h, such as 300ms, 1.5s or"
                    + " 1m30s, or a number of seconds");
            return otherwise;
        }
        return value == null || read.isZero() ? otherwise : read;
    }

    /** True, false, or null where nothing is set. */
    Boolean choice(String key) {
        return isSet(key) ? (Boolean) flag(key, false) : null;
    }

    /** Properties for the JDBC driver; the setting's come to those of the connection's URI. */
    Map<String, String> driverProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String text : lookup.both(DriverProperties.KEY)) {
            properties.putAll(DriverProperties.read(text, problems::add));
        }
        return properties;
    }

    boolean flag(String key, boolean otherwise) {
        String value = text(key, Boolean.toString(otherwise)).trim();
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            problems.add(key + " is '" + printable(value) + "', not true or false");
        }
        return value.equalsIgnoreCase("true");
    }

    String oneOf(String key, String otherwise, Set<String> allowed) {
        String value = text(key, otherwise).trim().toUpperCase(Locale.ROOT);
        if (!allowed.contains(value)) {
            problems.add(key + " is '" + printable(value) + "', not one of "
                    + String.join(", ", new TreeSet<>(allowed)));
        }
        return value;
    }

    /** One of some words, exactly as it is written. */
    String word(String key, String otherwise, List<String> allowed) {
        String value = text(key, otherwise).trim();
        if (!allowed.contains(value)) {
            problems.add(key + " is '" + printable(value) + "', not one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** As {@link #address}, or null where none is given. */
    URI optionalAddress(String key, String allowHttp) {
        return text(key, null) == null ? null : address(key, null, allowHttp);
    }

    /**
     * An https address; plain http only to this machine, because records and passwords travel over it, or where a
     * setting takes that upon itself.
     *
     * @param allowHttp key of the setting, false by default, with which plain http to other machines is taken
     */
    URI address(String key, String otherwise, String allowHttp) {
        return checkedAddress(key, text(key, otherwise).trim(), allowHttp);
    }

    /** @param key what to call the address where it is bad */
    URI checkedAddress(String key, String value, String allowHttp) {
        boolean anyHost = flag(allowHttp, false);
        HttpAddress address = HttpAddress.parse(value);
        if (address == null) {
            problems.add(key + " is no address of the form https://HOST[:PORT]");
            return null;
        }
        if (!address.isSafe() && !anyHost) {
            problems.add(key + " is plain http to another machine, where others can read records and secrets on"
                    + " their way: use https, or set " + allowHttp + "=true");
        }
        return address.uri();
    }

    /** The path of a file that is read only by this program, so that no character is bad in it; null if none is set. */
    Path file(String key) {
        String value = text(key, null);
        try {
            return value == null ? null : Path.of(value.trim());
        } catch (InvalidPathException e) {
            problems.add(key + " is no path: " + e.getReason());
            return null;
        }
    }

    Path path(String key) {
        return path(key, null);
    }

    Path path(String key, String otherwise) {
        String value = text(key, otherwise);
        if (value == null) {
            return null;
        }
        try {
            Path path = Path.of(value).toAbsolutePath().normalize();
            if (UNUSABLE_IN_PATH.matcher(path.toString()).find()) {
                problems.add(
                        key + " has one of the characters ? # % & + { } $ * [ ] ', or a control: use another path");
            }
            return path;
        } catch (InvalidPathException e) {
            problems.add(key + " is no path: " + e.getReason());
            return null;
        }
    }

    /** A path inside a stage; slashes at its ends are taken off. */
    String stagePrefix(String key, String otherwise) {
        String value = lookup.apply(key).orElse(otherwise).trim().replaceAll("^/+|/+$", "");
        boolean climbs = List.of(value.split("/")).stream().anyMatch(part -> part.equals(".") || part.equals(".."));
        if (!value.isEmpty() && (climbs || !STAGE_PREFIX.matcher(value).matches())) {
            problems.add(
                    key + " is '" + printable(value) + "': names of letters, digits, '.', '_', '-', with '/' between");
        }
        return value;
    }

    static String printable(String value) {
        return value.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }

    private static String environmentVariable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
