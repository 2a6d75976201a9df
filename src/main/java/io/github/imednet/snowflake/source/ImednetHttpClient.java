package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetSettings;
import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes camel-http's client the API's: both keys on each request, and time limits. The keys are given to the client so
 * that they are in no exchange, where a log or a trace could show them.
 */
@RouteBean
public final class ImednetHttpClient implements HttpClientConfigurer, CamelContextAware {

    /** The answer's header with when its request began, in nanoseconds of {@link System#nanoTime}. */
    static final String REQUEST_BEGUN = "imednetRequestBegun";

    private final ImednetSettings settings;
    private final OpenRequests openRequests = new OpenRequests();
    private final ParallelPages parallelPages;
    private final RequestPause pause;

    @SuppressWarnings("NullAway.Init") // Camel gives it
    private CamelContext camelContext;

    public ImednetHttpClient(ExportSettings settings) {
        this(settings.imednet(), settings.retries().backoff());
    }

    private ImednetHttpClient(ImednetSettings settings, Duration usualPause) {
        this.settings = settings;
        this.pause = new RequestPause(usualPause, openRequests);
        this.parallelPages = new ParallelPages(settings.parallelPages());
    }

    /** For those who have no export's settings. */
    public static ImednetHttpClient of(ImednetSettings settings) {
        return new ImednetHttpClient(settings, Duration.ZERO);
    }

    /** How many pages are asked for at the same time, by the answers that come. */
    public ParallelPages parallelPages() {
        return parallelPages;
    }

    /** Until when no request is begun. */
    public RequestPause pause() {
        return pause;
    }

    /** Waits for no answer any more, and makes no further request: what is asked fails for good. */
    public void abandonRequests() {
        openRequests.abandon();
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        // Before the routes are stopped: that waits for the requests.
        OnCamelContextStopping abandon = stopping -> abandonRequests();
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt(abandon));
    }

    /** Waits until requests are abandoned, or until the time is over. */
    void awaitAbandoned(Duration longest) throws InterruptedException {
        openRequests.awaitAbandoned(longest);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        Timeout timeout = Timeout.of(settings.timeout());
        if (settings.apiKey() != null && settings.securityKey() != null) {
            client.setDefaultHeaders(headers());
        }
        client.setDefaultRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .build());
        client.addExecInterceptorFirst("open-requests", openRequests);
        client.addExecInterceptorFirst("parallel-pages", this::timed);
        // Before the time of an answer is taken: a pause says nothing of how quick the API is.
        client.addExecInterceptorFirst("pause", pause);
        // Retries are the routes' business: seen, counted and limited there.
        client.disableAutomaticRetries();
        client.disableRedirectHandling();
        client.disableCookieManagement();
    }

    private ClassicHttpResponse timed(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        long begun = System.nanoTime();
        ClassicHttpResponse response = chain.proceed(request, scope);
        parallelPages.answered(response.getCode(), begun, System.nanoTime());
        response.setHeader(REQUEST_BEGUN, begun);
        return response;
    }

    private List<BasicHeader> headers() {
        return List.of(
                new BasicHeader("x-api-key", settings.apiKey().reveal(), true),
                new BasicHeader("x-imn-security-key", settings.securityKey().reveal(), true),
                new BasicHeader(HttpHeaders.ACCEPT, "application/json"));
    }
}
