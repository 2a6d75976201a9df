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

        private Order order;

        synchronized Order order(Rows rows, Listing listing) throws IOException {
            if (order == null) {
                order = new OrderFinder(rows, listing).find();
            }
            return order;
        }
    }

    private static final int MOST_LISTS = 64;
    private static final long MOST_POSITIONS = 16_000_000;

    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Integer> weights = new LinkedHashMap<>();

    Order order(Rows rows, Listing listing) throws IOException {
        Key key = new Key(rows, listing.filters(), listing.sort());
        Order order = entry(key).order(rows, listing);
        keepWithinBounds(key, order.weight());
        return order;
    }

    private synchronized Entry entry(Key key) {
        return entries.computeIfAbsent(key, unseen -> new Entry());
    }

    private synchronized void keepWithinBounds(Key latest, int weight) {
        weights.put(latest, weight);
        long total = weights.values().stream().mapToLong(Integer::longValue).sum();
        Iterator<Key> eldest = List.copyOf(entries.keySet()).iterator();
        while (eldest.hasNext() && (entries.size() > MOST_LISTS || total > MOST_POSITIONS)) {
            Key key = eldest.next();
            if (!key.equals(latest)) {
                entries.remove(key);
                Integer freed = weights.remove(key);
                total -= freed == null ? 0 : freed;
            }
        }
    }
}
