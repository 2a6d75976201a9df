package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The orders of the lists asked for last, so that only a list's first page reads all rows. */
final class OrderCache {

    private record Key(Rows rows, List<Filter> filters, Sort sort) {}

    /** Found once, by the first who asks, while others wait. */
    private static final class Entry {

        private volatile Order order;

        synchronized Order order(Rows rows, Listing listing) throws IOException {
            if (order == null) {
                order = new OrderFinder(rows, listing).find();
            }
            return order;
        }

        int weight() {
            Order found = order;
            return found == null ? 0 : found.weight();
        }
    }

    private static final int MOST_LISTS = 64;
    private static final long MOST_POSITIONS = 16_000_000;

    // In the order of their last use.
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    Order order(Rows rows, Listing listing) throws IOException {
        Entry entry = entry(new Key(rows, listing.filters(), listing.sort()));
        Order order = entry.order(rows, listing);
        keepWithinBounds();
        return order;
    }

    private synchronized Entry entry(Key key) {
        return entries.computeIfAbsent(key, unseen -> new Entry());
    }

    private synchronized void keepWithinBounds() {
        long positions = entries.values().stream().mapToLong(Entry::weight).sum();
        Iterator<Entry> eldest = entries.values().iterator();
        while (entries.size() > 1 && (entries.size() > MOST_LISTS || positions > MOST_POSITIONS)) {
            positions -= eldest.next().weight();
            eldest.remove();
        }
    }
}
