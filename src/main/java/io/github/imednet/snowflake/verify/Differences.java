package io.github.imednet.snowflake.verify;

import java.util.ArrayList;
import java.util.List;

/** Differences as they are found: all are counted, and the first thousand kept, so that memory is bounded. */
final class Differences {

    private static final int MOST_KEPT = 1000;

    private final List<Difference> kept = new ArrayList<>();
    private long count;

    synchronized void add(Difference difference) {
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(difference);
        }
    }

    synchronized void addAll(Differences others) {
        others.kept.forEach(this::add);
        count += others.count - others.kept.size();
    }

    synchronized long count() {
        return count;
    }

    synchronized List<Difference> kept() {
        return List.copyOf(kept);
    }
}
