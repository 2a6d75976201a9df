package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.MachineFaultException;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.RunOwner;
import io.github.imednet.snowflake.run.ExportInterruptedException;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.Failures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does with a message: it is read, exported, told of, put back or buried, and acknowledged last. A thread
 * that polls does all of it but the export, during which it goes on polling, so that the worker stays in its group.
 */
@RouteBean
public final class StudyWorker {

    /** The property of the exchange that has the message's state. */
    private static final String WORK = "work";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(StudyWorker.class);

    private final QueueSettings settings;
    private final ExportRuns runs;
    private final CompletableFuture<RuntimeException> fault = new CompletableFuture<>();
    private final String export;
    private final String keyCheck;
    private final String worker = RunOwner.current().toString();

    /**
     * @param export the endpoint that exports what an order says
     * @param keyCheck the endpoint that fails if the API refuses the keys, whatever the study is
     */
    public StudyWorker(QueueSettings settings, ExportRuns runs, String export, String keyCheck) {
        this.settings = settings;
        this.runs = runs;
        this.export = export;
        this.keyCheck = keyCheck;
    }

    /** Has somebody told, once, of what keeps this worker from meeting any order: it is to end. */
    public void onFault(Consumer<RuntimeException> listener) {
        fault.thenAccept(listener);
    }

    /** This worker cannot meet any order, whereas others may. */
    void fault(RuntimeException why) {
        fault.complete(why);
    }

    /** Takes a message. */
    public void take(@Body byte[] value, Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(WORK, new StudyWork(
                value == null ? new byte[0] : value,
                message.getHeader(KafkaConstants.KEY, String.class),
                message.getHeader(KafkaConstants.MANUAL_COMMIT),
                LostWorkers.before(message.getHeader(LostWorkers.HEADER, String.class))));
        message.removeHeaders("*");
    }

    /** Reads the order. It is not met if it is none, or its deadline has passed. */
    public void read(@ExchangeProperty(WORK) StudyWork work) {
        try {
            StudyOrder order = QueueMessages.order(new String(work.message(), StandardCharsets.UTF_8));
            work.read(order);
            if (order.isLate(Instant.now())) {
                work.notMet(new InvalidOrderException(
                        "deadline-passed", "The deadline of the order passed at " + order.deadline()));
            }
        } catch (InvalidOrderException e) {
            work.notMet(e);
        }
    }

    /**
     * Counts the workers that were lost with the order. It is not met if these are too many: it would be the end of
     * each further one. Else it is noted that this one has it.
     */
    public void countLost(@ExchangeProperty(WORK) StudyWork work, Exchange exchange) {
        if (!work.isToExport()) {
            return;
        }
        BooleanSupplier end = exchange.getContext()::isStopping;
        int lost = LostWorkers.count(membership(work), work.lostWorkers(), settings, end);
        work.lostWorkers(lost);
        if (lost < settings.lostWorkers()) {
            LostWorkers.begin(membership(work), lost, end);
            return;
        }
        work.notMet(new InvalidOrderException(
                "worker-lost",
                lost + " workers were lost while they exported it (killed, out of memory, or cut off from the brokers;"
                        + " queue.lost-workers): see what ended them, such as less memory than the study needs, and"
                        + " enqueue it again"));
    }

    /**
     * Exports what the order says. Meanwhile this thread polls, and takes nothing.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot poll: what became of the export, which has ended, is
     *     not told then, for it is no attempt that failed
     */
    public void export(@ExchangeProperty(WORK) StudyWork work, Exchange exchange) throws InterruptedException {
        StudyOrder order = Objects.requireNonNull(work.order());
        LOG.info("Study {} is exported, attempt {}, order {}", order.study(), order.attempt(), order.correlationId());
        whilePolling(work, exchange.getContext(), export, order, ended -> ended(work, ended));
    }

    /**
     * Finds out whether the 403 of an order is the study's or the keys', by what the API answers where no study is
     * asked for. Without an answer, after all retries, it is not known: then the order is tried again.
     */
    public void checkKeys(@ExchangeProperty(WORK) StudyWork work, Exchange exchange) throws InterruptedException {
        whilePolling(work, exchange.getContext(), keyCheck, null, checked -> keysChecked(work, checked.getException()));
    }

    private void whilePolling(
            StudyWork work, CamelContext context, String endpoint, @Nullable Object body, Consumer<Exchange> then)
            throws InterruptedException {
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        ExecutorService thread = threads.newSingleThreadExecutor(this, "study-export");
        try {
            Future<Exchange> sent = thread.submit(() -> {
                try (FluentProducerTemplate template = context.createFluentProducerTemplate()) {
                    return template.withBody(body).to(endpoint).send();
                }
            });
            keepUntilDone(work, sent);
            then.accept(sent.get());
        } catch (ExecutionException e) {
            work.notMet(Objects.requireNonNull(e.getCause()));
        } finally {
            threads.shutdownNow(thread);
        }
    }

