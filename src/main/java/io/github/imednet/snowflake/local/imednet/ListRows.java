package io.github.imednet.snowflake.local.imednet;

import java.util.List;

/** Few entities, held in memory. */
final class ListRows implements Rows {

    static final ListRows NONE = new ListRows(List.of());

    private final List<byte[]> entities;

    ListRows(List<byte[]> entities) {
        this.entities = List.copyOf(entities);
    }

    @Override
    public int count() {
        return entities.size();
    }

    @Override
    public void write(int first, int count, JsonBuffer out) {
        for (int position = first; position < first + count; position++) {
            if (position > first) {
                out.raw(',');
            }
            out.raw(entities.get(position));
        }
    }
}
