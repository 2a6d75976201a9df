package io.github.imednet.snowflake.verify;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.github.imednet.snowflake.privacy.DecidedField;
import java.util.List;

/**
 * What a privacy policy does with a study; as JSON its names are in snake case.
 *
 * @param policyFile the policy's file
 * @param policyId as the ledger and the manifest have it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PolicyReport(
        String studyKey, String policyFile, String policyId, long apiRequests, List<DecidedField> fields) {}
