package io.github.imednet.snowflake.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The process that a run is, or was, for people to find it. Nothing is decided by it: in containers hosts have new
 * names at each start, and processes the same numbers.
 *
 * @param host name of its machine
 */
public record RunOwner(String host, long process) {

    public static RunOwner current() {
        return new RunOwner(hostName(), ProcessHandle.current().pid());
    }

    @Override
    public String toString() {
        return "process " + process + " on " + host;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unknown host";
        }
    }
}
