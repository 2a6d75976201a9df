package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the rows that a list consists of, reading them all unless they are stored as asked. */
final class OrderFinder {

    /** A row with the values that decide its place. */
    private record Candidate(int position, List<Object> keys) {}

    private final Rows rows;
    private final Listing listing;

    OrderFinder(Rows rows, Listing listing) {
        this.rows = rows;
        this.listing = listing;
    }

    /** The list's order; what its properties leave open stays as stored. */
    Order find() throws IOException {
        Sort.Property first = listing.sort().properties().get(0);
        boolean asStored = rows.ascendingBy().filter(first.name()::equals).isPresent();
        if (asStored && listing.filters().isEmpty()) {
            return Order.all(rows.count(), first.descending());
        }
        List<Sort.Property> properties =
                asStored && !first.descending() ? List.of() : listing.sort().properties();
        return order(properties, comparator(properties));
    }

    /** The list's order; what its properties leave open is shuffled in a way that the seed decides. */
    Order findShuffled(int seed) throws IOException {
        List<Sort.Property> properties = listing.sort().properties();
        return order(properties, comparator(properties).thenComparingLong(
                candidate -> SampleRandom.bits(candidate.position(), seed)));
    }

    private Order order(List<Sort.Property> properties, Comparator<Candidate> comparator) throws IOException {
        List<Candidate> candidates = candidates(properties);
        candidates.sort(comparator);
        return Order.of(candidates.stream().mapToInt(Candidate::position).toArray(), rows.count());
    }

    private List<Candidate> candidates(List<Sort.Property> properties) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        RowReader reader = new RowReader(paths(properties));
        JsonBuffer entity = new JsonBuffer(4096);
        for (int position = next(0); position < rows.count(); position = next(position + 1)) {
            rows.write(position, 1, entity.clear());
            Map<String, Object> values = reader.read(entity);
            if (listing.filters().stream().allMatch(filter -> filter.matches(values))) {
                List<Object> keys = new ArrayList<>(properties.size());
                properties.forEach(property -> keys.add(values.get(property.name())));
                candidates.add(new Candidate(position, keys));
            }
        }
        return candidates;
    }

    /** The next position, from this one on, that the filters may hold for. */
    private int next(int position) throws IOException {
        int next = position;
        for (Filter filter : listing.filters()) {
            Optional<String> time = filter.changedSince();
            if (time.isPresent()) {
                next = Math.max(next, rows.nextChanged(position, time.get()));
            }
        }
        return next;
    }

    private Set<String> paths(List<Sort.Property> properties) {
        Set<String> paths = new HashSet<>();
        properties.forEach(property -> paths.add(property.name()));
        listing.filters().forEach(filter -> paths.addAll(filter.paths()));
        return paths;
    }

    private static Comparator<Candidate> comparator(List<Sort.Property> properties) {
        // Sorting is stable: what the properties leave open stays as stored.
        Comparator<Candidate> comparator = (left, right) -> 0;
        for (int index = 0; index < properties.size(); index++) {
            int key = index;
            Comparator<Object> ascending = Sort::compare;
            Comparator<Object> directed = properties.get(index).descending() ? ascending.reversed() : ascending;
            comparator = comparator.thenComparing(candidate -> candidate.keys().get(key),
                    Comparator.nullsLast(directed));
        }
        return comparator;
    }
}
