package io.github.imednet.snowflake;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetSettings;
import io.github.imednet.snowflake.config.Setting;
import io.github.imednet.snowflake.config.SettingsLookup;
import io.github.imednet.snowflake.config.SharedSettings;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that an export or a sink needs to know, checked. What it does not say has the default of the setting. */
public final class SnowflakeExportConfig {

    private final Map<String, String> settings;
    private final Set<String> extras;
    private final ExportSettings read;

    private SnowflakeExportConfig(Map<String, String> settings, Set<String> extras, ExportSettings read) {
        this.settings = Map.copyOf(settings);
        this.extras = Set.copyOf(extras);
        this.read = read;
    }

    public static Builder builder() {
        return new Builder();
    }

    public String account() {
        return read.snowflake().account();
    }

    /** Null where the way of logging in needs none. */
    public @Nullable String user() {
        return read.snowflake().user();
    }

    public String database() {
        return read.snowflake().get(SnowflakeKeys.DATABASE);
    }

    public String schema() {
        return read.snowflake().get(SnowflakeKeys.SCHEMA);
    }

    public String warehouse() {
        return read.snowflake().get(SnowflakeKeys.WAREHOUSE);
    }

    public String stage() {
        return read.get(SnowflakeKeys.STAGE);
    }

    public String table() {
        return read.table();
    }

    public String stagePrefix() {
        return read.get(ExportKeys.STAGE_PREFIX);
    }

    /** Empty for a temporary directory. */
    public Optional<Path> localStagingDir() {
        return Optional.ofNullable(read.get(ExportKeys.LOCAL_STAGING_DIR));
    }

    /** Empty for no manifest. */
    public Optional<Path> manifestPath() {
        return Optional.ofNullable(read.get(ExportKeys.MANIFEST_PATH));
    }

    public int batchSize() {
        return read.get(ExportKeys.BATCH_SIZE);
    }

    public int maxRetries() {
        return read.retries().most();
    }

    public Duration retryBackoff() {
        return read.retries().backoff();
    }

    public boolean idempotent() {
        return read.idempotent();
    }

    /** The other settings that were given, by their keys; a secret among them is not left out. */
    public Map<String, String> extra() {
        Map<String, String> extra = new TreeMap<>(settings);
        extra.keySet().retainAll(extras);
        return extra;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SnowflakeExportConfig" + read.recorded();
    }

    void requireKeys() {
        read.requireKeys();
    }

    /** By their keys, the secrets among them. */
    Map<String, String> settings() {
        return settings;
    }

    /** Takes the settings one by one; {@link #build} checks them together. */
    public static final class Builder {

        private final Map<String, String> settings = new LinkedHashMap<>();
        private final Set<String> extras = new HashSet<>();

        private Builder() {}

        /** Account identifier, such as {@code myorg-myaccount}; required. */
        public Builder account(@Nullable String account) {
            return set(SnowflakeKeys.ACCOUNT, account);
        }

        /** Address of the server, where it is not the account's own. */
        public Builder url(@Nullable String url) {
            return set(SnowflakeKeys.URL, url);
        }

        /** User name; required. */
        public Builder user(@Nullable String user) {
            return set(SnowflakeKeys.USER, user);
        }

        /** Never shown and never logged. */
        public Builder password(@Nullable String password) {
            return set(SnowflakeKeys.PASSWORD, password);
        }

        /** Database of table and stage; required. */
        public Builder database(@Nullable String database) {
            return set(SnowflakeKeys.DATABASE, database);
        }

        /** Schema of table and stage; {@code PUBLIC} by default. */
        public Builder schema(@Nullable String schema) {
            return set(SnowflakeKeys.SCHEMA, schema);
        }

        /** Warehouse that runs COPY; required. */
        public Builder warehouse(@Nullable String warehouse) {
            return set(SnowflakeKeys.WAREHOUSE, warehouse);
        }

        /** Stage for the Parquet files; required. */
        public Builder stage(@Nullable String stage) {
            return set(SnowflakeKeys.STAGE, stage);
        }

        /** Target table; required. */
        public Builder table(@Nullable String table) {
            return set(SnowflakeKeys.TABLE, table);
        }

        /** Path inside the stage; {@code imednet} by default. */
        public Builder stagePrefix(@Nullable String stagePrefix) {
            return set(ExportKeys.STAGE_PREFIX, stagePrefix);
        }

        /** Keeps the Parquet files in this directory; without it they are temporary. */
        public Builder localStagingDir(@Nullable Path localStagingDir) {
            return set(ExportKeys.LOCAL_STAGING_DIR, localStagingDir);
        }

        /** Appends a JSON line for each loaded batch to this file; without it there is no manifest. */
        public Builder manifestPath(@Nullable Path manifestPath) {
            return set(ExportKeys.MANIFEST_PATH, manifestPath);
        }

        /** Records per Parquet file of an export; 500 by default. */
        public Builder batchSize(int batchSize) {
            return set(ExportKeys.BATCH_SIZE, batchSize);
        }

        /** Attempts after the first failed one; 3 by default, 0 for none. */
        public Builder maxRetries(int maxRetries) {
            return set(SharedSettings.MAX_RETRIES, maxRetries);
        }

        /** Wait before the first of them, which doubles with each; a second by default. */
        public Builder retryBackoff(@Nullable Duration retryBackoff) {
            return set(SharedSettings.RETRY_BACKOFF, retryBackoff == null ? null : retryBackoff.toMillis() / 1000.0);
        }

        /** Whether what is loaded is not sent again; true by default. */
        public Builder idempotent(boolean idempotent) {
            return set(ExportKeys.IDEMPOTENT, idempotent);
        }

        /** The two keys of iMednet's API, which a sink does not need. */
        public Builder imednetKeys(@Nullable String apiKey, @Nullable String securityKey) {
            return set(ImednetSettings.API_KEY, apiKey).set(ImednetSettings.SECURITY_KEY, securityKey);
        }

        /** Any other settings, by their keys, such as {@code imednet.base-url}. */
        public Builder extra(Map<String, ?> extra) {
            extra.forEach(this::extra);
            return this;
        }

        /**
         * One of them.
         *
         * @param value null for the default
         */
        public Builder extra(String key, @Nullable Object value) {
            extras.add(Objects.requireNonNull(key, "the key of a setting"));
            return set(key, value);
        }

        private Builder set(Setting<?> setting, @Nullable Object value) {
            return set(setting.key(), value);
        }

        private Builder set(String key, @Nullable Object value) {
            if (value == null) {
                settings.remove(key);
            } else {
                settings.put(key, value.toString());
            }
            return this;
        }

        /**
         * Checks everything. Without both keys of iMednet's API it is a sink's config.
         *
         * @throws ExportConfigurationException naming all that is missing, bad or no setting
         */
        public SnowflakeExportConfig build() {
            Map<String, String> all = new LinkedHashMap<>(settings);
            if (!all.containsKey(ImednetSettings.API_KEY.key())
                    && !all.containsKey(ImednetSettings.SECURITY_KEY.key())) {
                all.putIfAbsent(ExportKeys.SINK_ONLY.key(), "true");
            }
            return new SnowflakeExportConfig(all, extras, ExportSettings.read(SettingsLookup.of(all)));
        }
    }
}
