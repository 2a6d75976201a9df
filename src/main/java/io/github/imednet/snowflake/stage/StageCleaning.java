package io.github.imednet.snowflake.stage;

import io.github.imednet.snowflake.load.LockClaim;
import io.github.imednet.snowflake.load.LockHolder;
import io.github.imednet.snowflake.run.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One look at a study's files on the stage, or one removal of them. It travels with the exchanges. */
public final class StageCleaning implements Traffic, LockHolder {

    private final Instant started = Instant.now();
    private final LockClaim claim;
    private final boolean delete;
    private final LongAdder retries = new LongAdder();
    private volatile @Nullable Throwable failure;
    private volatile boolean locked;

    StageCleaning(LockClaim claim, boolean delete) {
        this.claim = claim;
        this.delete = delete;
    }

    @Override
    public void loadRetried(Duration waited) {
        retries.increment();
    }

    @Override
    public String id() {
        return claim.id();
    }

    @Override
    public LockClaim claim() {
        return claim;
    }

    String studyKey() {
        return claim.studyKey();
    }

    boolean deletes() {
        return delete;
    }

    @Override
    public void lockRequested() {
        locked = true;
    }

    @Override
    public boolean hasLock() {
        return locked;
    }

    void failed(Throwable cause) {
        failure = cause;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    long retries() {
        return retries.sum();
    }

    double seconds() {
        return Duration.between(started, Instant.now()).toMillis() / 1000.0;
    }
}
