package io.github.imednet.snowflake.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * The process that a run is, or was.
 *
 * @param host name of its machine
 * @param started when the process started, which tells it from a later one with the same number; null if unknown
 */
record RunOwner(String host, long process, Instant started) {

    static RunOwner current() {
        ProcessHandle current = ProcessHandle.current();
        return new RunOwner(hostName(), current.pid(), current.info().startInstant().orElse(null));
    }

    /** Whether the process is known to have ended: it was on this machine, and is there no more. */
    boolean isGone() {
        return host.equals(hostName())
                && ProcessHandle.of(process)
                        .flatMap(found -> found.info().startInstant())
                        .filter(instant -> started == null || instant.equals(started))
                        .isEmpty();
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
