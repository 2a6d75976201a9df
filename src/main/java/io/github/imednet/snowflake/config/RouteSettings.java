package io.github.imednet.snowflake.config;

import java.util.Optional;
import java.util.Set;

/**
 * Settings whose text the routes take as it is, as Camel gives it to them: a blank at an end of it would be a part of a
 * name or of a time, or choose another way, and a text that is set and empty is not the default.
 */
final class RouteSettings {

    static final Set<String> KEYS = Set.of(
            "imednet.base-url", "export.schedule", "export.load-interval", "export.upload",
            "export.s3.bucket", "export.azure-blob.account", "export.azure-blob.container",
            "export.google-storage.bucket", "queue.brokers", "queue.topic", "queue.results-topic",
            "queue.dead-letter-topic", "queue.quota-topic", "queue.group", "queue.studies-at-once", "queue.work");

    private RouteSettings() {}

    /** What the routes would read otherwise than whoever checks settings, as a problem to tell. */
    static Optional<String> problem(Setting<?> setting, String value) {
        if (!KEYS.contains(setting.key())) {
            return Optional.empty();
        }
        if (!value.equals(value.strip())) {
            return Optional.of(setting.key() + " is '" + SettingsReader.printable(value)
                    + "', with a blank before or after it: take it off");
        }
        boolean isFlag = "false".equals(setting.defaultValue());
        if (isFlag && value.equalsIgnoreCase("true") && !value.equals("true")) {
            return Optional.of(setting.key() + " is '" + value + "': write true in lower case");
        }
        return value.isEmpty() && setting.defaultValue() != null
                ? Optional.of(setting.key() + " is set to nothing: leave it out for " + setting.defaultValue())
                : Optional.empty();
    }
}
