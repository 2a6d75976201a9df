package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.run.ExportSummary;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether the last export of each study was done and reconciled; before the first one all is well. It tells no more
 * than which run it was: why it failed is in the log, which not everybody can read.
 */
final class LastRunCheck extends AbstractHealthCheck {

    private final Map<String, String> failedRuns = new TreeMap<>();

    LastRunCheck(String id) {
        super("imednet-snowflake", id);
    }

    synchronized void ended(ExportSummary run) {
        if (run.reconciled() && run.error() == null) {
            failedRuns.remove(run.studyKey());
        } else {
            failedRuns.put(run.studyKey(), run.runId());
        }
    }

    @Override
    protected synchronized void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (failedRuns.isEmpty()) {
            result.up();
        } else {
            result.message("Not done and reconciled, see the log: study and run " + failedRuns).down();
        }
    }
}
