package io.github.imednet.snowflake.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a study's lists are exported, and into which tables.
 *
 * @param resources the lists, one at least, in the order in which they are exported: records last
 * @param names the table of each of the twelve lists as it is set; null for that of records where none is
 * @param prefix what the tables' names begin with, or null
 * @param includeInactive whether users have those who are no longer active in the study
 */
public record ListSettings(
        List<ImednetResource> resources,
        Map<ImednetResource, String> names,
        @Nullable String prefix,
        boolean includeInactive) {

    private static final SettingGroup GROUP = new SettingGroup();
    static final Setting<String> TABLE_PREFIX =
            GROUP.text("snowflake.table-prefix", null, "what the names of all tables that are exported to begin with");

    private static final String EVERYTHING = "all";
    private static final int LONGEST_NAME = 255;
    private static final Map<ImednetResource, Setting<String>> TABLES = tableSettings();

    /** {@code snowflake.*-table}, and what their names begin with. */
    static final List<Setting<?>> OF_TABLES = GROUP.all();

    public ListSettings {
        resources = List.copyOf(resources);
        names = new EnumMap<>(names);
    }

    /** Whether records are all that is exported. */
    public boolean areRecordsAlone() {
        return resources.equals(List.of(ImednetResource.RECORDS));
    }

    /** The list's table, or null for that of records where none is set. */
    public @Nullable String table(ImednetResource list) {
        return prefixed(prefix, names.get(list));
    }

    /** The tables of all lists. */
    public Map<ImednetResource, String> tables() {
        Map<ImednetResource, String> tables = new EnumMap<>(ImednetResource.class);
        names.keySet().forEach(list -> tables.put(list, table(list)));
        return tables;
    }

    /**
     * What a run does with lists, by the keys of the settings: nothing but the table where records are all there is.
     */
    Map<String, String> recorded() {
        Map<String, String> recorded = new TreeMap<>();
        recorded.put(SnowflakeKeys.TABLE.key(), names.get(ImednetResource.RECORDS));
        if (prefix != null) {
            recorded.put(TABLE_PREFIX.key(), prefix);
        }
        if (!areRecordsAlone()) {
            recorded.put(ExportKeys.RESOURCES.key(),
                    resources.stream().map(ImednetResource::path).collect(Collectors.joining(",")));
            resources.stream()
                    .filter(list -> list != ImednetResource.RECORDS)
                    .forEach(list -> recorded.put(tableKey(list), names.get(list)));
        }
        return recorded;
    }

    /** The setting that names a list's table. */
    public static String tableKey(ImednetResource list) {
        return list == ImednetResource.RECORDS
                ? SnowflakeKeys.TABLE.key()
                : Objects.requireNonNull(TABLES.get(list)).key();
    }

    static ListSettings read(SettingsReader settings, String recordsTable) {
        @Nullable String prefix = prefix(settings);
        Map<ImednetResource, String> names = new EnumMap<>(ImednetResource.class);
        names.put(ImednetResource.RECORDS, recordsTable);
        TABLES.forEach((resource, setting) -> names.put(resource, settings.get(setting)));
        ListSettings read =
                new ListSettings(
                        resources(settings.get(ExportKeys.RESOURCES), settings),
                        names,
                        prefix,
                        settings.get(ImednetSettings.INCLUDE_INACTIVE));
        read.requireTablesOfTheirOwn(settings);
        return read;
    }

    /**
     * The same tables, of which these lists are exported.
     *
     * @param wanted their names, or {@code all}
     * @throws ExportConfigurationException if one is unknown, or two have one table
     */
    ListSettings of(List<String> wanted) {
        SettingsReader problems = new SettingsReader(key -> Optional.empty());
        ListSettings others = new ListSettings(resources(wanted, problems), names, prefix, includeInactive);
        others.requireTablesOfTheirOwn(problems);
        problems.throwIfBad();
        return others;
    }

    private static List<ImednetResource> resources(List<String> names, SettingsReader settings) {
        List<String> wanted = names.isEmpty() ? List.of(ImednetResource.RECORDS.path()) : names;
        wanted.stream()
                .filter(name -> !name.equals(EVERYTHING) && ImednetResource.named(name).isEmpty())
                .forEach(name -> settings.problem("export.resources has '" + name + "', which is not a list of the"
                        + " API: use " + EVERYTHING + " or some of " + String.join(", ", ImednetResource.paths())));
        return Stream.concat(
                        Arrays.stream(ImednetResource.values()).filter(list -> list != ImednetResource.RECORDS),
                        Stream.of(ImednetResource.RECORDS))
                .filter(list -> wanted.contains(EVERYTHING) || wanted.contains(list.path()))
                .toList();
    }

    private static @Nullable String prefix(SettingsReader settings) {
        @Nullable String prefix = settings.get(TABLE_PREFIX);
        if (prefix != null && !prefix.matches("[A-Za-z_][A-Za-z0-9_$]*")) {
            settings.problem("snowflake.table-prefix is '" + prefix + "': it begins with a letter or _, and has only"
                    + " letters, digits, _ and $");
            return null;
        }
        return prefix;
    }

    /** A name in double quotes, or one that needs them, has its own case; the prefix then is in upper case. */
    public static @Nullable String prefixed(@Nullable String prefix, @Nullable String name) {
        if (prefix == null || name == null) {
            return name;
        }
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        if (quoted) {
            return '"' + prefix.toUpperCase(Locale.ROOT) + name.substring(1);
        }
        boolean plain = name.matches("[A-Za-z0-9_$]+");
        return (plain ? prefix : prefix.toUpperCase(Locale.ROOT)) + name;
    }

    private void requireTablesOfTheirOwn(SettingsReader settings) {
        Map<String, List<String>> listsByTable = new HashMap<>();
        resources.stream().filter(list -> names.get(list) != null).forEach(list -> listsByTable
                .computeIfAbsent(
                        Objects.requireNonNull(table(list)).toUpperCase(Locale.ROOT), table -> new ArrayList<>())
                .add(list.path()));
        listsByTable.forEach((table, lists) -> {
            if (lists.size() > 1) {
                settings.problem("The lists " + String.join(", ", lists) + " are to be exported to one table, " + table
                        + ": give each a table of its own");
            }
            if (table.length() > LONGEST_NAME) {
                settings.problem("The table of " + lists.get(0) + " has a name of more than " + LONGEST_NAME
                        + " characters with snowflake.table-prefix");
            }
        });
    }

    private static Map<ImednetResource, Setting<String>> tableSettings() {
        Map<ImednetResource, Setting<String>> tables = new EnumMap<>(ImednetResource.class);
        Arrays.stream(ImednetResource.values()).filter(list -> list != ImednetResource.RECORDS).forEach(list -> tables
                .put(list, GROUP.identifier(
                        "snowflake." + list.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-table",
                        list.name(),
                        "table of the list " + list.path())));
        return tables;
    }
}
