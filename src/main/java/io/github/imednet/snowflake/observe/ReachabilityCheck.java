package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.config.ExportSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
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

    private static final int TIMEOUT_MILLIS = 2000;
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final String host;
    private final int port;
    private boolean looked;
    private long lookedAt;
    private @Nullable String problem;

    static ReachabilityCheck ofImednet(String id, ExportSettings settings) {
        return of(id, settings.imednet().baseUrl());
    }

    /** Where the driver goes by way of a proxy, the proxy is what must be reached. */
    static ReachabilityCheck ofSnowflake(String id, ExportSettings settings) {
        Map<String, String> driver = settings.snowflake().driverProperties();
        if ("true".equalsIgnoreCase(driver.get("useProxy")) && driver.containsKey("proxyHost")) {
            return new ReachabilityCheck(
                    id, driver.get("proxyHost"), Integer.parseInt(driver.getOrDefault("proxyPort", "80")));
        }
        return of(id, settings.snowflake().url());
    }

    private static ReachabilityCheck of(String id, URI address) {
        int standardPort = "http".equals(address.getScheme()) ? 80 : 443;
        return new ReachabilityCheck(id, address.getHost(), address.getPort() < 0 ? standardPort : address.getPort());
    }

    private ReachabilityCheck(String id, String host, int port) {
        super("imednet-snowflake", id);
        this.host = host;
        this.port = port;
    }

    /** Camel asks one at a time. */
    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (!looked || System.nanoTime() - lookedAt > FRESH_NANOS) {
            problem = connect();
            lookedAt = System.nanoTime();
            looked = true;
        }
        if (problem == null) {
            result.up();
        } else {
            result.message(host + ":" + port + " cannot be reached: " + problem).down();
        }
    }

    private @Nullable String connect() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            return null;
        } catch (IOException e) {
            return e instanceof UnknownHostException ? "unknown host" : e.getMessage();
        }
    }
}
