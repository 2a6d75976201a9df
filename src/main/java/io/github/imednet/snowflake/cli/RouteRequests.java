package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.doctor.DoctorReport;
import io.github.imednet.snowflake.plan.PlanReport;
import io.github.imednet.snowflake.queue.StudyOrder;
import io.github.imednet.snowflake.replay.ReplayReport;
import io.github.imednet.snowflake.source.Job;
import io.github.imednet.snowflake.stage.StageReport;
import io.github.imednet.snowflake.verify.PolicyReport;
import io.github.imednet.snowflake.verify.VerificationReport;
import io.github.imednet.snowflake.views.ViewStatementsReport;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FluentProducerTemplate;

/** What the routes of a program are asked for, beside exports. */
record RouteRequests(CamelContext context) {

    /** The keys of the studies that the API's keys can see, by patterns as in {@link ExportProgram#studies}. */
    List<String> studies(List<String> include, List<String> exclude) {
        List<?> found = ask("direct:list-studies", List.class, "include", include, "exclude", exclude);
        return found.stream().map(Object::toString).toList();
    }

    /**
     * Sends orders to the queue.
     *
     * @return how many
     */
    int enqueue(List<StudyOrder> orders) {
        return context.createFluentProducerTemplate()
                .withBody(orders)
                .to("direct:enqueue-studies")
                .request(List.class)
                .size();
    }

    /** Runs one verification. */
    VerificationReport verify(String studyKey, boolean deep) {
        return ask("direct:verify-study", VerificationReport.class, "studyKey", studyKey, "deep", deep);
    }

    /** Looks whether an export of the study can begin. */
    DoctorReport examine(String studyKey) {
        return ask("direct:doctor", DoctorReport.class, "studyKey", studyKey);
    }

    /**
     * Says what an export of the study would do.
     *
     * @param read whether the study is read
     */
    PlanReport plan(String studyKey, boolean read) {
        return ask("direct:plan-export", PlanReport.class, "studyKey", studyKey, "deep", read);
    }

    /**
     * Loads the kept files of a manifest again.
     *
     * @param run id of the run whose lines are meant, or null for those of all runs
     */
    ReplayReport replay(String manifest, String studyKey, String run) {
        return ask("direct:replay-manifest", ReplayReport.class, "manifest", manifest, "studyKey", studyKey,
                "replayRun", run);
    }

    /**
     * Looks at a study's files on the stage.
     *
     * @param delete whether those that were loaded are removed
     */
    StageReport stage(String studyKey, boolean delete) {
        return ask("direct:clean-stage", StageReport.class, "studyKey", studyKey, "delete", delete);
    }

    /** Says by which statements the views of a study's forms are made. */
    ViewStatementsReport views(String studyKey) {
        return ask("direct:show-views", ViewStatementsReport.class, "studyKey", studyKey);
    }

    /** Asks what became of records that somebody sent to iMednet. */
    Job job(String studyKey, String batchId) {
        return ask("direct:look-up-job", Job.class, "studyKey", studyKey, "batchId", batchId);
    }

    /** Compares the privacy policy with a study's dictionary. */
    PolicyReport checkPrivacy(String studyKey) {
        return ask("direct:check-privacy-policy", PolicyReport.class, "studyKey", studyKey);
    }

    /**
     * Has a route answer.
     *
     * @param headers of the message: names and values, which may be null, in turn
     * @throws CamelExecutionException around whatever kept it from its end
     */
    private <T> T ask(String route, Class<T> answer, Object... headers) {
        FluentProducerTemplate message = context.createFluentProducerTemplate();
        for (int i = 0; i < headers.length; i += 2) {
            message = message.withHeader((String) headers[i], headers[i + 1]);
        }
        return message.to(route).request(answer);
    }
}
