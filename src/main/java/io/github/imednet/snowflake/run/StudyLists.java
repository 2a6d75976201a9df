package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.run.StudyExport.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** Says which of a study's lists are exported, in which order, and how that ends. */
@RouteBean
public final class StudyLists {

    /** The property of the exchange that has the export of several lists. */
    static final String PROPERTY = "studyExport";

    /** The property of an exchange that exports one of these lists: the same export. */
    static final String PART = "partOfExport";

    private final ExportSettings settings;
    private final ExportRuns runs;
    private final StateDirectory state;

    public StudyLists(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.runs = runs;
        this.state = new StateDirectory(settings.get(ExportKeys.STATE_DIR));
    }

    /** Whether other lists than records are exported, or records among others. */
    public boolean areSeveral(Exchange exchange) {
        return !OrderedSettings.of(exchange, settings).lists().areRecordsAlone();
    }

    /**
     * Begins the export of the lists that are set; with a run to resume, of its list and of those that come after it.
     *
     * @param studyKey the study, or null for the one of the settings
     * @param resume id of the run to resume, or null for a new export
     */
    public StudyExport begin(
            @Header("studyKey") String studyKey, @Header("resumeRun") String resume, Exchange exchange)
            throws IOException {
        List<ImednetResource> wanted = OrderedSettings.of(exchange, settings).lists().resources();
        List<Step> steps = new ArrayList<>();
        if (resume == null) {
            String study = settings.requireStudy(studyKey);
            requireKeys(study);
            wanted.forEach(list -> steps.add(new Step(list, null)));
            return new StudyExport(UUID.randomUUID().toString(), study, steps);
        }
        settings.requireKeys();
        JournaledRun before = state.find(resume).requireStudy(studyKey);
        steps.add(new Step(before.resource(), resume));
        wanted.stream()
                .skip(wanted.contains(before.resource()) ? wanted.indexOf(before.resource()) + 1L : wanted.size())
                .forEach(list -> steps.add(new Step(list, null)));
        return new StudyExport(before.export(), before.studyKey(), steps);
    }

    private void requireKeys(String study) {
        try {
            settings.requireKeys();
        } catch (ExportConfigurationException e) {
            runs.notBegun(study, e);
            throw e;
        }
    }

    public Iterator<Step> steps(@ExchangeProperty(PROPERTY) StudyExport export) {
        return export.steps();
    }

    /** Tells the export of a list what it is to export. */
    public void address(@Body Step step, @ExchangeProperty(PROPERTY) StudyExport export, Exchange exchange) {
        exchange.getMessage().setHeader("studyKey", export.studyKey());
        exchange.getMessage().setHeader("list", step.list());
        exchange.getMessage().setHeader("resumeRun", step.resumeRun());
        exchange.setProperty("step", step);
        exchange.setProperty(PART, export);
    }

    /** A list could not be exported, or is not what its table has; only then the others are exported still. */
    public void failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("step") Step step,
            @ExchangeProperty(PROPERTY) StudyExport export) {
        if (cause instanceof ReconciliationException differing) {
            export.differs(step.list(), differing.differences());
        } else {
            export.failed(cause);
        }
    }

    public ExportSummary summary(@ExchangeProperty(PROPERTY) StudyExport export) {
        return export.summary();
    }

    /**
     * Ends the export, and lets it pass if every list is in its table exactly once.
     *
     * @throws Throwable what ended it
     * @throws ReconciliationException naming the lists that differ
     */
    public void throwFailure(@ExchangeProperty(PROPERTY) StudyExport export) throws Throwable {
        runs.exported(export.summary());
        if (export.failure().isPresent()) {
            throw export.failure().get();
        }
        if (!export.differences().isEmpty()) {
            throw new ReconciliationException(export.differences());
        }
    }
}
