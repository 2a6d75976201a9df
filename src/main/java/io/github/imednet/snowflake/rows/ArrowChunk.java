package io.github.imednet.snowflake.rows;

import java.util.concurrent.atomic.AtomicBoolean;

/** Some rows of a batch of Arrow. */
final class ArrowChunk implements RowChunk {

    private final ArrowBatch batch;
    private final int from;
    private final int rows;
    private final long firstRow;
    private final Object[][] values;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param from the first row's place in the batch
     * @param firstRow the first row's number in the file, from 1
     */
    ArrowChunk(ArrowBatch batch, int from, int rows, long firstRow) {
        this.batch = batch;
        this.from = from;
        this.rows = rows;
        this.firstRow = firstRow;
        this.values = new Object[batch.shape().types().size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = batch.isFlat(i) ? null : read(i);
        }
        batch.use();
    }

    private Object[] read(int column) {
        ArrowValues source = batch.values(column);
        Object[] read = new Object[rows];
        for (int i = 0; i < rows; i++) {
            read[i] = batch.value(column, source, from + i, firstRow + i);
        }
        return read;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public void write(int position, WrittenColumn to) {
        String file = batch.shape().file();
        if (values[position] == null) {
            writeFlat(position, to);
            return;
        }
        for (int i = 0; i < rows; i++) {
            to.write(values[position][i], firstRow + i, file);
        }
    }

    private void writeFlat(int position, WrittenColumn to) {
        ArrowColumn column = ArrowColumn.of(batch.vector(position), batch.shape().types().get(position), to.column());
        for (int done = 0; done < rows; ) {
            int some = Math.min(ArrowColumn.ROWS, rows - done);
            int written = column == null ? 0 : column.write(from + done, some, to.writer());
            if (written == 0) {
                writeEach(position, done, some, to);
                written = some;
            }
            done += written;
        }
    }

    private void writeEach(int position, int start, int count, WrittenColumn to) {
        ArrowValues source = batch.values(position);
        for (int i = start; i < start + count; i++) {
            to.write(batch.value(position, source, from + i, firstRow + i), firstRow + i, batch.shape().file());
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            batch.release();
        }
    }
}
