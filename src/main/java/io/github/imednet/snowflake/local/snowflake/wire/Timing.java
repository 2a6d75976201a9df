package io.github.imednet.snowflake.local.snowflake.wire;

import java.time.Clock;
import java.time.Duration;

/**
 * How long things take.
 *
 * @param clock what tokens are checked against
 * @param hold how long a request waits for a running statement before it is answered "in progress"
 * @param tokenValidity of a session token, until it must be renewed
 * @param masterValidity of the token that renews it
 * @param patience how long a query runs on that nobody asks the result of
 * @param putLatency added to every PUT
 * @param copyLatency added to every COPY
 */
public record Timing(
        Clock clock,
        Duration hold,
        Duration patience,
        Duration tokenValidity,
        Duration masterValidity,
        Duration putLatency,
        Duration copyLatency) {

    /** As Snowflake has it: requests held for 45 seconds, tokens for one hour and for four. */
    public static Timing real(Duration putLatency, Duration copyLatency) {
        return new Timing(
                Clock.systemUTC(),
                Duration.ofSeconds(45),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofHours(4),
                putLatency,
                copyLatency);
    }

    public Timing withClock(Clock other) {
        return new Timing(other, hold, patience, tokenValidity, masterValidity, putLatency, copyLatency);
    }

    public Timing withHold(Duration other) {
        return new Timing(clock, other, patience, tokenValidity, masterValidity, putLatency, copyLatency);
    }

    public Timing withPatience(Duration other) {
        return new Timing(clock, hold, other, tokenValidity, masterValidity, putLatency, copyLatency);
    }
}
