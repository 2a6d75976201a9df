package io.github.imednet.snowflake.load;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of a load.
 *
 * @param send what is to be sent, or null for nothing
 * @param present what is loaded already, or null for nothing
 * @param force whether COPY is to load files though Snowflake's own load history may know them: the ledger knows
 *     better, after a forced reload, a table that lost its rows, or an attempt that was rolled back
 * @param rowsMissing whether the ledger has rows of the load's files in the table that this role does not see there:
 *     somebody deleted them, or a policy hides them
 */
public record LoadDecision(@Nullable Load send, @Nullable LoadReceipt present, boolean force, boolean rowsMissing) {}