    /**
     * Who cannot poll any more waits for the export nevertheless: the next one to have the order finds all of it
     * loaded.
     */
    private void keepUntilDone(StudyWork work, Future<Exchange> sent) throws InterruptedException {
        try {
            membership(work).keepUntil(() -> isDoneOrLeft(work, sent));
        } finally {
            while (!sent.isDone()) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
    }

    private static void ended(StudyWork work, Exchange ended) {
        ExportRuns.summaryOf(ended).map(QueueMessages::tree).ifPresent(work::summary);
        if (ended.getException() == null) {
            work.reconciled();
        } else {
            work.notMet(ended.getException());
        }
    }

    private void keysChecked(StudyWork work, @Nullable Exception failure) {
        if (failure == null) {
            return;
        }
        if (Failures.isForbidden(failure)) {
            work.notMet(new MachineFaultException(
                    "iMednet answered 403 for the list of studies too, so it is not study "
                            + Objects.requireNonNull(work.order()).study()
                            + " that it refuses: check imednet.api-key and imednet.security-key",
                    failure));
        } else if (runs.isStopping()) {
            work.notMet(ExportInterruptedException.beforeBeginning());
        } else if (Failures.mayPass(failure) || Failures.ownFault(failure).isPresent()) {
            work.notMet(failure);
        }
    }

    private static GroupMembership membership(StudyWork work) {
        return (GroupMembership) work.commit();
    }

    /** A worker that is told to stop is not lost, also where it is killed before its export has ended. */
    private boolean isDoneOrLeft(StudyWork work, Future<Exchange> sent) {
        boolean done = sent.isDone();
        if (!done && runs.isStopping() && work.isHeld()) {
            LostWorkers.leaveSoon(membership(work), work);
        }
        return done;
    }

    /** Decides what becomes of an order that was not exported. */
    public void failed(@ExchangeProperty(WORK) StudyWork work) {
        UnmetOrder.decide(work, settings.attempts(), runs.isStopping()).ifPresent(this::fault);
    }

    /** Lets time pass before an order is put back, for what kept it from being met to pass too. */
    public void await(@ExchangeProperty(WORK) StudyWork work, Exchange exchange) {
        Instant end = Instant.now().plus(settings.retryWait());
        membership(work).keepUntil(() -> !Instant.now().isBefore(end) || exchange.getContext().isStopping());
        if (exchange.getContext().isStopping()) {
            throw ExportInterruptedException.beforeBeginning();
        }
    }

    /**
     * Lets the same time pass where what became of an order cannot be told, kept or acknowledged: then it comes again,
     * at once. A worker whose login the brokers refuse that ends.
     */
    public void refuse(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause,
            @ExchangeProperty(WORK) StudyWork work,
            Exchange exchange) throws Exception {
        QueueFailures.refusal(settings, cause).ifPresent(this::fault);
        if (!exchange.getContext().isStopping()) {
            LOG.warn("{} is not acknowledged, and will be redelivered: {}", work.commit(), Failures.reason(cause));
        }
        if (work.isCounted()) {
            LostWorkers.leaveInTime(
                    membership(work), work.lostWorkers(), settings.answerTimeout(), exchange.getContext()::isStopping);
        }
        try {
            await(work, exchange);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        throw cause;
    }

    /** A worker that is to stop takes nothing more, and does not acknowledge: another one gets the order. */
    public void leave(@ExchangeProperty(WORK) StudyWork work, Exchange exchange) {
        membership(work).keepUntil(() -> exchange.getContext().isStopping());
        throw ExportInterruptedException.beforeBeginning();
    }

    /** The order for another attempt, as a message. */
    public void again(@ExchangeProperty(WORK) StudyWork work, Exchange exchange) {
        StudyOrder order = Objects.requireNonNull(work.order());
        StudyOrders.address(exchange.getMessage(), order.study(),
                QueueMessages.write(work.countsAsAttempt() ? order.nextAttempt() : order));
        exchange.getMessage().setHeader(LostWorkers.HEADER, String.valueOf(work.lostWorkers()));
    }

    /** The message as it came, with why it is not tried again. */
    public void deadLetter(@ExchangeProperty(WORK) StudyWork work, Exchange exchange) {
        DeadLetter.write(work, settings.topic(), worker, exchange.getMessage());
    }

    /** What is told of the order, as a message. */
    public void result(@ExchangeProperty(WORK) StudyWork work, Exchange exchange) {
        StudyOrder order = Objects.requireNonNull(work.order());
        StudyOrders.address(exchange.getMessage(), order.study(),
                QueueMessages.write(work.result(order, worker, settings.topic())));
    }

    /** The message is not needed any more: all that comes of it was told, and the brokers have it. */
    public void acknowledge(@ExchangeProperty(WORK) StudyWork work, Exchange exchange) {
        membership(work).acknowledge(exchange.getContext()::isStopping);
    }
}
