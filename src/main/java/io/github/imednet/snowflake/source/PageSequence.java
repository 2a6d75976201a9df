package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.model.EntityList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/**
 * Puts pages that are read at the same time back into their order, and checks that they are one whole: every page says
 * the same total, and record ids only ever rise from page to page; keys that have no order come once.
 *
 * <p>A page that is ready waits here for its turn, on the thread that read it, so never more pages are in memory than
 * are read at the same time.
 */
public final class PageSequence {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = lock.newCondition();
    private final IntPredicate wanted;
    private final Set<String> keys = new HashSet<>();
    private int next;
    private long totalElements;
    private long lastId = Long.MIN_VALUE;
    private boolean aborted;

    /** All pages of a study, the total of which the first one says. */
    public PageSequence() {
        this(page -> true, -1);
    }

    /**
     * Some pages of a study.
     *
     * @param wanted which pages come, by their index; all from some index on
     * @param totalElements how many records the study has, or -1 if the first page is to say it
     */
    public PageSequence(IntPredicate wanted, long totalElements) {
        this.wanted = wanted;
        this.totalElements = totalElements;
        this.next = wantedFrom(0);
    }

    /**
     * Waits until all pages before this one have ended their turns.
     *
     * @throws StudyMovedException if this page contradicts those before it
     * @throws PageSequenceAbortedException if an earlier page failed
     */
    public void await(Page page) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!awaitTurn(page.request())) {
                throw new PageSequenceAbortedException(page);
            }
            check(page);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits like {@link #await}, for a page that could not be read.
     *
     * @return false if an earlier page failed
     */
    public boolean awaitTurn(PageRequest request) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (next != request.page() && !aborted) {
                turned.await();
            }
            return !aborted;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the next page go on. */
    public void endTurn(Page page) {
        lock.lock();
        try {
            next = wantedFrom(page.request().page() + 1);
            turned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends away all who wait, and all who come. */
    public void abort() {
        lock.lock();
        try {
            aborted = true;
            turned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many records the API announced, or -1 before the first page. */
    public long totalElements() {
        lock.lock();
        try {
            return totalElements;
        } finally {
            lock.unlock();
        }
    }

    private int wantedFrom(int page) {
        int index = page;
        while (!wanted.test(index)) {
            index++;
        }
        return index;
    }

    private void check(Page page) {
        if (totalElements >= 0 && page.totalElements() != totalElements) {
            throw new StudyMovedException(totalElements + " records at first, " + page.totalElements() + " with page "
                    + page.request().page());
        }
        totalElements = page.totalElements();
        if (page.expectedRecords() > 0) {
            if (page.firstId() <= lastId) {
                throw new StudyMovedException("page " + page.request().page() + " begins with record " + page.firstId()
                        + ", the page before ended with " + lastId);
            }
            lastId = page.lastId();
        }
        requireNew(page);
    }

    /** Of keys that have no order it is only here that one shows which comes again on another page. */
    private void requireNew(Page page) {
        EntityList list = EntityList.of(page.request().resource());
        if (!list.isInOrderOfNumbers()) {
            page.records().stream()
                    .map(entity -> String.valueOf(entity.get(list.key().ordinal())))
                    .filter(key -> !keys.add(key))
                    .findFirst()
                    .ifPresent(key -> {
                        throw new StudyMovedException("page " + page.request().page() + " of " + list.resource().path()
                                + " has an entity that came before");
                    });
        }
    }

    /** A page was read for nothing, because an earlier one failed. */
    public static final class PageSequenceAbortedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private PageSequenceAbortedException(Page page) {
            super(page + " is not used: an earlier page failed");
        }
    }
}
