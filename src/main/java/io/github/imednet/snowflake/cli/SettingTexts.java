package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.Setting;
import io.github.imednet.snowflake.config.SettingsCatalog;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What the help says of options and arguments that are settings: the catalog's description, the setting's key, and
 * its default. An option is a setting's if the setting's key is its {@code descriptionKey}.
 */
final class SettingTexts extends ResourceBundle {

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return SettingsCatalog.find(key).map(SettingTexts::text).orElse(null);
    }

    @Override
    public Enumeration<String> getKeys() {
        List<String> keys = SettingsCatalog.sections().stream()
                .flatMap(section -> section.settings().stream())
                .<String>map(Setting::key)
                .toList();
        return Collections.enumeration(keys);
    }

    private static String text(Setting<?> setting) {
        String description = capitalized(setting.description()).replace("`", "").replace("%", "%%");
        String byDefault = setting.defaultValue() == null ? "" : "; default: " + setting.defaultValue();
        return description + " (" + setting.key() + byDefault + ")";
    }

    /** A value that comes first, between backticks, stays as it is typed. */
    private static String capitalized(String phrase) {
        return phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
    }
}
