package io.github.imednet.snowflake.privacy;

/** What reads from the API, and is told what the policy came across. */
public interface FiltersAnswers {

    PolicyFindings policyFindings();
}
