package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of which some were replaced, added or removed; each change makes new rows and leaves the old ones alone. */
final class SplicedRows implements Rows {

    /** A stretch of other rows. */
    private record Piece(Rows rows, int first, int count) {}

    private final List<Piece> pieces;
    private final Optional<String> ascendingBy;

    private SplicedRows(List<Piece> pieces, Optional<String> ascendingBy) {
        this.pieces = pieces.stream().filter(piece -> piece.count() > 0).toList();
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
        return pieces.stream().mapToInt(Piece::count).sum();
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
    public Optional<String> ascendingBy() {
        return ascendingBy;
    }

    private List<Piece> stretch(int from, int to) {
        List<Piece> stretch = new ArrayList<>();
        int position = 0;
        for (Piece piece : pieces) {
            int first = Math.max(from - position, 0);
            int end = Math.min(to - position, piece.count());
            if (first < end) {
                stretch.add(new Piece(piece.rows(), piece.first() + first, end - first));
            }
            position += piece.count();
        }
        return stretch;
    }
}
