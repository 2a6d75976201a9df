package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.util.stream.IntStream;

/** The rows that a list consists of, in the order of the list. */
final class Order {

    private final int count;
    private final boolean reversed;
    private final int[] positions;

    private Order(int count, boolean reversed, int[] positions) {
        this.count = count;
        this.reversed = reversed;
        this.positions = positions;
    }

    /** All rows as they are stored, or from the last to the first. */
    static Order all(int count, boolean reversed) {
        return new Order(count, reversed, null);
    }

    static Order of(int[] positions, int rows) {
        boolean allAsStored = positions.length == rows
                && IntStream.range(0, rows).allMatch(index -> positions[index] == index);
        return allAsStored ? all(rows, false) : new Order(positions.length, false, positions);
    }

    int count() {
        return count;
    }

    /** How many numbers it keeps in memory. */
    int weight() {
        return positions == null ? 0 : positions.length;
    }

    /** Appends the list's entities from index {@code first} up to {@code end}, with commas between them. */
    void write(Rows rows, int first, int end, JsonBuffer out) throws IOException {
        int index = first;
        while (index < end) {
            int last = index;
            while (last + 1 < end && position(last + 1) == position(last) + 1) {
                last++;
            }
            if (index > first) {
                out.raw(',');
            }
            rows.write(position(index), last - index + 1, out);
            index = last + 1;
        }
    }

    /** The stored position of the row at this index of the list. */
    int position(int index) {
        if (positions != null) {
            return positions[index];
        }
        return reversed ? count - 1 - index : index;
    }
}
