#!/usr/bin/env bash
# org.apache.avro:avro 1.11.4 (as 1.12.0): DataFileReader.hasNext(), which is DataFileStream's, answers false at a block whose
# count of objects is 0, though records follow; asked once more it answers true. Whoever reads until hasNext() is false, as
# every loop over the reader does, gets the records before that block as all of them, and nothing is said.
#
# Such a block is valid: the specification has "a long indicating the count of objects in this block" before each, and
# excludes no count. Azure's Event Hubs write some (SPARK-46633, SPARK-46990). Apache's own reader in Python goes on behind
# it.
#
# Seen, of a file whose three records stand behind a block without records:
#   Java 1.11.4 reads 0 records until hasNext() is false, and 3 when it is asked again
#   Java 1.12.0 reads 0 records until hasNext() is false, and 3 when it is asked again
#   Python 1.12.0 reads 3 records
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/Blocks.java" <<'JAVA'
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

public class Blocks {
    private static final Schema SCHEMA = SchemaBuilder.record("row").fields().requiredLong("id").endRecord();
    private static final byte[] MARK = "sixteen bytes so".getBytes();

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        byte[] header = written(0);
        byte[] all = written(3);
        if (!Arrays.equals(header, Arrays.copyOf(all, header.length))) {
            throw new IllegalStateException("The headers differ");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header);
        bytes.write(0); // objects in the block
        bytes.write(0); // their bytes
        bytes.write(MARK);
        bytes.write(all, header.length, all.length - header.length);
        Files.write(file, bytes.toByteArray());

        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            System.out.println("Java " + arguments[1] + " reads " + records(reader) + " records until hasNext() is false,"
                    + " and " + records(reader) + " when it is asked again");
        }
    }

    private static int records(DataFileReader<GenericRecord> reader) {
        int records = 0;
        for (; reader.hasNext(); reader.next()) {
            records++;
        }
        return records;
    }

    private static byte[] written(int records) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            writer.create(SCHEMA, bytes, MARK);
            for (long id = 0; id < records; id++) {
                writer.append(new GenericRecordBuilder(SCHEMA).set("id", id).build());
            }
        }
        return bytes.toByteArray();
    }
}
JAVA

for version in 1.11.4 1.12.0; do
    cat > "$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.avro</groupId><artifactId>avro</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
POM
    mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
        -Dmdep.outputFile="$work/class-path" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }
    java -cp "$(cat "$work/class-path")" "$work/Blocks.java" "$work/rows.avro" $version 2> "$work/java.log" \
        || { cat "$work/java.log"; exit 2; }
done | tee "$work/seen"

python3 -m pip install -q --no-deps --target "$work/python" avro==1.12.0 > "$work/pip.log" 2>&1 || { cat "$work/pip.log"; exit 2; }
PYTHONPATH="$work/python" python3 - "$work/rows.avro" <<'PYTHON' | tee -a "$work/seen"
import sys
from avro.datafile import DataFileReader
from avro.io import DatumReader

with DataFileReader(open(sys.argv[1], "rb"), DatumReader()) as reader:
    print("Python 1.12.0 reads", sum(1 for record in reader), "records")
PYTHON
diff "$work/seen" - <<'EXPECTED'
Java 1.11.4 reads 0 records until hasNext() is false, and 3 when it is asked again
Java 1.12.0 reads 0 records until hasNext() is false, and 3 when it is asked again
Python 1.12.0 reads 3 records
EXPECTED
