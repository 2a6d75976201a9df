package io.github.imednet.snowflake.run;

import java.time.Instant;

/**
 * How far a run of this process is, for people who look. It has no secrets and no values of the study.
 *
 * @param summary so far, or in the end
 * @param underWay whether the run goes on
 * @param locked whether it has claimed its study and table in Snowflake
 * @param owner host and process, as the claim has it
 * @param table that the run loads
 */
public record RunStatus(
        ExportSummary summary, Instant started, boolean underWay, boolean locked, String owner, String table) {}
