package io.github.imednet.snowflake.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All settings, in the order in which they are described to people. */
public final class SettingsCatalog {

    /**
     * Settings that belong together.
     *
     * @param title a heading
     * @param page of the folder docs that tells more of them, or null
     */
    public record Section(String title, @Nullable String page, List<Setting<?>> settings) {}

    private static final List<Section> SECTIONS = List.of(
            new Section("iMednet", null, ImednetSettings.ALL),
            new Section("Snowflake", "connecting.md", SnowflakeKeys.ALL),
            new Section("The export", null, ExportKeys.ALL),
            new Section("A view for each form", "form-views.md", FormViewSettings.ALL),
            new Section("The tables of lists other than records", null, ListSettings.OF_TABLES),
            new Section("Only what changed", "exports.md", IncrementalSettings.ALL),
            new Section("Retries, ledger and lock", null, SharedSettings.ALL),
            new Section("Health and metrics over HTTP", "operations.md", ObserveSettings.ALL),
            new Section("Object storage, where export.upload says so", "object-storage.md", ObjectStorage.ALL),
            new Section("Studies on Kafka", "queue.md", QueueSettings.ALL),
            new Section("Queries", "query.md", QuerySettings.ALL),
            new Section("Ingestion of any rows", "ingest.md", IngestSettings.ALL));

    private static final Map<String, Setting<?>> BY_KEY = SECTIONS.stream()
            .flatMap(section -> section.settings().stream())
            .collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity()));

    private SettingsCatalog() {}

    public static List<Section> sections() {
        return SECTIONS;
    }

    /** The setting of this key, if it is one. */
    public static Optional<Setting<?>> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** The setting of this key, which must be one. */
    public static Setting<?> get(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(key + " is not a setting"));
    }
}
