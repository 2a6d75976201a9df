#!/usr/bin/env bash
# org.duckdb:duckdb_jdbc 2.0.0.1 (as 1.4 did): ResultSet.getObject(column, OffsetDateTime.class) of a TIMESTAMPTZ gives
# another moment than the one that is stored, in hours around each change of the clock, wherever the JVM's default time zone
# has one: not only in the hour that there is twice (which getTimestamp gets wrong too), but in hours before and after. Under
# UTC all is right. Neither raises an error.
#
# Seen, of the 8,784 full half hours of 2024, how many come as another moment by OffsetDateTime and by Timestamp:
#   Europe/Berlin 3 1      the first by OffsetDateTime: 2024-03-31T00:30:00Z comes as 2024-03-30T23:30:00Z
#   America/New_York 9 1   the first by OffsetDateTime: 2024-03-10T07:30:00Z comes as 2024-03-10T08:30:00Z
#   UTC 0 0
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=org.duckdb:duckdb_jdbc:2.0.0.1 -DoutputDirectory="$work" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Moments.java" <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TimeZone;

public class Moments {
    public static void main(String[] arguments) throws Exception {
        for (String zone : List.of("Europe/Berlin", "America/New_York", "UTC")) {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                System.out.println(zone + " " + differing(statement));
            }
        }
    }

    private static String differing(Statement statement) throws Exception {
        int byOffsetDateTime = 0;
        int byTimestamp = 0;
        for (int hour = 0; hour < 8784; hour++) {
            Instant moment = Instant.parse("2024-01-01T00:30:00Z").plus(Duration.ofHours(hour));
            try (ResultSet row = statement.executeQuery("SELECT TIMESTAMPTZ '" + moment + "'")) {
                row.next();
                if (!row.getTimestamp(1).toInstant().equals(moment)) {
                    byTimestamp++;
                }
                if (!row.getObject(1, OffsetDateTime.class).toInstant().equals(moment)) {
                    byOffsetDateTime++;
                }
            }
        }
        return byOffsetDateTime + " " + byTimestamp;
    }
}
JAVA

java -cp "$work/duckdb_jdbc-2.0.0.1.jar" "$work/Moments.java" | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
Europe/Berlin 3 1
America/New_York 9 1
UTC 0 0
EXPECTED
