package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.http.Fault;
import io.github.imednet.snowflake.local.http.FaultForm;
import io.github.imednet.snowflake.local.http.Faults;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The faults that the local Snowflake server can make. What a fault's {@code on} is looked for in is the request's
 * method and path, followed for a query by its SQL text with single blanks, such as
 * {@code POST /queries/v1/query-request COPY INTO T FROM @S}. A kind that only makes sense for statements strikes only
 * these, where its fault has no {@code on}.
 */
public enum FaultKind {
    STATUS("status:code=503[,retry-after=1]", "answers with an HTTP status; nothing is executed"),
    DROP_BEFORE("drop-before", "drops the connection; nothing is executed"),
    DROP_AFTER("drop-after", "executes, then drops the connection: the answer is lost"),
    SESSION_EXPIRED("session-expired", "the session token has expired (390112): drivers renew it"),
    SESSION_GONE(
            "session-gone[:code=390114]", "the session is gone (390111), or its master token has expired (390114)"),
    SQL_ERROR(
            "sql-error[:code=100183,state=22000,message=TEXT]",
            "the statement fails with this error; nothing is executed"),
    PUT_ERROR("put-error:on=PUT file", "a PUT is sent to a directory that cannot be written"),
    SLOW(
            "slow:millis=1000[,millis-per-mb=50]",
            "the statement starts that much later; a file over HTTP takes that longer");

    /** Of a file on its way to or from a stage over HTTP. */
    private static final String PER_MEGABYTE = "millis-per-mb";

    private static final Set<String> ON_ANY_REQUEST =
            Set.of(STATUS.form.kind(), DROP_BEFORE.form.kind(), DROP_AFTER.form.kind());

    private final FaultForm form;

    FaultKind(String form, String effect) {
        this.form = new FaultForm(form, effect);
    }

    public static List<FaultForm> forms() {
        return Arrays.stream(values()).map(kind -> kind.form).toList();
    }

    /**
     * Faults that strike only requests on which they have an effect.
     *
     * @param texts as {@link Fault#parse} reads them
     * @throws IllegalArgumentException if one cannot be read, is of an unknown kind or has an unknown argument
     */
    public static Faults parse(List<String> texts) {
        Faults.parse(texts, forms());
        return Faults.parse(texts.stream().map(FaultKind::onStatements).toList(), forms());
    }

    private static String onStatements(String text) {
        Fault fault = Fault.parse(text);
        requireNumbers(fault);
        if (ON_ANY_REQUEST.contains(fault.kind()) || !fault.argument("on", "").isEmpty()) {
            return text;
        }
        return text + (text.contains(":") ? "," : ":") + "on=/query-request";
    }

    /** Reads them once, so that a mistake shows at the start and not when the fault strikes. */
    private static void requireNumbers(Fault fault) {
        fault.number("code", 0);
        fault.number("millis", 0);
        fault.number(PER_MEGABYTE, 0);
        if (fault.has(PER_MEGABYTE) && !fault.argument("on", "").contains(StageEndpoint.PREFIX)) {
            throw fault.bad(PER_MEGABYTE + " goes with on=PUT " + StageEndpoint.PREFIX + " or on=GET "
                    + StageEndpoint.PREFIX);
        }
    }

    /** How much longer a file of that many bytes takes. */
    static Duration delay(Optional<Fault> fault, long bytes) {
        if (!SLOW.is(fault)) {
            return Duration.ZERO;
        }
        long perMegabyte = fault.get().number(PER_MEGABYTE, 0);
        long millis = fault.get().number("millis", perMegabyte > 0 ? 0 : 1000);
        return Duration.ofMillis(millis + perMegabyte * bytes / 1_000_000);
    }

    boolean is(Optional<Fault> fault) {
        return fault.isPresent() && fault.get().kind().equals(form.kind());
    }
}
