package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ImednetResource;

/** What looks at the table of an export with the export's own statements, and neither takes its lock nor loads. */
public abstract class ReadOnlyRun implements LoadRun {

    private final LockClaim claim;
    private final TableState table = new TableState();

    /** @param claim what an export of the study would claim */
    protected ReadOnlyRun(LockClaim claim) {
        this.claim = claim;
    }

    @Override
    public String studyKey() {
        return claim.studyKey();
    }

    @Override
    public ImednetResource resource() {
        return claim.resource();
    }

    @Override
    public TableState table() {
        return table;
    }

    @Override
    public LoadTarget target() {
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
        throw new IllegalStateException("What only reads takes no lock");
    }

    @Override
    public int loadBegins() {
        throw new IllegalStateException("What only reads loads nothing");
    }

    @Override
    public boolean hasLock() {
        return false;
    }
}
