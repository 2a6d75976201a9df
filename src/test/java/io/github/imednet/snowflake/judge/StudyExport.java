package io.github.imednet.snowflake.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.cli.Terminal;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Exports of the study SAMPLE, by the command, and what the export should bring. */
final class StudyExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final URI snowflake;
    private final String database;

    StudyExport(Path directory, URI snowflake, String database) {
        this.directory = directory;
        this.snowflake = snowflake;
        this.database = database;
    }

    /** @return the summary; the export ended with exit code 0 */
    JsonNode run(ImednetServer imednet, String... others) throws IOException {
        Path properties = Files.write(directory.resolve("export.properties"), List.of(
                "imednet.base-url=" + imednet.uri(),
                "imednet.api-key=" + ImednetServer.DEFAULT_API_KEY,
                "imednet.security-key=" + ImednetServer.DEFAULT_SECURITY_KEY,
                "snowflake.url=" + snowflake,
                "snowflake.password=any",
                "export.state-dir=" + directory.resolve("state")));
        List<String> arguments = new ArrayList<>(List.of(
                "export", "snowflake", "SAMPLE", "local", "LOADER", database, "PUBLIC", "COMPUTE_WH", "MY_STAGE",
                "RECORDS", "--json", "--properties=" + properties));
        arguments.addAll(List.of(others));
        Terminal terminal = new Terminal();
        assertThat(terminal.run(arguments)).as(terminal::errors).isZero();
        return JSON.readTree(terminal.output());
    }

    /** The records that the API has, read without any of the export's classes, in rising order of their ids. */
    static List<JsonNode> records(ImednetServer imednet) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        List<JsonNode> records = new ArrayList<>();
        JsonNode page;
        int number = 0;
        do {
            URI uri = URI.create(imednet.uri() + "/api/v1/edc/studies/SAMPLE/records?size=500&sort=recordId,asc&page="
                    + number++);
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("x-api-key", ImednetServer.DEFAULT_API_KEY)
                    .header("x-imn-security-key", ImednetServer.DEFAULT_SECURITY_KEY)
                    .build();
            page = JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
            page.get("data").forEach(records::add);
        } while (number < page.get("pagination").get("totalPages").asInt());
        return records;
    }
}
