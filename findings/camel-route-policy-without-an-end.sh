#!/usr/bin/env bash
# org.apache.camel:camel-core 4.17.0: a RoutePolicy hears of each exchange that a route begins (onExchangeBegin) and, when it is
# done, of its end (onExchangeDone), be it a failure. But not of one that is done while the context stops: the graceful
# shutdown lets it come to its end, its caller gets the answer, and onExchangeDone is not called. What a policy has begun for
# an exchange (put away, counted, locked) is then never undone. An on-completion of the exchange itself is called in both cases.
#
# Seen:
#   running: begun 1, done 1, completions 1, answer after
#   stopping: begun 1, done 0, completions 1, answer after
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.camel</groupId>
      <artifactId>camel-core</artifactId>
      <version>4.17.0</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies \
    -DoutputDirectory="$work/lib" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Policy.java" <<'JAVA'
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.SynchronizationAdapter;

public class Policy {

    static class Counting extends RoutePolicySupport {
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger done = new AtomicInteger();

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            begun.incrementAndGet();
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            done.incrementAndGet();
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("running: " + run(false));
        System.out.println("stopping: " + run(true));
    }

    private static String run(boolean stop) throws Exception {
        Counting policy = new Counting();
        AtomicInteger completions = new AtomicInteger();
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(stop ? 1 : 0);
        DefaultCamelContext context = new DefaultCamelContext();
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopped) {
                stopping.countDown();
            }
        });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:work").routePolicy(policy).process(exchange -> {
                    exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                        @Override
                        public void onDone(Exchange ended) {
                            completions.incrementAndGet();
                        }
                    });
                    inRoute.countDown();
                    stopping.await();
                }).setBody().constant("after");
            }
        });
        context.start();
        CompletableFuture<Object> answer =
                CompletableFuture.supplyAsync(() -> context.createProducerTemplate().requestBody("direct:work", "before"));
        inRoute.await();
        if (stop) {
            context.stop();
        }
        Object body = answer.get();
        context.stop();
        return "begun " + policy.begun + ", done " + policy.done + ", completions " + completions + ", answer " + body;
    }
}
JAVA
java -cp "$work/lib/*" "$work/Policy.java" | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
running: begun 1, done 1, completions 1, answer after
stopping: begun 1, done 0, completions 1, answer after
EXPECTED
