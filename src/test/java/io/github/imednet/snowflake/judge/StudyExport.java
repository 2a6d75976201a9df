package io.github.imednet.snowflake.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.bench.ImednetProcess;
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

/** Exports of the study SAMPLE, by the command in a JVM of its own, and what the export should bring. */
final class StudyExport {

    /** Results come from fakesnow as Arrow, whatever format is asked for, and the driver needs this for Arrow. */
    private static final String ARROW = "--add-opens=java.base/java.nio=ALL-UNNAMED";

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
    JsonNode run(ImednetServer imednet, String... others) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "export", "snowflake", "SAMPLE", "local", "LOADER", database, "PUBLIC", "COMPUTE_WH", "MY_STAGE",
                "RECORDS", "--json", "--set=imednet.base-url=" + imednet.uri(), "--set=snowflake.url=" + snowflake));
        arguments.addAll(List.of(others));
        ProcessBuilder export = ImednetProcess.of(directory, "export.log", List.of(ARROW), arguments);
        export.environment().put("IMEDNET_API_KEY", ImednetServer.DEFAULT_API_KEY);
        export.environment().put("IMEDNET_SECURITY_KEY", ImednetServer.DEFAULT_SECURITY_KEY);
        export.environment().put("SNOWFLAKE_PASSWORD", "any");
        Process process = export.start();
        byte[] summary = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new AssertionError("The export ended with " + process.exitValue() + ": "
                    + Files.readString(directory.resolve("export.log")));
        }
        return JSON.readTree(summary);
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
