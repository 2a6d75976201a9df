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

    /** Rows of the study in the table, none where they were not counted. */
    long rows() {
        return isCounted() ? table.found().studyRows() : 0;
    }

    /** Whether the study's rows in the table were counted; for a table without lineage that takes the ledger. */
    boolean isCounted() {
        return table.found() != null;
    }

    /** Whether the table is there. */
    boolean exists() {
        return !table.columns().isEmpty();
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
