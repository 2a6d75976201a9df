#!/usr/bin/env bash
# org.duckdb:duckdb_jdbc 2.0.0.1: ResultSet.getObject(column, LocalDate.class) of a DATE goes through java.sql.Date, so ten
# days of October 1582 come ten days late, and a day that the JVM's default time zone left out comes as the next one. DuckDB
# has those days (its calendar is the proleptic Gregorian one, as LocalDate's is), getObject(column) gives the same LocalDate
# right, and so does getObject(column, LocalDateTime.class) of a TIMESTAMP; but getString of a TIMESTAMP goes through
# java.sql.Timestamp and has the same fault. None raises an error.
#
# Seen, of all 766,644 days of the years 1 to 2099, how many come wrong by getObject(LocalDate.class) of a DATE, by getObject of
# it, by getObject(LocalDateTime.class) of a TIMESTAMP and by getString of it, and what the first and the last one come as:
#   UTC 10 0 0 10 1582-10-05 as 1582-10-15, 1582-10-14 as 1582-10-24
#   Pacific/Apia 11 0 0 11 1582-10-05 as 1582-10-15, 2011-12-30 as 2011-12-31
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=org.duckdb:duckdb_jdbc:2.0.0.1 -DoutputDirectory="$work" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Days.java" <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;

public class Days {
    private static final String ALL = "SELECT day::DATE, day, strftime(day, '%Y-%m-%d')"
            + " FROM range(TIMESTAMP '0001-01-01', TIMESTAMP '2100-01-01', INTERVAL 1 DAY) AS days(day)";

    public static void main(String[] arguments) throws Exception {
        for (String zone : List.of("UTC", "Pacific/Apia")) {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement();
                    ResultSet days = statement.executeQuery(ALL)) {
                System.out.println(zone + " " + differing(days));
            }
        }
    }

    private static String differing(ResultSet days) throws Exception {
        List<String> asLocalDate = new ArrayList<>();
        int asObject = 0;
        int asLocalDateTime = 0;
        int asText = 0;
        while (days.next()) {
            LocalDate day = LocalDate.parse(days.getString(3));
            if (!days.getObject(1, LocalDate.class).equals(day)) {
                asLocalDate.add(day + " as " + days.getObject(1, LocalDate.class));
            }
            asObject += days.getObject(1).equals(day) ? 0 : 1;
            asLocalDateTime += days.getObject(2, LocalDateTime.class).equals(day.atStartOfDay()) ? 0 : 1;
            asText += days.getString(2).startsWith(day.toString()) ? 0 : 1;
        }
        return asLocalDate.size() + " " + asObject + " " + asLocalDateTime + " " + asText + " " + asLocalDate.get(0) + ", "
                + asLocalDate.get(asLocalDate.size() - 1);
    }
}
JAVA

java -cp "$work/duckdb_jdbc-2.0.0.1.jar" "$work/Days.java" | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
UTC 10 0 0 10 1582-10-05 as 1582-10-15, 1582-10-14 as 1582-10-24
Pacific/Apia 11 0 0 11 1582-10-05 as 1582-10-15, 2011-12-30 as 2011-12-31
EXPECTED
