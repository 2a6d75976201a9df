package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows of which some were replaced, added or removed; each change makes new rows and leaves the old ones alone. */
final class SplicedRows implements Rows {

    /** A stretch of other rows. */
    private record Piece(Rows rows, int first, int count) {}

    private final List<Piece> pieces;
    // Where each piece begins, and where the last one ends.
    private final int[] starts;
    private final Optional<String> ascendingBy;

    private SplicedRows(List<Piece> pieces, Optional<String> ascendingBy) {
        this.pieces = pieces.stream().filter(piece -> piece.count() > 0).toList();
        this.starts = new int[this.pieces.size() + 1];
        for (int index = 0; index < this.pieces.size(); index++) {
            starts[index + 1] = starts[index] + this.pieces.get(index).count();
        }
        this.ascendingBy = ascendingBy;
    }

    static SplicedRows of(Rows rows) {
        return rows instanceof SplicedRows
                ? (SplicedRows) rows
                : new SplicedRows(List.of(new Piece(rows, 0, rows.count())), rows.ascendingBy());
    }

    /** These rows with {@code inserted} at a position, in place of {@code removed} of them; ids must still ascend. */
    SplicedRows splice(int position, int removed, Rows inserted) {
        List<Piece> spliced = new ArrayList<>(stretch(0, position));
        spliced.add(new Piece(inserted, 0, inserted.count()));
        spliced.addAll(stretch(position + removed, count()));
        return new SplicedRows(spliced, ascendingBy);
    }

    @Override
    public int count() {
        return starts[pieces.size()];
    }

    @Override
    public void write(int first, int count, JsonBuffer out) throws IOException {
        boolean begun = false;
        for (Piece piece : stretch(first, first + count)) {
            if (begun) {
                out.raw(',');
            }
            piece.rows().write(piece.first(), piece.count(), out);
            begun = true;
        }
    }

    @Override
    public int nextChanged(int position, String time) throws IOException {
        for (int index = piece(position); index < pieces.size(); index++) {
            Piece piece = pieces.get(index);
            int from = piece.first() - starts[index];
            int next = piece.rows().nextChanged(from + Math.max(position, starts[index]), time) - from;
            if (next < starts[index + 1]) {
                return next;
            }
        }
        return count();
    }

    @Override
    public Optional<String> ascendingBy() {
        return ascendingBy;
    }

    private List<Piece> stretch(int from, int to) {
        List<Piece> stretch = new ArrayList<>();
        for (int index = piece(from); index < pieces.size() && starts[index] < to; index++) {
            Piece piece = pieces.get(index);
            int first = Math.max(from - starts[index], 0);
            int end = Math.min(to - starts[index], piece.count());
            stretch.add(new Piece(piece.rows(), piece.first() + first, end - first));
        }
        return stretch;
    }

    /** The index of the piece that has the row at this position. */
    private int piece(int position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }
}
