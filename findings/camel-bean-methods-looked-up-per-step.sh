#!/usr/bin/env bash
# org.apache.camel:camel-bean 4.17.0: the bean component remembers what it has found out about the methods of a class, so that
# a class is looked through once however many steps call it. But it does so only once it is started, and a context starts it
# after it has made the routes. So while routes are made nothing is remembered, and each step that calls a bean has all
# methods of its class looked through again: of 1,000 steps with one bean, 1,000 times. Where the component is started before
# (here by a lifecycle strategy), it is once.
#
# Seen, classes that are remembered when the context has started, and the times that the class was looked through:
#   component started first false: 0 remembered, looked through 1000 times
#   component started first true: 1 remembered, looked through 1 times
# (The component's log at TRACE has two lines for each time.) Exits with 1 if that changes.
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
      <artifactId>slf4j-simple</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies \
    -DoutputDirectory="$work/lib" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Steps.java" <<'JAVA'
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.bean.BeanComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;

public class Steps {

    public static class Greeter {
        public String greet(String name) {
            return "Hello " + name;
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(start(Boolean.parseBoolean(arguments[0])));
    }

    private static String start(boolean first) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            if (first) {
                context.addLifecycleStrategy(new LifecycleStrategySupport() {
                    @Override
                    public void onContextInitializing(CamelContext initializing) {
                        ServiceHelper.startService(initializing.getComponent("bean"));
                    }
                });
            }
            context.getRegistry().bind("greeter", new Greeter());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    var route = from("direct:greet");
                    for (int i = 0; i < 1000; i++) {
                        route.bean("greeter", "greet");
                    }
                }
            });
            context.start();
            return context.getComponent("bean", BeanComponent.class).getCurrentBeanCacheSize() + " remembered";
        }
    }
}
JAVA
for first in false true; do
    remembered=$(java -Dorg.slf4j.simpleLogger.log.org.apache.camel.component.bean=trace -cp "$work/lib/*" "$work/Steps.java" $first \
        2> "$work/log")
    echo "component started first $first: $remembered, looked through $(($(grep -c 'Introspecting class: .*Greeter' "$work/log") / 2)) times"
done | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
component started first false: 0 remembered, looked through 1000 times
component started first true: 1 remembered, looked through 1 times
EXPECTED
