package io.github.imednet.snowflake.plan;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.load.LockClaim;
import io.github.imednet.snowflake.load.ReadOnlyRun;
import io.github.imednet.snowflake.run.Traffic;
import io.github.imednet.snowflake.views.FormViewsRun;
import io.github.imednet.snowflake.views.FormViewsState;

/** One list of a plan, as the statements about its table see it. */
final class PlannedList extends ReadOnlyRun implements FormViewsRun, Traffic {

    private final FormViewsState formViews = new FormViewsState();
    private volatile long announced;

    PlannedList(LockClaim claim, ImednetResource resource) {
        super(claim.of(resource));
    }

    long announced() {
        return announced;
    }

    void announced(long entities) {
        announced = entities;
    }

    /** Rows of the study in the table, none where there is no table. */
    long rows() {
        return table().hasStudyRows() ? table().found().studyRows() : 0;
    }

    /** Whether table and ledger are there. */
    boolean hasLedger() {
        return exists() && table().hasLedger();
    }

    /** Whether the table is there. */
    boolean exists() {
        return !table().columns().isEmpty();
    }

    @Override
    public FormViewsState formViews() {
        return formViews;
    }
}
