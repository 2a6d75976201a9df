#!/usr/bin/env bash
# net.snowflake:snowflake-jdbc 4.4.1: a PUT to a stage on Google Cloud by a presigned address fails for good after a single 503.
# The driver repeats the upload, up to 25 times by default with longer and longer waits (putGetMaxRetries), but from the stream
# that the first attempt has read to its end and closed: each repetition is a request that breaks off before its content, and
# the storage never gets the file. A stand-in for the service must give out such addresses where it has no HTTPS: to a stage with a
# token the driver goes by HTTPS only.
#
# Seen:
#   upload 1 has 7 bytes, answered 503
#   upload 2 has no end, answered 200
#   upload 3 has no end, answered 200
#   the PUT fails: JDBC driver file operation error while performing stage upload.
# Exits with 1 if that changes.
set -e -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=net.snowflake:snowflake-jdbc:4.4.1 -DoutputDirectory="$work" > "$work/mvn.log" || { cat "$work/mvn.log"; exit 2; }

cat > "$work/Upload.java" <<'JAVA'
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public class Upload {
    private static final String PARAMETERS = Stream.of("AUTOCOMMIT true", "TIMEZONE \"UTC\"",
                    "CLIENT_TIMESTAMP_TYPE_MAPPING \"TIMESTAMP_LTZ\"", "CLIENT_TELEMETRY_ENABLED false",
                    "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD 0", "CLIENT_SESSION_KEEP_ALIVE false",
                    "CLIENT_RESULT_CHUNK_SIZE 160", "CLIENT_PREFETCH_THREADS 4", "CLIENT_MEMORY_LIMIT 1536",
                    "JDBC_ENABLE_PUT_GET true")
            .map(parameter -> parameter.split(" "))
            .map(parameter -> "{\"name\":\"" + parameter[0] + "\",\"value\":" + parameter[1] + "}")
            .collect(Collectors.joining(","));
    private static final AtomicInteger UPLOADS = new AtomicInteger();

    public static void main(String[] arguments) throws Exception {
        Path file = Files.writeString(Path.of(arguments[0], "file.txt"), "content");
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", exchange -> answer(exchange, address, file));
        server.start();
        Properties properties = new Properties();
        properties.put("user", "u");
        properties.put("password", "p");
        properties.put("putGetMaxRetries", "2");
        try (Connection connection = DriverManager.getConnection("jdbc:snowflake://" + address + "/?account=a", properties);
                Statement statement = connection.createStatement()) {
            statement.execute("put file://" + file + " @s auto_compress=false");
            System.out.println("the PUT succeeds");
        } catch (SQLException | RuntimeException e) {
            System.out.println("the PUT fails: " + e.getMessage());
        }
        server.stop(0);
        System.exit(0);
    }

    private static void answer(HttpExchange exchange, String address, Path file) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/upload")) {
            upload(exchange);
            return;
        }
        exchange.getRequestBody().readAllBytes();
        String data = path.contains("login")
                ? "{\"token\":\"t\",\"masterToken\":\"m\",\"validityInSeconds\":3600,\"masterValidityInSeconds\":14400,"
                        + "\"parameters\":[" + PARAMETERS + "],\"sessionInfo\":{},\"sessionId\":1}"
                : "{\"queryId\":\"q\",\"statementTypeId\":28928,\"operation\":\"Node\",\"command\":\"UPLOAD\","
                        + "\"clientShowEncryptionParameter\":true,\"src_locations\":[\"" + file + "\"],\"parallel\":1,"
                        + "\"autoCompress\":false,\"overwrite\":true,\"sourceCompression\":\"none\",\"threshold\":209715200,"
                        + "\"encryptionMaterial\":null,\"stageInfo\":{\"locationType\":\"GCS\",\"location\":\"b/\",\"creds\":{},"
                        + "\"region\":\"\",\"storageAccount\":null,\"endPoint\":null,\"presignedUrl\":\"" + address
                        + "/upload\",\"isClientSideEncrypted\":false}}";
        byte[] body = ("{\"success\":true,\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void upload(HttpExchange exchange) throws IOException {
        int number = UPLOADS.incrementAndGet();
        String received;
        try {
            received = exchange.getRequestBody().readAllBytes().length + " bytes";
        } catch (IOException e) {
            received = "no end";
        }
        int status = number == 1 ? 503 : 200;
        System.out.println("upload " + number + " has " + received + ", answered " + status);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
JAVA

java -cp "$work/snowflake-jdbc-4.4.1.jar" "$work/Upload.java" "$work" 2> "$work/log" | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
upload 1 has 7 bytes, answered 503
upload 2 has no end, answered 200
upload 3 has no end, answered 200
the PUT fails: JDBC driver file operation error while performing stage upload.
EXPECTED
