package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.config.RouteBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/** Puts the reports of several lists together. */
@RouteBean
public final class VerificationReports implements AggregationStrategy {

    private static final int MOST_NAMED = 1000;

    @Override
    public Exchange aggregate(Exchange before, Exchange list) {
        if (list.getException() != null) {
            return list;
        }
        List<VerificationReport> reports = new ArrayList<>();
        if (before != null) {
            before.getMessage().getBody(Reports.class).all().forEach(reports::add);
        }
        reports.add(list.getMessage().getBody(VerificationReport.class));
        list.getMessage().setBody(new Reports(reports));
        return list;
    }

    /** One report, with those of the lists in it; what it says of one list is said of records, the last of them. */
    public VerificationReport together(@Body Reports reports) {
        List<VerificationReport> all = reports.all();
        VerificationReport last = all.get(all.size() - 1);
        return new VerificationReport(
                last.studyKey(),
                last.list(),
                all.stream().allMatch(VerificationReport::agrees),
                last.chains(),
                last.ledger(),
                last.table(),
                last.stage(),
                last.records(),
                all.stream().mapToLong(VerificationReport::apiRequests).sum(),
                all.stream().mapToLong(VerificationReport::retries).sum(),
                all.stream().mapToDouble(VerificationReport::seconds).sum(),
                last.notes(),
                all.stream().mapToLong(VerificationReport::differencesFound).sum(),
                all.stream().flatMap(VerificationReports::named).limit(MOST_NAMED).toList(),
                all);
    }

    private static Stream<Difference> named(VerificationReport report) {
        return report.differences().stream()
                .map(difference -> report.list() == null ? difference : difference.ofList(report.list()));
    }

    /** The reports of the lists so far. */
    record Reports(List<VerificationReport> all) {}
}
