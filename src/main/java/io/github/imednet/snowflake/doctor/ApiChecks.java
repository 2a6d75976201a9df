package io.github.imednet.snowflake.doctor;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.doctor.CheckResult.State;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** What an export needs of the iMednet API. */
@RouteBean
public final class ApiChecks {

    /** A login by key pair is refused by a clock that is a minute ahead or behind. */
    private static final Duration MOST_DIFFERENCE = Duration.ofSeconds(30);

    private final ExportSettings settings;

    public ApiChecks(ExportSettings settings) {
        this.settings = settings;
    }

    /** What asks for no more than one record, and says how many there are. */
    public PageRequest smallestPage(@ExchangeProperty("run") ExaminedList run) {
        return new PageRequest(run.studyKey(), 0, 1, settings.selection());
    }

    public void study(
            @Body Page page,
            @ExchangeProperty("check") String check,
            @ExchangeProperty("run") ExaminedList run,
            @ExchangeProperty("examination") Examination examination) {
        examination.found(check, State.OK, String.format(Locale.ROOT, "%s answers: study %s has %,d records%s",
                settings.imednet().baseUrl(), run.studyKey(), page.totalElements(),
                settings.selection().apiFilter() == null ? "" : " of the selection"));
    }

    /** HTTP dates are of whole seconds, and so is what is told. */
    public void clock(@Body Page page, @ExchangeProperty("examination") Examination examination) {
        Duration ahead = Duration.between(page.answeredAt(), Instant.now());
        boolean close = ahead.abs().compareTo(MOST_DIFFERENCE) <= 0;
        examination.found(
                "clock",
                close ? State.OK : State.WARNING,
                close
                        ? "this machine's clock and the API's agree"
                        : "this machine's clock is " + ahead.abs().toSeconds() + " seconds "
                                + (ahead.isNegative() ? "behind" : "ahead of")
                                + " the API's: set it, or logins may be refused");
    }
}
