package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.PrivacySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Policies from texts, as the settings have them from files. */
final class Policies {

    static final String KEY = "0123456789abcdef0123456789abcdef";

    private Policies() {}

    static PrivacySettings settings(Path directory, String policy, String key) throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), policy);
        Map<String, String> settings = key == null
                ? Map.of("export.privacy-policy", file.toString())
                : Map.of("export.privacy-policy", file.toString(), "export.privacy-key", key);
        return PrivacySettings.read(name -> Optional.ofNullable(settings.get(name)));
    }
}
