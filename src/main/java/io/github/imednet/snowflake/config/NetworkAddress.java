package io.github.imednet.snowflake.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where a server takes connections. */
public record NetworkAddress(String host, int port) {

    private static final int MOST_TIMEOUTS = 2;

    public static NetworkAddress of(URI url) {
        int standardPort = "http".equals(url.getScheme()) ? 80 : 443;
        return new NetworkAddress(url.getHost(), url.getPort() < 0 ? standardPort : url.getPort());
    }

    /**
     * What the driver connects to: Snowflake, or the proxy of its own properties.
     *
     * @return nothing where the JVM's properties name a proxy, which the driver reads by rules of its own
     */
    public static Optional<NetworkAddress> ofSnowflake(ConnectionSettings snowflake) {
        Map<String, String> driver = snowflake.driverProperties();
        if ("true".equalsIgnoreCase(driver.get("useProxy")) && driver.containsKey("proxyHost")) {
            int port = Integer.parseInt(driver.getOrDefault("proxyPort", "80"));
            return Optional.of(new NetworkAddress(driver.get("proxyHost"), port));
        }
        return Boolean.getBoolean("http.useProxy") ? Optional.empty() : Optional.of(of(snowflake.url()));
    }

    /**
     * Connects to the addresses of the host, one after the other until one answers, and sends nothing.
     *
     * @param timeout for each address
     * @return why none of them takes a connection, or nothing if one does
     */
    public Optional<String> problem(Duration timeout) {
        String problem = "unknown host";
        int timeouts = 0;
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
                    return Optional.empty();
                } catch (SocketTimeoutException e) {
                    problem = "no answer within " + timeout.toSeconds() + " s";
                    timeouts++;
                } catch (IOException e) {
                    problem = String.valueOf(e.getMessage());
                }
                if (timeouts == MOST_TIMEOUTS) {
                    break;
                }
            }
        } catch (UnknownHostException e) {
            return Optional.of(problem);
        }
        return Optional.of(problem);
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
