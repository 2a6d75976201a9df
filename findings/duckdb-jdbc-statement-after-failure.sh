#!/usr/bin/env bash
# org.duckdb:duckdb_jdbc 2.0.0.1 (as 1.4 did): a Statement on which a query was refused is closed by that, and each further
# query on it fails with "Statement was closed". JDBC's Statement is open until it is closed, so code that tries one
# statement and then another (does the table exist? then make it) fails at the second, which is valid.
#
# Seen:
#   refused, closed: true
#   next: Statement was closed
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=org.duckdb:duckdb_jdbc:2.0.0.1 -DoutputDirectory="$work" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Tries.java" <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

public class Tries {
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            try {
                statement.executeQuery("SELECT * FROM not_made_yet");
            } catch (SQLException refused) {
                System.out.println("refused, closed: " + statement.isClosed());
            }
            try {
                statement.execute("CREATE TABLE not_made_yet (id INTEGER)");
                System.out.println("next: made");
            } catch (SQLException refused) {
                System.out.println("next: " + refused.getMessage());
            }
        }
    }
}
JAVA

java -cp "$work/duckdb_jdbc-2.0.0.1.jar" "$work/Tries.java" | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
refused, closed: true
next: Statement was closed
EXPECTED
