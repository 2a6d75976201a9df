package io.github.imednet.snowflake.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Holds loads until the test lets them go. */
public final class LoadGate {

    static final Semaphore WAITING = new Semaphore(0);
    static final CountDownLatch OPEN = new CountDownLatch(1);

    public void pass() throws InterruptedException {
        WAITING.release();
        OPEN.await();
    }
}
