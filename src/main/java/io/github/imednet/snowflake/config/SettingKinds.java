package io.github.imednet.snowflake.config;

import io.github.imednet.snowflake.config.Setting.Kind;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the texts of settings are read as; each kind tells what is wrong with a text, and null is read as null. */
final class SettingKinds {

    /** What a Camel endpoint's URI or a PUT command would not take as a part of a name. */
    private static final Pattern UNUSABLE_IN_PATH = Pattern.compile("[?#%&+{}$*\\[\\]'\\p{Cc}\\u2028\\u2029]");

    private static final Pattern STAGE_PREFIX = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
    private static final int LONGEST_NAME = 255;

    private SettingKinds() {}

    static String name(Setting<?> setting, String text, Consumer<String> problems) {
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            problems.accept(setting.key() + " has a control character, which names cannot have");
        }
        return text;
    }

    static @Nullable Secret secret(Setting<?> setting, String text, Consumer<String> problems) {
        return text == null ? null : new Secret(text.replaceFirst("[\\r\\n]+\\z", ""));
    }

    static @Nullable String line(Setting<?> setting, String text, Consumer<String> problems) {
        if (text != null && !text.matches("[^\\p{Cc}\\u2028\\u2029]*")) {
            problems.accept(setting.key() + " has a control character: it is one line of text");
        }
        return text == null ? null : text.trim();
    }

    static List<String> names(Setting<?> setting, String text, Consumer<String> problems) {
        String line = line(setting, text, problems);
        return line == null
                ? List.of()
                : Stream.of(line.split(",")).map(String::trim).filter(name -> !name.isEmpty()).toList();
    }

    static @Nullable String studyKey(Setting<?> setting, String text, Consumer<String> problems) {
        try {
            return text == null ? null : StudyKey.check(text);
        } catch (ExportConfigurationException e) {
            e.problems().forEach(problems);
            return null;
        }
    }

    /** Any text without control characters, up to 255 characters. */
    static String identifier(Setting<?> setting, String text, Consumer<String> problems) {
        if (text != null && (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl))) {
            problems.accept(
                    setting.key() + " cannot be the name of an object in Snowflake: at most 255 characters, none"
                    + " of them a control character");
        }
        return text;
    }

    /** PUT takes a stage's name inside single quotes, in which it cannot have one itself. */
    static String stage(Setting<?> setting, String text, Consumer<String> problems) {
        String stage = identifier(setting, text, problems);
        if (stage != null && (stage.contains("'") || stage.contains("\\"))) {
            problems.accept(setting.key()
                    + " has a single quote or a backslash, which PUT cannot send files to: use another stage");
        }
        return stage;
    }

    static @Nullable Integer number(Setting<?> setting, String text, Consumer<String> problems) {
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text.trim());
            if (number >= setting.least() && number <= setting.most()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as for a number out of range
        }
        problems.accept(setting.key() + " is '" + text + "', not a whole number from " + setting.least() + " to "
                + setting.most() + (setting.isAutomatic() ? ", or " + Setting.AUTO : ""));
        return setting.defaultValue() == null || setting.isAutomatic()
                ? setting.least()
                : Integer.parseInt(setting.defaultValue());
    }

    /** Empty for {@code auto}. */
    static OptionalInt numberOrAuto(Setting<?> setting, String text, Consumer<String> problems) {
        return text.trim().equalsIgnoreCase(Setting.AUTO)
                ? OptionalInt.empty()
                : OptionalInt.of(Objects.requireNonNull(number(setting, text, problems)));
    }

    /** One character; {@code \t} is a tab. Nothing is none: so is a blank in a properties file. */
    static Character character(Setting<?> setting, String text, Consumer<String> problems) {
        String character = text.equals("\\t") ? "\t" : text;
        if (character.length() != 1 || "\r\n\"".contains(character)) {
            problems.accept(setting.key() + " is '" + text + "', not one character that can stand between fields: leave"
                    + " it out for " + setting.defaultValue() + "; a blank is taken from --set or "
                    + setting.environmentVariable() + ", not from a properties file");
            return Objects.requireNonNull(setting.defaultValue()).charAt(0);
        }
        return character.charAt(0);
    }

    static Duration seconds(Setting<?> setting, String text, Consumer<String> problems) {
        double seconds = decimal(setting, text, 86_400, "a number of seconds from 0 to 86400", problems);
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** A number from 0 to 1. */
    static Double share(Setting<?> setting, String text, Consumer<String> problems) {
        return decimal(setting, text, 1, "a number from 0 to 1", problems);
    }

    private static double decimal(
            Setting<?> setting, String text, double most, String expected, Consumer<String> problems) {
        try {
            double number = Double.parseDouble(text.trim());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as for a number out of range
        }
        problems.accept(setting.key() + " is '" + text + "', not " + expected);
        return Double.parseDouble(setting.defaultValue());
    }

    /**
     * A length of time up to a day, such as {@code 1m30s}, or a number of seconds; a sign does not count, and no time
     * is as good as not set, as in ADBC.
     */
    static @Nullable Duration duration(Setting<?> setting, String text, Consumer<String> problems) {
        String whole = setting.defaultValue();
        Duration otherwise = whole == null ? null : DurationText.parse(whole).orElseThrow();
        Duration read = text == null ? otherwise : DurationText.parse(text).orElse(null);
        if (text != null && (read == null || read.compareTo(Duration.ofDays(1)) > 0)) {
            problems.accept(setting.key() + " is '" + text + "', not a length of time up to 24h, such as"
                    + " 300ms, 1.5s or 1m30s, or a number of seconds");
            return otherwise;
        }
        return read == null || text == null || read.isZero() ? otherwise : read;
    }

    static Duration interval(Setting<?> setting, String text, Consumer<String> problems) {
        return DurationText.interval(text.strip()).orElseGet(() -> {
            problems.accept(setting.key() + " is '" + text + "', not a length of time such as 15m, 12h or 7d");
            return DurationText.interval(Objects.requireNonNull(setting.defaultValue())).orElseThrow();
        });
    }

    static @Nullable Boolean flag(Setting<?> setting, String text, Consumer<String> problems) {
        if (text == null) {
            return null;
        }
        String value = text.trim();
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            problems.accept(setting.key() + " is '" + value + "', not true or false");
        }
        return value.equalsIgnoreCase("true");
    }

    static Kind<String> oneOf(Set<String> allowed) {
        return word(List.copyOf(new TreeSet<>(allowed)), word -> word.toUpperCase(Locale.ROOT));
    }

    static Kind<String> word(List<String> allowed) {
        return word(allowed, Function.identity());
    }

    private static Kind<String> word(List<String> allowed, Function<String, String> form) {
        return (setting, text, problems) -> {
            String value = form.apply(text.trim());
            if (!allowed.contains(value)) {
                problems.accept(setting.key() + " is '" + value + "', not one of " + String.join(", ", allowed));
            }
            return value;
        };
    }

    static @Nullable URI address(Setting<?> setting, String text, Consumer<String> problems) {
        return address(setting.key(), text, problems);
    }

    static @Nullable URI address(String name, String text, Consumer<String> problems) {
        HttpAddress address = text == null ? null : HttpAddress.parse(text.trim());
        if (text != null && address == null) {
            problems.accept(name + " is not an address of the form https://HOST[:PORT]");
        }
        return address == null ? null : address.uri();
    }

    static @Nullable Path file(Setting<?> setting, String text, Consumer<String> problems) {
        try {
            return text == null ? null : Path.of(text.trim());
        } catch (InvalidPathException e) {
            problems.accept(setting.key() + " is not a path: " + e.getReason());
            return null;
        }
    }

    static @Nullable Path path(Setting<?> setting, String text, Consumer<String> problems) {
        try {
            Path path = text == null ? null : Path.of(text).toAbsolutePath().normalize();
            if (path != null && UNUSABLE_IN_PATH.matcher(path.toString()).find()) {
                problems.accept(setting.key() + " has one of the characters ? # % & + { } $ * [ ] ', or a control: use"
                        + " another path");
            }
            return path;
        } catch (InvalidPathException e) {
            problems.accept(setting.key() + " is not a path: " + e.getReason());
            return null;
        }
    }

    /** A path inside a stage; slashes at its ends are taken off, and nothing is the stage itself. */
    static String stagePrefix(Setting<?> setting, String text, Consumer<String> problems) {
        String value = text == null ? "" : text.trim().replaceAll("^/+|/+$", "");
        boolean climbs = Stream.of(value.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."));
        if (!value.isEmpty() && (climbs || !STAGE_PREFIX.matcher(value).matches())) {
            problems.accept(setting.key() + " is '" + value
                    + "': names of letters, digits, '.', '_', '-', with '/' between");
        }
        return value;
    }

    static String bucket(Setting<?> setting, String text, Consumer<String> problems) {
        if (text != null && !text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,221}")) {
            problems.accept(setting.key() + " is '" + SettingsReader.printable(text)
                    + "': letters, digits, '.', '_' and '-', beginning with a letter or digit");
        }
        return text;
    }
}
