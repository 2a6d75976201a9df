#!/usr/bin/env bash
# org.duckdb:duckdb_jdbc 2.0.0.1: whatever is taken out of a JSON value with ->> or json_extract_string comes back with its
# numbers rewritten as doubles, although the JSON itself is kept as the text that it was given, and although what is
# asked for is a text, or an object in which the number merely lies. The digits are lost without an error; a cast to
# DECIMAL(38, 3) behind ->> gets the rounded number.
#
# Seen:
#   the document itself            {"n":12345678901234567890.123,"o":{"m":1.10}}
#   ->> 'n'                        12345678901234567000.0
#   (->> 'n')::DECIMAL(38,3)       12345678901234567000.000
#   ->> 'o'                        {"m":1.1}
#   whole numbers of 19 digits     9007199254740993, as they are
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=org.duckdb:duckdb_jdbc:2.0.0.1 -DoutputDirectory="$work" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Digits.java" <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

public class Digits {
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT j, j ->> 'n', (j ->> 'n')::DECIMAL(38,3), j ->> 'o', '{"n":9007199254740993}'::JSON ->> 'n'
                        FROM (SELECT '{"n":12345678901234567890.123,"o":{"m":1.10}}'::JSON AS j)
                        """)) {
            row.next();
            for (int column = 1; column <= 5; column++) {
                System.out.println(row.getString(column));
            }
        }
    }
}
JAVA

java -cp "$work/duckdb_jdbc-2.0.0.1.jar" "$work/Digits.java" | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
{"n":12345678901234567890.123,"o":{"m":1.10}}
12345678901234567000.0
12345678901234567000.000
{"m":1.1}
9007199254740993
EXPECTED
