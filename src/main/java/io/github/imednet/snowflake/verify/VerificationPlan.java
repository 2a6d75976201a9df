package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.IdRange;
import io.github.imednet.snowflake.run.ExportInterruptedException;
import io.github.imednet.snowflake.run.Failures;
import io.github.imednet.snowflake.run.VerificationException;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.support.LifecycleStrategySupport;

/** Begins and ends verifications, and says what is read next. They end early when the context stops. */
@RouteBean
public final class VerificationPlan implements CamelContextAware {

    private final ExportSettings settings;
    private final Set<Verification> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    @SuppressWarnings("NullAway.Init") // Camel gives it
    private CamelContext camelContext;

    public VerificationPlan(ExportSettings settings) {
        this.settings = settings;
    }

    /** Asks the verifications that are under way to end early, and those that are still to come. */
    public void stop() {
        stopping = true;
        underWay.forEach(Verification::stop);
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        // Before the routes are stopped: that waits for the verifications.
        OnCamelContextStopping stop = stopping -> stop();
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt(stop));
    }

    /**
     * Begins a verification and gives the exchange the properties that the steps after this one read.
     *
     * @param studyKey the study, or null for the one of the settings
     * @param list the list of the study, or null for its records
     * @param deep whether the records are read again from the API; null counts as false
     * @throws ExportConfigurationException if no study is named, or the key is invalid
     */
    public void start(
            @Header("studyKey") String studyKey,
            @Header("list") ImednetResource list,
            @Header("deep") Boolean deep,
            Exchange exchange) {
        String study = settings.requireStudy(studyKey);
        if (Boolean.TRUE.equals(deep)) {
            settings.requireKeys();
        }
        ImednetResource resource = list == null ? ImednetResource.RECORDS : list;
        Verification verification = new Verification(study, resource, Boolean.TRUE.equals(deep));
        underWay.add(verification);
        if (stopping) {
            verification.stop();
        }
        exchange.setProperty("run", verification);
        exchange.setProperty("studyKey", study);
        exchange.getMessage().removeHeaders("*");
    }

    public boolean isDeep(@ExchangeProperty("run") Verification verification) {
        return verification.isDeep() && verification.continues();
    }

    public PageRequest firstPage(@ExchangeProperty("run") Verification verification) {
        return PageRequest.of(settings, verification.studyKey(), verification.resource(), 0);
    }

    /** All pages after the first, until the verification ends. */
    public Iterator<PageRequest> otherPages(@ExchangeProperty("run") Verification verification) {
        PageRequest first = firstPage(verification);
        long pages = (verification.pages().totalElements() + first.size() - 1) / first.size();
        return LongStream.range(1, pages)
                .takeWhile(page -> verification.continues())
                .mapToObj(page -> first.withPage(Math.toIntExact(page)))
                .iterator();
    }

    /**
     * Waits until all pages before this one have had their turn, so that pages that do not fit together are seen, and
     * gives the ids that this page answers for. Then the next page may go on: comparing needs no order.
     */
    public IdRange takeTurn(@Body Page page, @ExchangeProperty("run") Verification verification)
            throws InterruptedException {
        verification.pages().await(page);
        IdRange range = verification.rangeOf(page);
        verification.pages().endTurn(page);
        return range;
    }

    /** The keys of a page's entities; they tell which rows are the page's where they have no order. */
    public List<String> keys(@Body Page page, @ExchangeProperty("run") Verification verification) {
        RecordValues values = verification.values();
        return page.records().stream().map(record -> values.recordId(values.ofRecord(record))).toList();
    }

    /** The lists that are verified one after the other: those that are exported. */
    public List<ImednetResource> lists() {
        return settings.lists().resources();
    }

    public void compared(@Body RecordTally comparison, @ExchangeProperty("run") Verification verification) {
        verification.compared(comparison);
    }

    /** A page could not be read or compared; no other page waits for it. */
    public void pageFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("run") Verification verification) {
        verification.failed(cause);
        verification.pages().abort();
    }

    public void failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("run") Verification verification) {
        verification.failed(cause);
    }

    /**
     * What was found, at the end.
     *
     * @throws ExportConfigurationException if the API or Snowflake refused what they were asked for
     * @throws VerificationException if something failed, all retries included
     * @throws ExportInterruptedException if the verification was asked to stop
     */
    public VerificationReport report(@ExchangeProperty("run") Verification verification) {
        underWay.remove(verification);
        if (verification.isStopping()) {
            throw new ExportInterruptedException();
        }
        if (verification.failure() != null) {
            throw Failures.explain(verification.failure(), VerificationException::new);
        }
        return verification.report();
    }
}
