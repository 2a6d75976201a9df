package io.github.imednet.snowflake.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Where a server takes connections. */
public record NetworkAddress(String host, int port) {

    private static final int MOST_ADDRESSES = 16;

    public static NetworkAddress of(URI url) {
        int standardPort = "http".equals(url.getScheme()) ? 80 : 443;
        return new NetworkAddress(url.getHost(), url.getPort() < 0 ? standardPort : url.getPort());
    }

    /**
     * What the driver connects to: Snowflake, or the proxy of its own properties.
     *
     * @return nothing where that is decided by rules of its own: by the JVM's proxies, or by hosts without a proxy
     */
    public static Optional<NetworkAddress> ofSnowflake(ConnectionSettings snowflake) {
        Map<String, String> driver = snowflake.driverProperties();
        if ("true".equalsIgnoreCase(driver.get("useProxy"))) {
            String host = driver.get("proxyHost");
            String port = driver.getOrDefault("proxyPort", "80");
            return host == null || driver.containsKey("nonProxyHosts") || !port.matches("\\d{1,5}")
                    ? Optional.empty()
                    : Optional.of(new NetworkAddress(host, Integer.parseInt(port)));
        }
        return Boolean.getBoolean("http.useProxy") || hasProxy(snowflake.url())
                ? Optional.empty()
                : Optional.of(of(snowflake.url()));
    }

    /** By the JVM's properties or those of the system, or by what the application has set. */
    private static boolean hasProxy(URI url) {
        ProxySelector proxies = ProxySelector.getDefault();
        return proxies != null && proxies.select(url).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    /**
     * Connects to all addresses of the host at once, until one answers, and sends nothing.
     *
     * @return why none of them takes a connection, or nothing if one does
     */
    public Optional<String> problem(Duration timeout) {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "connect-to-" + host);
            thread.setDaemon(true);
            return thread;
        });
        try {
            threads.invokeAny(Stream.of(InetAddress.getAllByName(host))
                    .limit(MOST_ADDRESSES)
                    .map(address -> connection(address, timeout))
                    .toList());
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("unknown host");
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            return Optional.of(cause instanceof SocketTimeoutException
                    ? "no answer within " + timeout.toSeconds() + " s"
                    : String.valueOf(cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Boolean> connection(InetAddress address, Duration timeout) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
                return true;
            }
        };
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
