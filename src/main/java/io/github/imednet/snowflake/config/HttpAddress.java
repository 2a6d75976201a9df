package io.github.imednet.snowflake.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The address of a server: a scheme, http or https, and a host, perhaps with a port and a path. */
record HttpAddress(URI uri) {

    /** @return null for what is no such address, also for one with a user in it; a slash at its end is taken off */
    static @Nullable HttpAddress parse(String value) {
        try {
            URI uri = URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
            boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return uri.getHost() != null && known && uri.getUserInfo() == null ? new HttpAddress(uri) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether nobody else reads what travels: https, or plain http that does not leave this machine. */
    boolean isSafe() {
        return uri.getScheme().equals("https") || isLoopback(uri.getHost());
    }

    private static boolean isLoopback(String host) {
        try {
            return host.equals("localhost")
                    || host.matches("[0-9.]+|\\[.*]") && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
