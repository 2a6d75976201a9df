package io.github.imednet.snowflake.source;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.source.PageSequence.PageSequenceAbortedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PageSequenceTest {

    private final PageSequence sequence = new PageSequence();

    @Test
    void pagesGoOnInTheirOrderHoweverTheyArrive() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Void>> pages = new ArrayList<>();
            for (int number : List.of(3, 2, 1, 0)) {
                Page page = page(number, 2000, number * 500L + 1, number * 500L + 500);
                Callable<Void> reader = () -> {
                    sequence.await(page);
                    order.add(number);
                    sequence.endTurn(page);
                    return null;
                };
                pages.add(readers.submit(reader));
            }
            for (Future<Void> page : pages) {
                page.get();
            }
        } finally {
            readers.shutdownNow();
        }

        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aPageWithOtherTotalsIsRefused() throws Exception {
        pass(page(0, 1000, 1, 500));

        assertThatExceptionOfType(StudyMovedException.class)
                .isThrownBy(() -> sequence.await(page(1, 1001, 501, 1000)))
                .withMessageContaining("1000 records at first, 1001 with page 1");
    }

    @Test
    void aPageThatRepeatsIdsIsRefused() throws Exception {
        pass(page(0, 1000, 1, 500));

        assertThatExceptionOfType(StudyMovedException.class)
                .isThrownBy(() -> sequence.await(page(1, 1000, 1, 500)))
                .withMessageContaining("page 1 begins with record 1, the page before ended with 500");
    }

    @Test
    void whoWaitsForAPageThatFailedIsSentAway() throws Exception {
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Callable<Void> waiting = () -> {
                sequence.await(page(1, 1000, 501, 1000));
                return null;
            };
            Thread[] thread = new Thread[1];
            Future<Void> result = reader.submit(() -> {
                thread[0] = Thread.currentThread();
                return waiting.call();
            });
            await().until(() -> thread[0] != null && thread[0].getState() == Thread.State.WAITING);
            sequence.abort();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(result::get)
                    .withCauseInstanceOf(PageSequenceAbortedException.class);
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void pagesThatAreNotWantedAreNotWaitedFor() throws Exception {
        PageSequence some = new PageSequence(number -> number == 2 || number > 4, 5000);
        List<Integer> order = new ArrayList<>();
        for (int number : List.of(2, 5, 6)) {
            some.await(page(number, 5000, number * 500L + 1, number * 500L + 500));
            order.add(number);
            some.endTurn(page(number, 5000, 1, 1));
        }

        assertThat(order).containsExactly(2, 5, 6);
    }

    private void pass(Page page) throws InterruptedException {
        sequence.await(page);
        sequence.endTurn(page);
    }

    private static Page page(int number, long total, long firstId, long lastId) {
        PageRequest request = new PageRequest("S", number, 500);
        return new Page(request, total, firstId, lastId, List.of(), AnswerTime.of(null, null));
    }
}
