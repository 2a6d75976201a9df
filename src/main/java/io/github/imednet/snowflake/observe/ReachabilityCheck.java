package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.NetworkAddress;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server takes connections. Nothing is sent, so that it costs the server nothing and no key is on its way;
 * and it is asked at most every few seconds, however often somebody wants to know.
 */
final class ReachabilityCheck extends AbstractHealthCheck {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final @Nullable NetworkAddress address;
    private boolean looked;
    private long lookedAt;
    private @Nullable String problem;

    static ReachabilityCheck ofImednet(String id, ExportSettings settings) {
        return new ReachabilityCheck(id, NetworkAddress.of(settings.imednet().baseUrl()));
    }

    static ReachabilityCheck ofSnowflake(String id, ExportSettings settings) {
        return new ReachabilityCheck(id, NetworkAddress.ofSnowflake(settings.snowflake()).orElse(null));
    }

    /** @param address null where it is not known what would have to be reached */
    private ReachabilityCheck(String id, @Nullable NetworkAddress address) {
        super("imednet-snowflake", id);
        this.address = address;
    }

    /** Camel asks one at a time. */
    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (!looked || System.nanoTime() - lookedAt > FRESH_NANOS) {
            problem = address == null ? null : address.problem(TIMEOUT).orElse(null);
            lookedAt = System.nanoTime();
            looked = true;
        }
        if (problem == null) {
            result.up();
        } else {
            result.message(address + " cannot be reached: " + problem).down();
        }
    }
}
