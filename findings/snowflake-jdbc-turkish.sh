#!/usr/bin/env bash
# net.snowflake:snowflake-jdbc 4.4.1: where the JVM's default language is Turkish, the driver does not know those of its own
# properties whose names have an i: it brings names into lower case by the rules of that language, in which the lower case of I
# has no dot. The property authenticator is left out without a word, so that whoever logs in with a token is told that the
# user's name is missing.
#
# Seen, for the properties authenticator=oauth and token:
#   tr: Missing user name.
#   en: the login is sent (here to a port where nobody listens)
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=net.snowflake:snowflake-jdbc:4.4.1 -DoutputDirectory="$work" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Login.java" <<'JAVA'
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

public class Login {
    public static void main(String[] arguments) throws Exception {
        Class.forName("net.snowflake.client.api.driver.SnowflakeDriver");
        Properties properties = new Properties();
        properties.setProperty("authenticator", "oauth");
        properties.setProperty("token", "any");
        properties.setProperty("loginTimeout", "1");
        properties.setProperty("disablePlatformDetection", "true");
        try {
            DriverManager.getConnection("jdbc:snowflake://http://127.0.0.1:9/?account=a", properties);
        } catch (SQLException refused) {
            boolean forName = String.valueOf(refused.getMessage()).contains("Missing user name");
            System.out.println(forName ? "Missing user name." : "the login is sent");
        }
    }
}
JAVA

for language in tr en; do
    echo "$language: $(java -Duser.language=$language -cp "$work/snowflake-jdbc-4.4.1.jar" "$work/Login.java" 2> "$work/log" | tail -1)"
done | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
tr: Missing user name.
en: the login is sent
EXPECTED
