#!/usr/bin/env bash
# org.apache.parquet:parquet-avro 1.16.0: the same rows, written with the same options in two JVMs, can give two different
# files. The writer keeps a column's encodings in a hash set of constants of an enumeration, whose hash codes are those of
# objects, and writes the footer's list of them in the order of that set: it depends on how many objects were asked for their
# hash code before. Pages and values are the same. Whoever names files by their content, or compares them by it, sees
# another file.
#
# Seen, for one row of a text and a number, where eight JVMs asked 0 to 7 objects before: 604 bytes each, of two contents,
#   BIT_PACKED before PLAIN for 0, 1 and 5 (d9e57ba810136d36), PLAIN before BIT_PACKED for the others (bd1fed843c3f5786)
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.parquet</groupId><artifactId>parquet-avro</artifactId><version>1.16.0</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-api</artifactId><version>3.4.3</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-runtime</artifactId><version>3.4.3</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/class-path" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Write.java" <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;

public class Write {
    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            new Object().hashCode();
        }
        Schema schema = SchemaBuilder.record("row").fields().requiredString("text").requiredLong("number").endRecord();
        Path path = Path.of(arguments[1]);
        try (ParquetWriter<GenericRecord> writer = AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(path))
                .withSchema(schema).build()) {
            writer.write(new GenericRecordBuilder(schema).set("text", "a").set("number", 1L).build());
        }
        byte[] bytes = Files.readAllBytes(path);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        try (ParquetFileReader reader = new ParquetFileReader(new LocalInputFile(path), ParquetReadOptions.builder().build())) {
            System.out.println(bytes.length + " " + HexFormat.of().formatHex(digest, 0, 8) + " "
                    + reader.getFooter().getBlocks().get(0).getColumns().get(0).getEncodings());
        }
    }
}
JAVA
class_path=$(cat "$work/class-path")
javac -cp "$class_path" -d "$work" "$work/Write.java"
for asked in 0 1 2 3 4 5 6 7; do
    java -cp "$class_path:$work" Write "$asked" "$work/$asked.parquet" 2> /dev/null
done | tee "$work/seen"
[ "$(cut -d' ' -f1 "$work/seen" | sort -u | wc -l)" = 1 ] && [ "$(cut -d' ' -f2 "$work/seen" | sort -u | wc -l)" -gt 1 ]
