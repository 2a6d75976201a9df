#!/usr/bin/env bash
# org.apache.camel:camel-kamelet 4.17.0: whether a kamelet works on its caller's exchange or on a copy of it is decided by an
# option of JMX, registerRoutesCreateByKamelet of the management agent (false by default). With it a property that the
# kamelet's route removes is gone at the caller; without it the caller still has it, for of a copy only what is there is
# copied back, and so what the kamelet sets arrives in both cases. So the same route gives another result when somebody
# wants to see the routes of kamelets in JMX: an exchange property that a kamelet clears for itself may be the caller's.
#
# Seen:
#   routes of kamelets in JMX false: caller's property kept, kamelet's property left behind
#   routes of kamelets in JMX true: caller's property null, kamelet's property left behind
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
      <groupId>org.apache.camel</groupId>
      <artifactId>camel-kamelet</artifactId>
      <version>4.17.0</version>
    </dependency>
    <dependency>
      <groupId>org.apache.camel</groupId>
      <artifactId>camel-management</artifactId>
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

cat > "$work/Kamelet.java" <<'JAVA'
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

public class Kamelet {

    public static void main(String[] arguments) throws Exception {
        for (boolean registered : new boolean[] {false, true}) {
            System.out.println("routes of kamelets in JMX " + registered + ": " + run(registered));
        }
    }

    private static String run(boolean registered) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getManagementStrategy().getManagementAgent().setRegisterRoutesCreateByKamelet(registered);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    routeTemplate("note")
                            .from("kamelet:source")
                            .removeProperty("callers")
                            .setProperty("own").constant("left behind");
                    from("direct:start").setProperty("callers").constant("kept").to("kamelet:note");
                }
            });
            context.start();
            Exchange answer = context.createProducerTemplate().request("direct:start", exchange -> {});
            return "caller's property " + answer.getProperty("callers") + ", kamelet's property "
                    + answer.getProperty("own");
        }
    }
}
JAVA
java -cp "$work/lib/*" "$work/Kamelet.java" | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
routes of kamelets in JMX false: caller's property kept, kamelet's property left behind
routes of kamelets in JMX true: caller's property null, kamelet's property left behind
EXPECTED
