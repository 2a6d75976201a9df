package io.github.imednet.snowflake.load;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of a load.
 *
 * @param send what is to be sent, or null for nothing
 * @param present what is loaded already, or null for nothing
 * @param mayReplace whether rows of the study, or entries of the ledger, may be there that the load replaces: some are
 *     known, a reload is forced, or an earlier attempt may have been committed
 * @param rowsMissing whether the ledger has rows of the load's files in the table that this role does not see there:
 *     somebody deleted them, or a policy hides them
 */
public record LoadDecision(
        @Nullable Load send, @Nullable LoadReceipt present, boolean mayReplace, boolean rowsMissing) {}
