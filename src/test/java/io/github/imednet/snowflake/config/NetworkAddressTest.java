package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkAddressTest {

    private static final String PROPERTIES = "snowflake.driver-properties";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @Test
    void whereAProxyOfTheJvmIsBetweenNobodyConnectsToSnowflakeItself() {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(InetSocketAddress.createUnresolved("proxy.example.com", 3128)));
        try {
            assertThat(ofSnowflake(Map.of())).isEmpty();
        } finally {
            ProxySelector.setDefault(before);
        }
        assertThat(ofSnowflake(Map.of())).contains(new NetworkAddress("acme.snowflakecomputing.com", 443));
    }

    @Test
    void theDriversOwnProxyIsConnectedToUnlessItIsNotForAllHosts() {
        String proxy = "useProxy=true&proxyHost=proxy.example.com&proxyPort=3128";

        assertThat(ofSnowflake(Map.of(PROPERTIES, proxy))).contains(new NetworkAddress("proxy.example.com", 3128));
        assertThat(ofSnowflake(Map.of(PROPERTIES, proxy + "&nonProxyHosts=*.example.com"))).isEmpty();
    }

    @Test
    void aPortThatTakesConnectionsIsTold() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(new NetworkAddress("localhost", server.getLocalPort()).problem(TIMEOUT)).isEmpty();
            server.close();
            assertThat(new NetworkAddress("localhost", server.getLocalPort()).problem(TIMEOUT)).isPresent();
        }
        assertThat(new NetworkAddress("no-such-host.invalid", 443).problem(TIMEOUT)).contains("unknown host");
    }

    private static Optional<NetworkAddress> ofSnowflake(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "snowflake.account", "acme", "snowflake.user", "LOADER", "snowflake.password", "p",
                "snowflake.database", "D", "snowflake.schema", "S", "snowflake.warehouse", "W"));
        settings.putAll(others);
        return NetworkAddress.ofSnowflake(ConnectionSettings.read(key -> Optional.ofNullable(settings.get(key))));
    }
}
