package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.run.ExportSummary;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether the last export of each list of each study was done and reconciled; before the first one all is well. It
 * tells no more than which run it was: why it failed is in the log, which not everybody can read.
 */
final class LastRunCheck extends AbstractHealthCheck {

    private final Map<String, FailedLists> studies = new TreeMap<>();

    LastRunCheck(String id) {
        super("imednet-snowflake", id);
    }

    synchronized void ended(ExportSummary export) {
        String study = String.valueOf(export.studyKey());
        FailedLists failed = studies.computeIfAbsent(study, key -> new FailedLists());
        failed.ended(export);
        if (failed.isEmpty()) {
            studies.remove(study);
        }
    }

    @Override
    protected synchronized void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (studies.isEmpty()) {
            result.up();
        } else {
            result.message("Not done and reconciled, see the log: study, list and run " + studies).down();
        }
    }
}
