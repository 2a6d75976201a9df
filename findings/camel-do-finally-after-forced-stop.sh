#!/usr/bin/env bash
# org.apache.camel:camel-core 4.17.0: where a context stops by force, because an exchange has not come to its end within the
# time-out of the shutdown strategy, the exchange's next step is refused with a RejectedExecutionException. That holds for the
# steps of doCatch and doFinally too: neither is executed, though the step before them was not interrupted and came to its
# end. The caller gets the exception. So what a route begins and ends with doFinally (a lock, a temporary file, a transaction)
# is not ended, and only a bean that hears of the context's end itself (a lifecycle strategy) can do so.
#
# Seen:
#   in time: doCatch 0, doFinally 1, null
#   by force: doCatch 0, doFinally 0, class java.util.concurrent.RejectedExecutionException
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

cat > "$work/Finally.java" <<'JAVA'
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

public class Finally {

    public static void main(String[] arguments) throws Exception {
        System.out.println("in time: " + run(false));
        System.out.println("by force: " + run(true));
    }

    private static String run(boolean force) throws Exception {
        AtomicInteger caught = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(force ? 1 : 0);
        DefaultCamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:work")
                        .doTry()
                        .process(exchange -> {
                            inRoute.countDown();
                            mayEnd.await();
                        })
                        .process(exchange -> exchange.getMessage().setBody("after"))
                        .doCatch(Exception.class)
                        .process(exchange -> caught.incrementAndGet())
                        .doFinally()
                        .process(exchange -> ended.incrementAndGet())
                        .end();
            }
        });
        context.start();
        CompletableFuture<Exchange> answer = CompletableFuture.supplyAsync(
                () -> context.createProducerTemplate().request("direct:work", exchange -> {}));
        inRoute.await();
        context.stop();
        mayEnd.countDown();
        Exception failure = answer.get().getException();
        return "doCatch " + caught + ", doFinally " + ended + ", " + (failure == null ? null : failure.getClass());
    }
}
JAVA
java -cp "$work/lib/*" "$work/Finally.java" | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
in time: doCatch 0, doFinally 1, null
by force: doCatch 0, doFinally 0, class java.util.concurrent.RejectedExecutionException
EXPECTED
