package io.github.imednet.snowflake.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LocalImednetCommandTest {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final StringWriter errors = new StringWriter();

    @AfterEach
    void interrupt() {
        thread.shutdownNow();
    }

    @Test
    void itServesTheSampleWithTheLocalKeysOnceItSaysItListens() throws Exception {
        URI uri = start(Map.of(), "--data", "sample:70", "--port", "0");
        HttpResponse<String> response = get(uri, "/api/v1/edc/studies/SAMPLE/records",
                "local-api-key", "local-security-key");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"totalElements\":70");
    }

    @Test
    void itServesFiveThousandRecordsUnlessToldOtherwise() throws Exception {
        URI uri = start(Map.of(), "--data", "sample");
        assertThat(get(uri, "/api/v1/edc/studies/SAMPLE/records", "local-api-key", "local-security-key").body())
                .contains("\"totalElements\":5000");
    }

    @Test
    void theKeysAreTakenFromTheEnvironment() throws Exception {
        URI uri = start(Map.of("IMEDNET_API_KEY", "one", "IMEDNET_SECURITY_KEY", "two"));
        assertThat(get(uri, "/api/v1/edc/studies", "one", "two").statusCode()).isEqualTo(200);
        assertThat(get(uri, "/api/v1/edc/studies", "local-api-key", "two").statusCode()).isEqualTo(401);
    }

    @Test
    void itMakesTheFaultsItIsToldTo() throws Exception {
        URI uri = start(Map.of(), "--fail", "status:code=503", "--fail", "status:code=429,at=2", "--latency-ms", "1");
        assertThat(get(uri, "/api/v1/edc/studies", "local-api-key", "local-security-key").statusCode()).isEqualTo(503);
        assertThat(get(uri, "/api/v1/edc/studies", "local-api-key", "local-security-key").statusCode()).isEqualTo(429);
        assertThat(get(uri, "/api/v1/edc/studies", "local-api-key", "local-security-key").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--data sample:many     | --data sample:many: RECORDS is a whole number, not 'many'",
        "--data sample:-1       | --data sample:-1: a sample has from 0 to",
        "--fail earthquake      | fault 'earthquake': unknown kind; known are change-row, delay, drop,",
        "--latency-ms -5        | a latency of -5 ms is below zero",
        "--port 70000           | port",
        "--port many            | Invalid value for option '--port'",
    })
    void aWrongArgumentIsRefusedWithTheReason(String arguments, String reason) {
        assertThat(commandLine(Map.of(), new StringWriter()).execute(arguments.split(" ")))
                .isEqualTo(2);
        assertThat(errors.toString()).contains(reason);
    }

    @Test
    void aFolderThatIsNotThereIsRefused(@TempDir Path folder) {
        assertThat(commandLine(Map.of(), new StringWriter())
                .execute("--data", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("studies.ndjson.gz");
    }

    @Test
    void aPortThatIsTakenIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(commandLine(Map.of(), new StringWriter()).execute(
                    "--port", String.valueOf(taken.getLocalPort()))).isEqualTo(2);
        }
        assertThat(errors.toString()).contains("is taken");
    }

    @Test
    void theHelpExplainsFaultsAndNamesEveryKind() {
        StringWriter help = new StringWriter();
        assertThat(commandLine(Map.of(), help).execute("--help")).isZero();
        assertThat(help.toString())
                .contains("KIND[:NAME=VALUE", "  status:code=429", "  drop", "  truncate", "  not-json",
                        "  repeat-page", "  change-row", "  new-row", "  remove-row", "  shuffle-ties", "  delay",
                        "body=vendor|openapi|gateway", "IMEDNET_API_KEY")
                .doesNotContain("%%");
    }

    private URI start(Map<String, String> environment, String... arguments) throws IOException {
        PipedReader reader = new PipedReader();
        CommandLine command = commandLine(environment, new PipedWriter(reader));
        thread.execute(() -> command.execute(arguments));
        String line = new BufferedReader(reader).readLine();
        assertThat(line).startsWith("listening on http://127.0.0.1:");
        return URI.create(line.substring("listening on ".length()));
    }

    private CommandLine commandLine(Map<String, String> environment, Writer output) {
        return new CommandLine(new LocalImednetCommand(environment))
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors));
    }

    private static HttpResponse<String> get(URI server, String path, String apiKey, String securityKey)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("x-api-key", apiKey)
                .header("x-imn-security-key", securityKey)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
