#!/usr/bin/env bash
# org.apache.parquet:parquet-variant 1.16.0: Variant.getString() makes a text of its bytes with the JVM's default charset, though
# the bytes are UTF-8, as VariantBuilder writes them and the format says. So are names of an object's fields. Where the default
# is another one, as for Java 17 without a UTF-8 locale, a text that the same library has just written comes back as another
# one, and nothing is said.
#
# Seen with Java 17, for the text of the one letter U+00E9 and a field of that name:
#   -Dfile.encoding=UTF-8       text e9, name e9
#   -Dfile.encoding=ISO-8859-1  text c3 a9, name c3 a9
#   -Dfile.encoding=US-ASCII    text fffd fffd, name fffd fffd
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.parquet</groupId><artifactId>parquet-variant</artifactId><version>1.16.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/class-path" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Letter.java" <<'JAVA'
import java.util.stream.Collectors;
import org.apache.parquet.variant.Variant;
import org.apache.parquet.variant.VariantBuilder;
import org.apache.parquet.variant.VariantObjectBuilder;

public class Letter {
    public static void main(String[] arguments) {
        VariantBuilder builder = new VariantBuilder();
        VariantObjectBuilder object = builder.startObject();
        object.appendKey("\u00e9");
        object.appendString("\u00e9");
        builder.endObject();
        Variant.ObjectField field = builder.build().getFieldAtIndex(0);
        System.out.println("text " + hex(field.value.getString()) + ", name " + hex(field.key));
    }

    private static String hex(String text) {
        return text.chars().mapToObj(Integer::toHexString).collect(Collectors.joining(" "));
    }
}
JAVA
class_path=$(cat "$work/class-path")
javac -cp "$class_path" -d "$work" "$work/Letter.java"
for charset in UTF-8 ISO-8859-1 US-ASCII; do
    java -Dfile.encoding=$charset -cp "$class_path:$work" Letter 2> /dev/null
done | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
text e9, name e9
text c3 a9, name c3 a9
text fffd fffd, name fffd fffd
EXPECTED
