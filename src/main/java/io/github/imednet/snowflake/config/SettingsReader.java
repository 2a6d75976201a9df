package io.github.imednet.snowflake.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads settings one by one and collects what is wrong with them, so that all of it is told at once. */
final class SettingsReader {

    private static final String UNREADABLE = " cannot be read: ";

    private final SettingLayers lookup;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Function<String, Optional<String>> lookup) {
        this.lookup = new SettingLayers(
                key -> found(lookup, key),
                key -> lookup instanceof SettingsLookup given && given.isExplicit(key),
                System::getenv,
                problem -> problems.add(problem));
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

    /** What is set, else the default, as the setting's kind reads it; null where neither is. */
    @SuppressWarnings("NullAway") // whether a setting may be null is said where it is described: by its default
    <T> T get(Setting<T> setting) {
        return setting.kind().read(setting, text(setting, setting.defaultValue()), problems::add);
    }

    /** The same, where a missing one is a problem. */
    <T> T required(Setting<T> setting) {
        required(setting, setting.defaultValue());
        return get(setting);
    }

    /** Secrets are read by those alone who need them. */
    @SafeVarargs
    final SettingValues values(List<Setting<?>>... groups) {
        Map<String, Object> values = new LinkedHashMap<>();
        Stream.of(groups)
                .flatMap(List::stream)
                .filter(setting -> !setting.isSecret())
                .forEach(setting -> values.put(setting.key(), get(setting)));
        return new SettingValues(values);
    }

    /** What is set, else a default that other settings make; may be null. */
    @Nullable String text(Setting<?> setting, @Nullable String otherwise) {
        Optional<String> set = lookup.apply(setting.key());
        set.flatMap(value -> RouteSettings.problem(setting, value)).ifPresent(problems::add);
        if (RecordSelection.isMadeBy(setting.key()) && set.filter(String::isBlank).isPresent()) {
            problems.add(setting.key() + " is set to nothing, and hides what is set elsewhere, so that more would be"
                    + " exported: give it a value, or leave it out (" + setting.environmentVariable() + " too)");
        }
        return set.filter(value -> setting.verbatim() || !value.isBlank()).orElse(otherwise);
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

    /** @param otherwise where no setting is needed; may be null */
    @Nullable String required(Setting<?> setting, @Nullable String otherwise) {
        String value = text(setting, otherwise);
        if (value == null && !isUnreadable(setting)) {
            problems.add(setting.key() + " is missing: set it in application.properties or as the environment variable "
                    + setting.environmentVariable());
        }
        return value;
    }

    void requireBoth(Setting<?> setting, @Nullable Secret value, Setting<?> other, @Nullable Secret otherValue) {
        if ((value == null) != (otherValue == null)) {
            problems.add("Of " + setting.key() + " and " + other.key() + " one is missing: set both, or none of them");
        }
    }

    /** Tells a problem of several settings together. */
    void problem(String problem) {
        problems.add(problem);
    }

    /** Whether the setting has a value, wherever it is set; also one that cannot be read. */
    boolean isSet(Setting<?> setting) {
        return text(setting, null) != null || isUnreadable(setting);
    }

    private boolean isUnreadable(Setting<?> setting) {
        return problems.stream().anyMatch(problem -> problem.startsWith(setting.key() + UNREADABLE));
    }

    /** Properties for the JDBC driver; the setting's come to those of the connection's URI. */
    Map<String, String> driverProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String text : lookup.both(SnowflakeKeys.DRIVER_PROPERTIES.key())) {
            properties.putAll(DriverProperties.read(text, problems::add));
        }
        return properties;
    }

    /**
     * An https address, or null; plain http only to this machine, because records and passwords travel over it, or
     * where a setting takes that upon itself.
     *
     * @param allowHttp the setting, false by default, with which plain http to other machines is taken
     */
    @SuppressWarnings("NullAway") // as for get
    URI address(Setting<URI> setting, Setting<Boolean> allowHttp) {
        return safe(setting.key(), get(setting), allowHttp);
    }

    /** @param name what to call the address where it is bad */
    @SuppressWarnings("NullAway") // null where it is bad, which is told: nobody comes to use it
    URI checkedAddress(String name, String address, Setting<Boolean> allowHttp) {
        return safe(name, SettingKinds.address(name, address, problems::add), allowHttp);
    }

    private @Nullable URI safe(String name, @Nullable URI address, Setting<Boolean> allowHttp) {
        boolean anyHost = get(allowHttp);
        if (address != null && !anyHost && !new HttpAddress(address).isSafe()) {
            problems.add(name + " is plain http to another machine, where others can read records and secrets on"
                    + " their way: use https, or set " + allowHttp.key() + "=true");
        }
        return address;
    }

    static String printable(String value) {
        return value.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
