package io.github.imednet.snowflake.plan;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SharedSettings;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.run.Failures;
import io.github.imednet.snowflake.run.RunStart;
import io.github.imednet.snowflake.run.VerificationException;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Says what is asked for a plan, and takes the answers. */
@RouteBean
public final class Planning {

    private final ExportSettings settings;
    private final PlanEstimate estimate;

    public Planning(ExportSettings settings) {
        this.settings = settings;
        this.estimate = new PlanEstimate(settings);
    }

    /**
     * Begins a plan.
     *
     * @param studyKey the study, or null for the one of the settings
     * @param read whether the study is read
     * @throws ExportConfigurationException if no study is named, or the API's keys are missing
     */
    public void start(
            @Header("studyKey") @Nullable String studyKey, @Header("deep") @Nullable Boolean read, Exchange exchange) {
        settings.requireKeys();
        exchange.setProperty("plan", new StudyPlan(settings.requireStudy(studyKey), Boolean.TRUE.equals(read)));
    }

    public List<ImednetResource> lists() {
        return settings.lists().resources();
    }

    /** Begins the plan of a list, and gives it to the exchange. */
    public void startList(
            @Body ImednetResource list, @ExchangeProperty("plan") StudyPlan plan, Exchange exchange) {
        PlannedList planned = new PlannedList(
                RunStart.claim(UUID.randomUUID().toString(), plan.studyKey(), List.of()), list);
        plan.add(planned);
        RunStart.register(planned, plan.studyKey(), exchange);
    }

    /** What asks for no more than one entity, and says how many there are. */
    public PageRequest total(@ExchangeProperty("run") PlannedList list) {
        return PageRequest.of(settings, list.studyKey(), list.resource(), 0).ofTotal();
    }

    public void takeTotal(@Body Page page, @ExchangeProperty("run") PlannedList list) {
        list.announced(page.totalElements());
    }

    /** What is not there is made by an export, if the settings let it. */
    public void missing(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("run") PlannedList list,
            @ExchangeProperty("plan") StudyPlan plan) {
        if (!SnowflakeErrors.isMissingObject(cause) || !settings.createTable()) {
            throw Failures.explain(cause, VerificationException::new);
        }
        if (!list.exists()) {
            plan.makes("table " + settings.of(list.resource()).table());
        }
        plan.makes("ledger " + settings.get(SharedSettings.LEDGER_TABLE));
    }

    public void missingStage(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause, @ExchangeProperty("plan") StudyPlan plan) {
        if (!SnowflakeErrors.isMissingObject(cause) || !settings.createStage()) {
            throw Failures.explain(cause, VerificationException::new);
        }
        plan.makes("stage " + settings.get(SnowflakeKeys.STAGE));
    }

    /** The ledger is there; columns that an older one lacks are added by an export. */
    public void addsColumns(
            @Body List<String> columns,
            @ExchangeProperty("run") PlannedList list,
            @ExchangeProperty("plan") StudyPlan plan) {
        String ledger = settings.get(SharedSettings.LEDGER_TABLE);
        columns.forEach(column -> plan.makes("column " + column + " of " + ledger));
        if (!columns.isEmpty()) {
            plan.note("The ledger " + ledger + " is of an earlier version: which files are loaded was not counted");
        }
    }

    /** Whether the list's export makes views. */
    public boolean makesViews(@ExchangeProperty("run") PlannedList list) {
        return settings.formViews().wanted() && list.resource() == ImednetResource.RECORDS;
    }

    /** Without the view ledger, no view is known as made by an export. */
    public void missingViewLedger(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
        if (!SnowflakeErrors.isMissingObject(cause) || !settings.createTable()) {
            throw Failures.explain(cause, VerificationException::new);
        }
    }

    public void takeViews(@ExchangeProperty("run") PlannedList list, @ExchangeProperty("plan") StudyPlan plan) {
        plan.views(list.formViews().planned());
    }

    /** Whether the study is to be read: there is nothing to compare it with before the first export. */
    public boolean reads(@ExchangeProperty("plan") StudyPlan plan) {
        return plan.isToRead() && plan.lists().stream().allMatch(PlannedList::hasLedger);
    }

    /** Asks for every value on both sides to be compared. */
    public void address(@ExchangeProperty("plan") StudyPlan plan, Exchange exchange) {
        exchange.getMessage().setHeader("studyKey", plan.studyKey());
        exchange.getMessage().setHeader("deep", true);
    }

    public void takeReading(@Body VerificationReport report, @ExchangeProperty("plan") StudyPlan plan) {
        plan.read(report);
    }

    public PlanReport report(@ExchangeProperty("plan") StudyPlan plan) throws IOException {
        return estimate.of(plan, settings.get(ExportKeys.FAIL_IF_DELETES));
    }
}
