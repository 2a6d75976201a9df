package io.github.imednet.snowflake.load;

/** A verification as the statements that it asks see it. */
public interface VerifiedRun extends TableRun {

    TableFindings findings();
}
