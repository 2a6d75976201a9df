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
import java.util.OptionalInt;
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
            // A value or a path stands in many of them as it was set.
            throw new ExportConfigurationException(
                    problems.stream().map(SettingsReader::printable).distinct().toList());
        }
    }

    /** What is set, else the default, which may be null. */
    String text(Setting setting) {
        return text(setting, setting.defaultValue());
    }

    /** What is set, else a default that other settings make; may be null. */
    String text(Setting setting, String otherwise) {
        Optional<String> set = lookup.apply(setting.key());
        set.flatMap(value -> RouteSettings.problem(setting, value)).ifPresent(problems::add);
        return set.filter(value -> !value.isBlank()).orElse(otherwise);
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

    String required(Setting setting) {
        return required(setting, null);
    }

    /** @param otherwise where no setting is needed; may be null */
    String required(Setting setting, String otherwise) {
        String value = text(setting, otherwise);
        String key = setting.key();
        if (value == null && problems.stream().noneMatch(problem -> problem.startsWith(key + UNREADABLE))) {
            problems.add(key + " is missing: set it in application.properties or as the environment variable "
                    + setting.environmentVariable());
        }
        return value;
    }

    Secret secret(Setting setting) {
        String value = required(setting);
        return value == null ? null : new Secret(value);
    }

    /** A secret, or null where none is set. */
    Secret optionalSecret(Setting setting) {
        String value = text(setting);
        return value == null ? null : new Secret(value);
    }

    void requireBoth(Setting setting, Secret value, Setting other, Secret otherValue) {
        if ((value == null) != (otherValue == null)) {
            problems.add("Of " + setting.key() + " and " + other.key() + " one is missing: set both, or none of them");
        }
    }

    /** Tells a problem of several settings together. */
    void problem(String problem) {
        problems.add(problem);
    }

    /** Whether the setting has a value, wherever it is set. */
    boolean isSet(Setting setting) {
        return text(setting, null) != null;
    }

    /** A name of a user or a role, or null where none is needed; without control characters. */
    String name(Setting setting, boolean needed) {
        String value = needed ? required(setting) : text(setting);
        if (value != null && value.chars().anyMatch(Character::isISOControl)) {
            problems.add(setting.key() + " has a control character, which no name has");
        }
        return value;
    }

    /** A text of one line, or null where there is none. */
    String line(Setting setting) {
        String value = text(setting);
        if (value != null && !value.matches("[^\\p{Cc}\\u2028\\u2029]*")) {
            problems.add(setting.key() + " has a control character: it is one line of text");
        }
        return value == null ? null : value.trim();
    }

    /** Names with commas between them; none where nothing is set. */
    List<String> names(Setting setting) {
        String value = line(setting);
        return value == null
                ? List.of()
                : Stream.of(value.split(",")).map(String::trim).filter(name -> !name.isEmpty()).toList();
    }

    /** A study's key, or null. */
    String studyKey(Setting setting) {
        String value = text(setting);
        try {
            return value == null ? null : StudyKey.check(value);
        } catch (ExportConfigurationException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    /** A name of an object in Snowflake: any text without control characters, up to 255 characters; null if not set. */
    String identifier(Setting setting) {
        return checkedIdentifier(setting, text(setting));
    }

    /** The same, where a missing one is a problem. */
    String requiredIdentifier(Setting setting) {
        return checkedIdentifier(setting, required(setting));
    }

    private String checkedIdentifier(Setting setting, String value) {
        if (value != null && (value.length() > 255 || value.chars().anyMatch(Character::isISOControl))) {
            problems.add(setting.key() + " cannot be the name of an object in Snowflake: at most 255 characters, none"
                    + " of them a control character");
        }
        return value;
    }

    /** A name of a stage, or null; PUT takes it inside single quotes, in which it cannot have one itself. */
    String stage(Setting setting) {
        return checkedStage(setting, identifier(setting));
    }

    /** The same, where a missing one is a problem. */
    String requiredStage(Setting setting) {
        return checkedStage(setting, requiredIdentifier(setting));
    }

    private String checkedStage(Setting setting, String value) {
        if (value != null && (value.contains("'") || value.contains("\\"))) {
            problems.add(setting.key()
                    + " has a single quote or a backslash, which PUT cannot send files to: use another stage");
        }
        return value;
    }

    /** A whole number in the setting's bounds. */
    int number(Setting setting) {
        String value = text(setting);
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= setting.least() && number <= setting.most()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as for a number out of range
        }
        boolean orAuto = Setting.AUTO.equals(setting.defaultValue());
        problems.add(setting.key() + " is '" + value + "', not a whole number from " + setting.least() + " to "
                + setting.most() + (orAuto ? ", or " + Setting.AUTO : ""));
        return setting.defaultValue() == null || orAuto ? setting.least() : Integer.parseInt(setting.defaultValue());
    }

    /** The same, or empty for {@code auto}. */
    OptionalInt numberOrAuto(Setting setting) {
        return text(setting).trim().equalsIgnoreCase(Setting.AUTO)
                ? OptionalInt.empty()
                : OptionalInt.of(number(setting));
    }

    /** The same, or null where nothing is set and there is no default. */
    Integer optionalNumber(Setting setting) {
        return text(setting) == null ? null : (Integer) number(setting);
    }

    /** One character; {@code \t} is a tab. */
    char character(Setting setting) {
        String value = lookup.apply(setting.key()).filter(text -> !text.isEmpty()).orElse(setting.defaultValue());
        String character = value.equals("\\t") ? "\t" : value;
        if (character.length() != 1 || "\r\n\"".contains(character)) {
            problems.add(setting.key() + " is '" + value
                    + "', not one character that can stand between fields");
            return setting.defaultValue().charAt(0);
        }
        return character.charAt(0);
    }

    /** A number of seconds up to a day. */
    Duration seconds(Setting setting) {
        return Duration.ofMillis(Math.round(decimal(setting, 86_400, "a number of seconds from 0 to 86400") * 1000));
    }

    /** A number from 0 to 1. */
    double share(Setting setting) {
        return decimal(setting, 1, "a number from 0 to 1");
    }

    private double decimal(Setting setting, double most, String expected) {
        String value = text(setting);
        try {
            double number = Double.parseDouble(value.trim());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as for a number out of range
        }
        problems.add(setting.key() + " is '" + value + "', not " + expected);
        return Double.parseDouble(setting.defaultValue());
    }

    /**
     * A length of time up to a day, such as {@code 1m30s}, or a number of seconds; a sign does not count, and nothing
     * is as good as not set, as in ADBC.
     */
    Duration duration(Setting setting) {
        Duration otherwise = setting.defaultValue() == null
                ? null
                : DurationText.parse(setting.defaultValue()).orElseThrow();
        String value = text(setting);
        Duration read = value == null ? otherwise : DurationText.parse(value).orElse(null);
        if (value != null && (read == null || read.compareTo(Duration.ofDays(1)) > 0)) {
            problems.add(setting.key() + " is '" + value + "', not a length of time up to 24h, such as"
                    + " 300ms, 1.5s or 1m30s, or a number of seconds");
            return otherwise;
        }
        return value == null || read.isZero() ? otherwise : read;
    }

    /** A whole number with a unit, such as {@code 12h} or {@code 7d}. */
    Duration interval(Setting setting) {
        String value = text(setting);
        return DurationText.interval(value.strip()).orElseGet(() -> {
            problems.add(setting.key() + " is '" + value + "', not a length of time such as 15m, 12h or 7d");
            return DurationText.interval(setting.defaultValue()).orElseThrow();
        });
    }

    /** True, false, or null where nothing is set. */
    Boolean choice(Setting setting) {
        return isSet(setting) ? (Boolean) flag(setting) : null;
    }

    /** Properties for the JDBC driver; the setting's come to those of the connection's URI. */
    Map<String, String> driverProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String text : lookup.both(SnowflakeKeys.DRIVER_PROPERTIES.key())) {
            properties.putAll(DriverProperties.read(text, problems::add));
        }
        return properties;
    }

    boolean flag(Setting setting) {
        String value = text(setting).trim();
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            problems.add(setting.key() + " is '" + value + "', not true or false");
        }
        return value.equalsIgnoreCase("true");
    }

    /** One of some words, in whatever case it is written; given in upper case. */
    String oneOf(Setting setting, Set<String> allowed) {
        String value = text(setting).trim().toUpperCase(Locale.ROOT);
        if (!allowed.contains(value)) {
            problems.add(setting.key() + " is '" + value + "', not one of "
                    + String.join(", ", new TreeSet<>(allowed)));
        }
        return value;
    }

    /** One of some words, exactly as it is written. */
    String word(Setting setting, List<String> allowed) {
        String value = text(setting).trim();
        if (!allowed.contains(value)) {
            problems.add(setting.key() + " is '" + value + "', not one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** As {@link #address}, or null where none is given. */
    URI optionalAddress(Setting setting, Setting allowHttp) {
        return isSet(setting) ? address(setting, allowHttp) : null;
    }

    /**
     * An https address; plain http only to this machine, because records and passwords travel over it, or where a
     * setting takes that upon itself.
     *
     * @param allowHttp key of the setting, false by default, with which plain http to other machines is taken
     */
    URI address(Setting setting, Setting allowHttp) {
        return checkedAddress(setting.key(), text(setting).trim(), allowHttp);
    }

    /** @param key what to call the address where it is bad */
    URI checkedAddress(String key, String value, Setting allowHttp) {
        boolean anyHost = flag(allowHttp);
        HttpAddress address = HttpAddress.parse(value);
        if (address == null) {
            problems.add(key + " is not an address of the form https://HOST[:PORT]");
            return null;
        }
        if (!address.isSafe() && !anyHost) {
            problems.add(key + " is plain http to another machine, where others can read records and secrets on"
                    + " their way: use https, or set " + allowHttp.key() + "=true");
        }
        return address.uri();
    }

    /** The path of a file that is read only by this program, so that no character is bad in it; null if none is set. */
    Path file(Setting setting) {
        String value = text(setting);
        try {
            return value == null ? null : Path.of(value.trim());
        } catch (InvalidPathException e) {
            problems.add(setting.key() + " is not a path: " + e.getReason());
            return null;
        }
    }

    /** A path that Camel and Snowflake are told too; null if none is set. */
    Path path(Setting setting) {
        String value = text(setting);
        if (value == null) {
            return null;
        }
        try {
            Path path = Path.of(value).toAbsolutePath().normalize();
            if (UNUSABLE_IN_PATH.matcher(path.toString()).find()) {
                problems.add(setting.key() + " has one of the characters ? # % & + { } $ * [ ] ', or a control: use"
                        + " another path");
            }
            return path;
        } catch (InvalidPathException e) {
            problems.add(setting.key() + " is not a path: " + e.getReason());
            return null;
        }
    }

    /** A path inside a stage; slashes at its ends are taken off. */
    String stagePrefix(Setting setting) {
        String set = lookup.apply(setting.key()).orElse(setting.defaultValue());
        String value = set == null ? "" : set.trim().replaceAll("^/+|/+$", "");
        boolean climbs = List.of(value.split("/")).stream().anyMatch(part -> part.equals(".") || part.equals(".."));
        if (!value.isEmpty() && (climbs || !STAGE_PREFIX.matcher(value).matches())) {
            problems.add(setting.key() + " is '" + value
                    + "': names of letters, digits, '.', '_', '-', with '/' between");
        }
        return value;
    }

    static String printable(String value) {
        return value.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
