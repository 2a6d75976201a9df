package io.github.imednet.snowflake.config;

import io.github.imednet.snowflake.config.Setting.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings that belong together, in the order in which they are described: here each is made, once. */
final class SettingGroup {

    private final List<Setting<?>> settings = new ArrayList<>();

    /** All that were made so far. */
    List<Setting<?>> all() {
        return List.copyOf(settings);
    }

    <T> Setting<T> of(Kind<T> kind, String key, @Nullable String defaultValue, String description) {
        return add(new Setting<>(key, defaultValue, description, 0, 0, false, kind));
    }

    /** Of this one a text of blanks, or none, counts as it is set. */
    <T> Setting<T> verbatim(Kind<T> kind, String key, @Nullable String defaultValue, String description) {
        return add(new Setting<>(key, defaultValue, description, 0, 0, true, kind));
    }

    private <T> Setting<T> add(Setting<T> setting) {
        settings.add(setting);
        return setting;
    }

    private <T> Setting<T> bounded(
            Kind<T> kind, String key, @Nullable String defaultValue, int least, int most, String description) {
        String bounds = ", %d to %d".formatted(least, most);
        return add(new Setting<>(key, defaultValue, description + bounds, least, most, false, kind));
    }

    /** Any text. */
    Setting<String> text(String key, @Nullable String defaultValue, String description) {
        return of((setting, text, problems) -> text, key, defaultValue, description);
    }

    /** A text of one line. */
    Setting<String> line(String key, String description) {
        return of(SettingKinds::line, key, null, description);
    }

    /** Names with commas between them. */
    Setting<List<String>> names(String key, @Nullable String defaultValue, String description) {
        return of(SettingKinds::names, key, defaultValue, description);
    }

    /** A name of a user or a role. */
    Setting<String> name(String key, String description) {
        return of(SettingKinds::name, key, null, description);
    }

    /** A name of an object in Snowflake. */
    Setting<String> identifier(String key, @Nullable String defaultValue, String description) {
        return of(SettingKinds::identifier, key, defaultValue, description);
    }

    /** A text that is never shown, without line breaks at its end: these are of the file that it was kept in. */
    Setting<Secret> secret(String key, String description) {
        return of(SettingKinds::secret, key, null, description);
    }

    /** A whole number with bounds, which the description gets. */
    Setting<Integer> number(String key, int defaultValue, int least, int most, String description) {
        return bounded(SettingKinds::number, key, Integer.toString(defaultValue), least, most, description);
    }

    /** A whole number up to a bound, of which 0 stands for another one. */
    Setting<Integer> numberOrForZero(int forZero, String key, int defaultValue, int most, String description) {
        Kind<Integer> number = SettingKinds::number;
        return bounded(
                number.as(read -> read == 0 ? forZero : read), key, Integer.toString(defaultValue), 0, most,
                        description);
    }

    /** A whole number with bounds and without a default. */
    Setting<Integer> number(String key, int least, int most, String description) {
        return bounded(SettingKinds::number, key, null, least, most, description);
    }

    /** A whole number with bounds, or {@code auto}, which is the default and says what the phrase says of it. */
    Setting<OptionalInt> numberOrAuto(String key, int least, int most, String description, String auto) {
        String all = description + ", %d to %d; `%s`: %s".formatted(least, most, Setting.AUTO, auto);
        return add(new Setting<>(key, Setting.AUTO, all, least, most, false, SettingKinds::numberOrAuto));
    }

    /** A whole number of seconds with bounds. */
    Setting<Duration> wholeSeconds(String key, int defaultValue, int least, int most, String description) {
        Kind<Duration> kind = ((Kind<Integer>) SettingKinds::number).as(Duration::ofSeconds);
        return bounded(kind, key, Integer.toString(defaultValue), least, most, description);
    }

    /** A number of seconds up to a day. */
    Setting<Duration> seconds(String key, String defaultValue, String description) {
        return of(SettingKinds::seconds, key, defaultValue, description);
    }

    /** A length of time as {@link DurationText} reads it. */
    Setting<Duration> duration(String key, @Nullable Duration defaultValue, String description) {
        String text = defaultValue == null ? null : Long.toString(defaultValue.toSeconds());
        return of(SettingKinds::duration, key, text, description);
    }

    /** A whole number with a unit, such as {@code 12h} or {@code 7d}. */
    Setting<Duration> interval(String key, String defaultValue, String description) {
        return of(SettingKinds::interval, key, defaultValue, description);
    }

    Setting<Boolean> flag(String key, boolean defaultValue, String description) {
        return of(SettingKinds::flag, key, Boolean.toString(defaultValue), description);
    }

    /** True, false, or null where nothing is set. */
    Setting<Boolean> choice(String key, String description) {
        return of(SettingKinds::flag, key, null, description);
    }

    /** One of some words, in whatever case it is written; given in upper case. */
    Setting<String> oneOf(Set<String> allowed, String key, String defaultValue, String description) {
        return of(SettingKinds.oneOf(allowed), key, defaultValue, description);
    }

    /** One of some words, exactly as it is written. */
    Setting<String> word(List<String> allowed, String key, String defaultValue, String description) {
        return of(SettingKinds.word(allowed), key, defaultValue, description);
    }

    /** The path of a file that is read only by this program, so that no character is bad in it. */
    Setting<Path> file(String key, String description) {
        return of(SettingKinds::file, key, null, description);
    }

    /** A path that Camel and Snowflake are told too. */
    Setting<Path> path(String key, @Nullable String defaultValue, String description) {
        return of(SettingKinds::path, key, defaultValue, description);
    }

    /**
     * An https address; plain http only to this machine, because records and passwords travel over it, or where a
     * setting takes that upon itself ({@link SettingsReader#address}).
     */
    Setting<URI> address(String key, @Nullable String defaultValue, String description) {
        return of(SettingKinds::address, key, defaultValue, description);
    }

    /** A name of a bucket, a container or an account. */
    Setting<String> bucket(String key, String description) {
        return of(SettingKinds::bucket, key, null, description);
    }
}
