package io.github.imednet.snowflake.local.imednet;

import io.github.imednet.snowflake.local.http.Fault;
import java.io.IOException;
import java.util.Optional;

/** What a fault does to a list as one of its pages is read. */
final class ListFault {

    static final ListFault NONE = new ListFault(Optional.empty(), 0);

    private final Optional<Fault> fault;
    private final int number;

    private ListFault(Optional<Fault> fault, int number) {
        this.fault = fault;
        this.number = number;
    }

    /** @param number tells this strike from the others */
    static ListFault of(Fault fault, int number) {
        return new ListFault(Optional.of(fault), number);
    }

    /** Changes the study, for this request and all that follow. */
    void change(LiveStudy study, Resource resource, String timestamp) throws IOException {
        if (is(FaultKind.CHANGE_ROW)) {
            String attribute = fault.get().argument("attribute", "");
            int rows = study.rows(resource).count();
            long step = fault.get().number("every", Integer.MAX_VALUE);
            for (long row = row(); row < rows; row += step) {
                study.change(resource, (int) row, timestamp, attribute, fault.get().argument("value", ""));
            }
        } else if (is(FaultKind.NEW_ROW)) {
            study.add(resource, fault.get().argument("place", "first").equals("first"), timestamp);
        } else if (is(FaultKind.REMOVE_ROW)) {
            study.remove(resource, row());
        }
    }

    /** The list's order for this request. */
    Order order(OrderCache orders, Rows rows, Listing listing) throws IOException {
        return is(FaultKind.SHUFFLE_TIES)
                ? new OrderFinder(rows, listing).findShuffled(number)
                : orders.order(rows, listing);
    }

    /** The page whose rows are sent. */
    int rowsPage(Listing listing) {
        return is(FaultKind.REPEAT_PAGE) ? Math.max(0, listing.page() - 1) : listing.page();
    }

    /** What the pagination tells of. */
    Listing announced(Listing listing) {
        boolean repeated = is(FaultKind.REPEAT_PAGE) && fault.get().argument("pagination", "asked").equals("repeated");
        return repeated ? listing.withPage(rowsPage(listing)) : listing;
    }

    private boolean is(FaultKind kind) {
        return fault.isPresent() && FaultKind.of(fault.get()) == kind;
    }

    private int row() {
        return (int) fault.orElseThrow().number("row", 0);
    }
}
