package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings for tests that reach no server. */
public final class SettingsOf {

    private SettingsOf() {}

    public static ExportSettings defaults(Map<String, String> others) {
        Map<String, String> all = new HashMap<>();
        for (String key : new String[] {
            "imednet.api-key", "imednet.security-key", "snowflake.account", "snowflake.user", "snowflake.password",
            "snowflake.database", "snowflake.warehouse", "snowflake.stage", "snowflake.table"
        }) {
            all.put(key, "x");
        }
        all.putAll(others);
        return ExportSettings.read(key -> Optional.ofNullable(all.get(key)));
    }
}
