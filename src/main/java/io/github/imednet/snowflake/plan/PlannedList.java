package io.github.imednet.snowflake.plan;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.load.LoadRun;
import io.github.imednet.snowflake.load.LoadTarget;
import io.github.imednet.snowflake.load.LockClaim;
import io.github.imednet.snowflake.load.TableState;
import io.github.imednet.snowflake.run.Traffic;
import org.jspecify.annotations.Nullable;

/** One list of a plan, as the statements about its table see it. */
final class PlannedList implements Traffic, LoadRun {

    private final LockClaim claim;
    private final ImednetResource resource;
    private final TableState table = new TableState();
    private volatile long announced;

    PlannedList(LockClaim claim, ImednetResource resource) {
        this.claim = claim;
        this.resource = resource;
    }

    long announced() {
        return announced;
    }

    void announced(long entities) {
        announced = entities;
    }

    /** Rows of the study in the table, none where it is not there. */
    long rows() {
        return exists() ? table.found().studyRows() : 0;
    }

    boolean exists() {
        return table.found() != null;
    }

    @Override
    public ImednetResource resource() {
        return resource;
    }

    @Override
    public String studyKey() {
        return claim.studyKey();
    }

    @Override
    public TableState table() {
        return table;
    }

    @Override
    public @Nullable LoadTarget target() {
        return table.found();
    }

    @Override
    public String id() {
        return claim.id();
    }

    @Override
    public LockClaim claim() {
        return claim;
    }

    @Override
    public void lockRequested() {
        throw new IllegalStateException("A plan takes no lock");
    }

    @Override
    public int loadBegins() {
        throw new IllegalStateException("A plan loads nothing");
    }

    @Override
    public boolean hasLock() {
        return false;
    }
}
