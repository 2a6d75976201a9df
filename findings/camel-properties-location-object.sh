#!/usr/bin/env bash
# org.apache.camel:camel-base 4.17.0: PropertiesComponent.addLocation(PropertiesLocation) adds the location to the list that
# getLocations() answers, and no property of its file is ever found, whether it is called before the context is built or
# after; where a location was added as text before, it throws UnsupportedOperationException. addLocation(String) and
# setLocations(List) read the same file. Nothing is logged.
#
# The object is what a file needs whose path has a comma: addLocation(String) takes the text for several locations there.
#
# Seen:
#   addLocation(String): hello, of 1 locations
#   setLocations(List.of(location)): hello, of 1 locations
#   addLocation(location): not found, of 1 locations
#   addLocation(location), then build: not found, of 1 locations
#   addLocation(String), then addLocation(location): UnsupportedOperationException
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core</artifactId><version>4.17.0</version></dependency>
  </dependencies>
</project>
POM
cat > "$work/Locations.java" <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLocation;
import org.apache.camel.impl.DefaultCamelContext;

public class Locations {
    public static void main(String[] arguments) throws Exception {
        Path file = Files.writeString(Path.of(arguments[0]), "greeting=hello\n");
        PropertiesLocation location = new PropertiesLocation("file", file.toString(), false);
        Consumer<PropertiesComponent> none = properties -> { };

        show("addLocation(String)", none, properties -> properties.addLocation("file:" + file));
        show("setLocations(List.of(location))", none, properties -> properties.setLocations(List.of(location)));
        show("addLocation(location)", none, properties -> properties.addLocation(location));
        show("addLocation(location), then build", properties -> properties.addLocation(location), none);
        show("addLocation(String), then addLocation(location)", none, properties -> {
            properties.addLocation("file:" + file);
            properties.addLocation(location);
        });
    }

    private static void show(String what, Consumer<PropertiesComponent> before, Consumer<PropertiesComponent> after)
            throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
            before.accept(properties);
            context.build();
            after.accept(properties);
            System.out.println(what + ": " + properties.resolveProperty("greeting").orElse("not found") + ", of "
                    + properties.getLocations().size() + " locations");
        } catch (UnsupportedOperationException e) {
            System.out.println(what + ": UnsupportedOperationException");
        }
    }
}
JAVA

mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/class-path" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }
java -cp "$(cat "$work/class-path")" "$work/Locations.java" "$work/a.properties" 2> "$work/java.log" | tee "$work/seen" \
    || { cat "$work/java.log"; exit 2; }
diff "$work/seen" - <<'EXPECTED'
addLocation(String): hello, of 1 locations
setLocations(List.of(location)): hello, of 1 locations
addLocation(location): not found, of 1 locations
addLocation(location), then build: not found, of 1 locations
addLocation(String), then addLocation(location): UnsupportedOperationException
EXPECTED
