package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.report.Reports;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * Shows the exports of a Camel context in its developer console: runs, batches, loads, locks. Camel finds it by its
 * name in META-INF/services, where it has a console at all. It has no secrets and no values of the study.
 */
public final class RunConsole extends AbstractDevConsole {

    static final String ID = "imednet";
    private static final String BEAN = "exportRuns";

    public RunConsole() {
        super("imednet", ID, "Exports to Snowflake", "Exports that are under way, and the latest one that has ended");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        exports().forEach((name, export) -> {
            text.append("%s: %d under way%n".formatted(name, underWay(export)));
            export.status().forEach(run -> text.append("    ").append(line(run)));
            export.claimsUnderWay().forEach(claim -> text.append("    Claim in Snowflake: %s%n".formatted(claim)));
        });
        return text.isEmpty() ? "There are no exports in this Camel context%n".formatted() : text.toString();
    }

    private static String line(RunStatus run) {
        ExportSummary summary = run.summary();
        return ("Run %s of %s (%s) into %s, %s since %s: %d pages, %d records of %d, %d batches, %d files written,"
                        + " %d PUTs, %d COPYs, %d rows loaded, %d there already, %d retries; %s%s%n")
                .formatted(
                        summary.runId(), summary.studyKey(), list(summary), run.table(), state(run), run.started(),
                        summary.pages(), summary.recordsRead(), summary.recordsAnnounced(), summary.batches(),
                        summary.files(), summary.puts(), summary.copies(), summary.rowsLoaded(),
                        summary.rowsAlreadyLoaded(), summary.retries(),
                        run.locked() ? "locked by " + run.owner() : "no lock",
                        summary.error() == null ? "" : "; " + Reports.error(summary.error()));
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray all = new JsonArray();
        exports().forEach((name, export) -> {
            JsonArray runs = new JsonArray();
            export.status().forEach(run -> runs.add(json(run)));
            JsonObject one = new JsonObject();
            one.put("name", name);
            one.put("underWay", underWay(export));
            one.put("runs", runs);
            one.put("claims", new JsonArray(export.claimsUnderWay()));
            all.add(one);
        });
        JsonObject root = new JsonObject();
        root.put("exports", all);
        return root;
    }

    private static JsonObject json(RunStatus run) {
        ExportSummary summary = run.summary();
        JsonObject json = new JsonObject();
        json.put("runId", summary.runId());
        json.put("studyKey", summary.studyKey());
        json.put("list", list(summary));
        json.put("table", run.table());
        json.put("state", state(run));
        json.put("started", run.started().toString());
        json.put("seconds", summary.seconds());
        json.put("pages", summary.pages());
        json.put("recordsAnnounced", summary.recordsAnnounced());
        json.put("recordsRead", summary.recordsRead());
        json.put("batches", summary.batches());
        json.put("filesWritten", summary.files());
        json.put("puts", summary.puts());
        json.put("copies", summary.copies());
        json.put("rowsLoaded", summary.rowsLoaded());
        json.put("rowsAlreadyLoaded", summary.rowsAlreadyLoaded());
        json.put("rowsReplaced", summary.rowsReplaced());
        json.put("retries", summary.retries());
        json.put("reconciled", summary.reconciled());
        json.put("locked", run.locked());
        json.put("owner", run.owner());
        json.put("error", summary.error() == null ? null : Reports.error(summary.error()));
        return json;
    }

    private static String state(RunStatus run) {
        if (run.underWay()) {
            return "under way";
        }
        return run.summary().error() == null ? "ended" : "failed";
    }

    private static String list(ExportSummary summary) {
        return summary.list() == null ? "records" : summary.list();
    }

    private static long underWay(ExportRuns export) {
        List<RunStatus> status = export.status();
        return status.stream().filter(RunStatus::underWay).count();
    }

    /** By the name under which they were added to the context; those without one are {@code export}. */
    private Map<String, ExportRuns> exports() {
        Map<String, ExportRuns> exports = new TreeMap<>();
        getCamelContext().getRegistry().findByTypeWithName(ExportRuns.class).forEach((bean, runs) ->
                exports.put(bean.equals(BEAN) ? "export" : bean.replaceFirst('-' + BEAN + '$', ""), runs));
        return exports;
    }
}
