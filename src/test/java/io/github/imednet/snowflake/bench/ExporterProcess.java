package io.github.imednet.snowflake.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One export in a JVM of its own. */
final class ExporterProcess {

    private final Path directory;
    private final String table;
    private final MeasuredProcess measured;

    ExporterProcess(Path directory, String table) {
        this.directory = directory;
        this.table = table;
        this.measured = new MeasuredProcess(directory);
    }

    /**
     * Runs the export to its end.
     *
     * @return its summary
     * @throws IllegalStateException if the export failed or did not reconcile
     */
    JsonNode run(Scenario scenario, ServerProcess imednet, ServerProcess snowflake)
            throws IOException, InterruptedException {
        Path output = directory.resolve("summary.json");
        List<String> arguments = arguments(scenario, imednet, snowflake);
        ProcessBuilder builder = ImednetProcess.of(directory, "export.log", javaOptions(scenario), arguments);
        builder.environment().put("IMEDNET_API_KEY", ImednetServer.DEFAULT_API_KEY);
        builder.environment().put("IMEDNET_SECURITY_KEY", ImednetServer.DEFAULT_SECURITY_KEY);
        builder.environment().put("SNOWFLAKE_PASSWORD", Accounts.LOCAL_PASSWORD);
        builder.redirectOutput(output.toFile());
        int exitCode = measured.run(builder, imednet, snowflake);
        JsonNode summary = summaryIn(output);
        if (exitCode != 0 || !summary.path("reconciled").asBoolean()) {
            throw new IllegalStateException("The export ended with " + exitCode + ": " + summary + "\n"
                    + Files.readString(directory.resolve("export.log")));
        }
        return summary;
    }

    MeasuredProcess measured() {
        return measured;
    }

    /** The last line: options of the JVM may make it print others before. */
    static JsonNode summaryIn(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return lines.isEmpty() ? MissingNode.getInstance() : new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    private static List<String> javaOptions(Scenario scenario) {
        List<String> options = new ArrayList<>(scenario.javaOptions());
        options.add(MeasuredProcess.HEAP_LOG_OPTION);
        return options;
    }

    private List<String> arguments(Scenario scenario, ServerProcess imednet, ServerProcess snowflake) {
        List<String> arguments = new ArrayList<>(List.of(
                "export", "snowflake", scenario.studyKey(),
                "local", Accounts.LOCAL_USER, Accounts.LOCAL_DATABASE, "PUBLIC", "COMPUTE_WH", "MY_STAGE", table,
                "--json",
                "--set=imednet.base-url=" + imednet.address(),
                "--set=snowflake.url=" + snowflake.address()));
        scenario.settings().forEach(setting -> arguments.add("--set=" + setting));
        return arguments;
    }
}
