package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ImednetResource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run claims in Snowflake for itself.
 *
 * @param studyKey the study; empty for a batch of which the records are not all of one
 * @param resource the list of the study that the run works on
 * @param batchId the only batch that the run writes, or null if it loads the study as a whole
 * @param id what the lock's row has: the id of the run, or the id, a slash and more
 * @param owner host and process, for people to find it
 * @param deadRuns ids of runs that are known to have ended: their claims are void
 */
public record LockClaim(
        String studyKey,
        ImednetResource resource,
        @Nullable String batchId,
        String id,
        String owner,
        Set<String> deadRuns) {

    public LockClaim {
        deadRuns = Set.copyOf(deadRuns);
    }

    /** The same for another list of the study. */
    public LockClaim of(ImednetResource list) {
        return new LockClaim(studyKey, list, batchId, id, owner, deadRuns);
    }
}
