#!/usr/bin/env bash
# net.snowflake:snowflake-jdbc 4.4.1: the text of a NUMBER with a scale that comes in Arrow, which is the default, has the
# decimal separator of the JVM's default locale where the server has sent it in 8, 16 or 32 bits, as it does where all values
# of a result are small enough, and a point where it has sent 64 bits. So the same column's getString is -999.9 or -999,9, by
# the size of the other values in the result; under Locale.GERMANY neither new BigDecimal(String) nor another database reads the
# latter. getBigDecimal and getObject are not concerned. The converters are called here as the driver calls them.
#
# Seen, of the number -9.9 by getString under Locale.GERMANY and under Locale.US:
#   8 bits:  -9,9 -9.9
#   16 bits: -9,9 -9.9
#   32 bits: -9,9 -9.9
#   64 bits: -9.9 -9.9
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=net.snowflake:snowflake-jdbc:4.4.1 -DoutputDirectory="$work" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Separators.java" <<'JAVA'
import java.util.Locale;
import java.util.function.Supplier;
import net.snowflake.client.internal.core.arrow.ArrowVectorConverter;
import net.snowflake.client.internal.core.arrow.BigIntToScaledFixedConverter;
import net.snowflake.client.internal.core.arrow.IntToScaledFixedConverter;
import net.snowflake.client.internal.core.arrow.SmallIntToScaledFixedConverter;
import net.snowflake.client.internal.core.arrow.TinyIntToScaledFixedConverter;
import net.snowflake.client.jdbc.internal.apache.arrow.memory.BufferAllocator;
import net.snowflake.client.jdbc.internal.apache.arrow.memory.RootAllocator;
import net.snowflake.client.jdbc.internal.apache.arrow.vector.BigIntVector;
import net.snowflake.client.jdbc.internal.apache.arrow.vector.IntVector;
import net.snowflake.client.jdbc.internal.apache.arrow.vector.SmallIntVector;
import net.snowflake.client.jdbc.internal.apache.arrow.vector.TinyIntVector;

public class Separators {

    public static void main(String[] arguments) throws Throwable {
        BufferAllocator allocator = new RootAllocator();
        TinyIntVector tiny = new TinyIntVector("N", allocator);
        tiny.setSafe(0, -99);
        tiny.setValueCount(1);
        SmallIntVector small = new SmallIntVector("N", allocator);
        small.setSafe(0, -99);
        small.setValueCount(1);
        IntVector middle = new IntVector("N", allocator);
        middle.setSafe(0, -99);
        middle.setValueCount(1);
        BigIntVector big = new BigIntVector("N", allocator);
        big.setSafe(0, -99);
        big.setValueCount(1);
        print("8 bits: ", () -> new TinyIntToScaledFixedConverter(tiny, 0, null, 1));
        print("16 bits:", () -> new SmallIntToScaledFixedConverter(small, 0, null, 1));
        print("32 bits:", () -> new IntToScaledFixedConverter(middle, 0, null, 1));
        print("64 bits:", () -> new BigIntToScaledFixedConverter(big, 0, null, 1));
    }

    private static void print(String width, Supplier<ArrowVectorConverter> converter) throws Throwable {
        Locale.setDefault(Locale.GERMANY);
        String german = converter.get().toString(0);
        Locale.setDefault(Locale.US);
        System.out.println(width + " " + german + " " + converter.get().toString(0));
    }
}
JAVA

java --add-opens=java.base/java.nio=ALL-UNNAMED -cp "$work/snowflake-jdbc-4.4.1.jar" "$work/Separators.java" 2> "$work/err" |
    tee "$work/seen" || { cat "$work/err"; exit 2; }
diff "$work/seen" - <<'SEEN'
8 bits:  -9,9 -9.9
16 bits: -9,9 -9.9
32 bits: -9,9 -9.9
64 bits: -9.9 -9.9
SEEN
