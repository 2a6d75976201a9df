package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another run is loading the study, or the batch, into the same table: this one loads nothing, or nothing more where
 * Snowflake did not show them each other at once. A service that exports on request can answer with HTTP status 409,
 * and with what this says.
 */
public final class RunInProgressException extends ExportConfigurationException {

    private static final long serialVersionUID = 1L;

    private final String runId;
    private final String owner;
    private final @Nullable Instant since;
    private final Instant leaseEnd;

    RunInProgressException(String what, String table, LockRow other) {
        super(List.of("Run " + other.runId() + " (" + other.owner()
                + (other.since() == null ? "" : ", since " + other.since()) + ") is loading " + what + " into "
                + table + ": wait for its end. If that process is gone, its claim ends at " + other.leaseEnd()));
        this.runId = other.runId();
        this.owner = other.owner();
        this.since = other.since();
        this.leaseEnd = other.leaseEnd();
    }

    /** The id of the run at work, as {@code imednet runs} lists it where it was started. */
    public String runId() {
        return runId;
    }

    /** Its process and host, for people to find it. */
    public String owner() {
        return owner;
    }

    /** Since when it has the study, by Snowflake's clock; empty if a version before this one started it. */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /** When its claim ends by itself if its process is gone, by Snowflake's clock; one that is alive moves this on. */
    public Instant leaseEnd() {
        return leaseEnd;
    }
}
