package io.github.imednet.snowflake.local.imednet;

import io.github.imednet.snowflake.local.http.Fault;
import io.github.imednet.snowflake.local.http.FaultForm;
import io.github.imednet.snowflake.local.http.Faults;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The faults that the server can make. A request's description is its method, path and raw query. */
enum FaultKind {
    STATUS("status:code=429[,retry-after=SECONDS][,retry-at=SECONDS][,body=vendor|openapi|gateway]",
            "answers with that status, Retry-After in seconds or as the time so many seconds ahead, "
                    + "and one of the three known error bodies (vendor)"),
    DROP("drop", "closes the connection without an answer"),
    TRUNCATE("truncate[:bytes=N][,announced=full|sent]",
            "sends N bytes of the body (half of it); Content-Length tells the full length, or what is sent"),
    NOT_JSON("not-json[:type=text/html]", "answers 200 with a web page for a body"),
    REPEAT_PAGE("repeat-page[:pagination=asked|repeated]",
            "answers with the rows of the page before; the pagination names the page asked for, or the repeated one"),
    CHANGE_ROW(
            "change-row[:row=N][,every=M][,attribute=NAME,value=TEXT]",
            "the list's stored row N (0), or each M-th from it on, is modified from now on: its date, and the"
                    + " attribute or recordData.NAME"),
    NEW_ROW("new-row[:place=first|last]",
            "from now on the list has one more row, a copy with a new id before all others (first) or after them"),
    REMOVE_ROW("remove-row[:row=N]", "from now on the list lacks what was its stored row N (0)"),
    SHUFFLE_TIES("shuffle-ties", "rows that the sort leaves level come in another order than for other requests"),
    DELAY("delay:millis=N", "answers that much later");

    private final FaultForm form;

    FaultKind(String form, String effect) {
        this.form = new FaultForm(form, effect);
    }

    static List<FaultForm> forms() {
        return Arrays.stream(values()).map(kind -> kind.form).toList();
    }

    /** @throws IllegalArgumentException if one of the texts is not a fault of these kinds; says why */
    static Faults parse(Collection<String> texts) {
        Faults faults = Faults.parse(texts, forms());
        faults.all().forEach(FaultKind::check);
        return faults;
    }

    static FaultKind of(Fault fault) {
        return valueOf(fault.kind().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** How much later the fault makes the answer. */
    static long delayMillis(Fault fault) {
        return of(fault) == DELAY ? fault.number("millis", 0) : 0;
    }

    private static void check(Fault fault) {
        switch (of(fault)) {
            case STATUS -> {
                within(fault, "code", -1, 400, 599);
                within(fault, "retry-after", 0, 0, Integer.MAX_VALUE);
                within(fault, "retry-at", 0, 0, Integer.MAX_VALUE);
                oneOf(fault, "body", "vendor", "openapi", "gateway");
            }
            case TRUNCATE -> {
                within(fault, "bytes", 0, 0, Integer.MAX_VALUE);
                oneOf(fault, "announced", "full", "sent");
            }
            case REPEAT_PAGE -> oneOf(fault, "pagination", "asked", "repeated");
            case CHANGE_ROW -> {
                within(fault, "row", 0, 0, Integer.MAX_VALUE);
                within(fault, "every", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
                if (fault.argument("attribute", "").isEmpty() != fault.argument("value", "").isEmpty()) {
                    throw fault.bad("attribute and value go together");
                }
            }
            case REMOVE_ROW -> within(fault, "row", 0, 0, Integer.MAX_VALUE);
            case NEW_ROW -> oneOf(fault, "place", "first", "last");
            case DELAY -> within(fault, "millis", -1, 0, Integer.MAX_VALUE);
            case DROP, NOT_JSON, SHUFFLE_TIES -> { }
        }
    }

    private static void within(Fault fault, String name, long otherwise, long least, long most) {
        long number = fault.number(name, otherwise);
        if (number < least || number > most) {
            throw fault.bad(name + " is required, a whole number from " + least + " to " + most);
        }
    }

    private static void oneOf(Fault fault, String name, String otherwise, String... others) {
        String value = fault.argument(name, otherwise);
        if (!value.equals(otherwise) && !List.of(others).contains(value)) {
            throw fault.bad(name + " is " + otherwise + " or " + String.join(" or ", others));
        }
    }
}
