package io.github.imednet.snowflake.adbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.BulkIngestMode;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Closing all that there is, from several threads at once, in any order, while others use it. */
class CloseTest extends DatabaseTest {

    private static final int ROWS = 100_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdown();
    }

    /** Each is closed twice, by threads that begin together; the reader's user gets all rows or a failure. */
    @RepeatedTest(12)
    void whateverIsClosedFirstNothingHangsAndNoRowsGoMissingUnseen(RepetitionInfo repetition) throws Exception {
        AdbcStatement select = connection.createStatement();
        select.setSqlQuery("SELECT range AS N FROM range(" + ROWS + ")");
        ArrowReader reader = select.executeQuery().getReader();
        AdbcStatement ingest = connection.bulkIngest("ROWS_OF_ONE", BulkIngestMode.CREATE_APPEND);
        VectorSchemaRoot rows = numbered(0, 100);
        ingest.bind(rows);

        List<AutoCloseable> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.addAll(List.of(reader, select, ingest, connection, database));
        }
        Collections.shuffle(all, new Random(repetition.getCurrentRepetition()));
        CyclicBarrier together = new CyclicBarrier(all.size() + 2);
        Future<Long> count = threads.submit(() -> {
            together.await();
            return read(reader);
        });
        Future<?> loaded = threads.submit(() -> {
            together.await();
            try {
                return ingest.executeUpdate().getAffectedRows();
            } catch (AdbcException e) {
                return e.getStatus();
            }
        });
        List<Future<?>> closed = new ArrayList<>();
        for (AutoCloseable one : all) {
            closed.add(threads.submit(() -> {
                together.await();
                one.close();
                return null;
            }));
        }
        for (Future<?> future : closed) {
            future.get();
        }
        assertThat(count.get()).isIn((long) ROWS, -1L);
        assertThat(loaded.get()).isNotNull();
        rows.close();
        assertThat(allocator.getAllocatedMemory()).isZero();
    }

    /** How many rows there are, or -1 for a failure. */
    private static long read(ArrowReader reader) {
        long count = 0;
        try {
            while (reader.loadNextBatch()) {
                count += reader.getVectorSchemaRoot().getRowCount();
            }
            return count;
        } catch (IOException e) {
            return -1;
        }
    }
}
