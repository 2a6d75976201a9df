package io.github.imednet.snowflake.config;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who says what the identity of a workload is.
 *
 * @param provider AWS, AZURE, GCP or OIDC; the last one takes the token that is set
 * @param entraResource the resource to ask Entra for (AZURE), or null for Snowflake's
 * @param impersonationPath the accounts to become one after the other, with commas between (AWS, GCP), or null
 */
public record WorkloadIdentity(
        @Nullable String provider, @Nullable String entraResource, @Nullable String impersonationPath) {

    private static final Set<String> PROVIDERS = Set.of("AWS", "AZURE", "GCP", "OIDC");
    private static final Setting<String> PROVIDER = SnowflakeKeys.WORKLOAD_IDENTITY_PROVIDER;

    static WorkloadIdentity read(SettingsReader settings) {
        String provider = settings.required(PROVIDER);
        if (provider != null && !PROVIDERS.contains(provider.trim().toUpperCase(Locale.ROOT))) {
            settings.problem(PROVIDER.key() + " is none of AWS, AZURE, GCP, OIDC");
        }
        return new WorkloadIdentity(
                provider == null ? null : provider.trim().toUpperCase(Locale.ROOT),
                settings.get(SnowflakeKeys.WORKLOAD_IDENTITY_ENTRA_RESOURCE),
                settings.get(SnowflakeKeys.WORKLOAD_IDENTITY_IMPERSONATION_PATH));
    }

    boolean needsToken() {
        return "OIDC".equals(provider);
    }
}
