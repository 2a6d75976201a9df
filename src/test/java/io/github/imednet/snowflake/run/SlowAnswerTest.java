package io.github.imednet.snowflake.run;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first answer that takes a while: its date is of its end, and the study changes before that. */
class SlowAnswerTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicBoolean changed = new AtomicBoolean();

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        Path study = Files.createDirectory(directory.resolve("study"));
        String record = "{\"studyKey\":\"S\",\"recordId\":%d,\"dateModified\":\"2024-01-01 00:00:00\"}%n";
        String records = IntStream.of(2, 1, 3, 4) // a folder that is in order would stay as it is stored
                .mapToObj(record::formatted)
                .collect(Collectors.joining());
        StudyFiles.write(study.resolve("records.ndjson.gz"), records);
        StudyFiles.write(study.resolve("studies.ndjson.gz"), "{\"studyKey\":\"S\"}\n");
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.folder(study));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    /** A record of the first page leaves, and one comes at the end: the total stays, and what is between them moves. */
    @Test
    void whatChangesAfterItsRecordsWereLookedUpIsAskedFor() throws Exception {
        try (LocalHttpServer slow = LocalHttpServer.start("slow", 0, this::answer)) {
            Map<String, String> settings = Map.of(
                    "imednet.base-url", slow.uri().toString(), "imednet.page-size", "2", "export.batch-size", "2");

            assertThat(servers.export("S", settings).reconciled()).isTrue();

            assertThat(servers.query("SELECT RECORD_ID FROM RECORDS ORDER BY 1")).hasToString("[[2], [3], [4], [9]]");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(servers.imednet().uri().resolve(exchange.getRequestURI()))
                .headers("x-api-key", ImednetServer.DEFAULT_API_KEY)
                .headers("x-imn-security-key", ImednetServer.DEFAULT_SECURITY_KEY)
                .build();
        try {
            byte[] body = http.send(request, BodyHandlers.ofByteArray()).body();
            if (changed.compareAndSet(false, true)) {
                servers.imednet().change("change-row:row=1,attribute=recordId,value=9");
                Instant later = Instant.now().plusSeconds(2);
                await().until(() -> Instant.now().isAfter(later));
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
