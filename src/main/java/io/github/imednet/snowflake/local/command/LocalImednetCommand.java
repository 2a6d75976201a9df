package io.github.imednet.snowflake.local.command;

import io.github.imednet.snowflake.local.http.Faults;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a study like the iMednet EDC REST API does, until it is interrupted. */
@Command(
        name = "imednet",
        description = {
            "Stands in for the iMednet EDC REST API on this machine: serves the lists and jobs of a study.",
            "Prints 'listening on http://127.0.0.1:PORT' when it is ready, and runs until it is interrupted."
        },
        modelTransformer = LocalImednetCommand.Help.class,
        mixinStandardHelpOptions = true)
final class LocalImednetCommand implements Callable<Integer> {

    private static final String SAMPLE = "sample";
    private static final int DEFAULT_RECORDS = 5_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LocalServerOptions options;

    @Option(names = "--data", paramLabel = "DIR|sample[:RECORDS]", defaultValue = SAMPLE,
            description = "A folder with a file NAME.ndjson.gz for each list, one entity a line; or the built-in study "
                    + "SAMPLE with so many records (5000). Default: sample.")
    private String data;

    @Option(names = "--latency-ms", paramLabel = "N", defaultValue = "0",
            description = "How many milliseconds each answer waits.")
    private long latencyMillis;

    private final Map<String, String> environment;

    LocalImednetCommand() {
        this(System.getenv());
    }

    LocalImednetCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        try (StudyData study = open(); ImednetServer server = start(study)) {
            return options.serve(server.uri(), server::close);
        }
    }

    private StudyData open() {
        try {
            if (data.equals(SAMPLE)) {
                return StudyData.sample(DEFAULT_RECORDS);
            }
            if (data.startsWith(SAMPLE + ":")) {
                return StudyData.sample(records(data.substring(SAMPLE.length() + 1)));
            }
            return StudyData.folder(Path.of(data));
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--data " + data + ": " + e.getMessage(), e);
        }
    }

    private static int records(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("RECORDS is a whole number, not '" + text + "'", e);
        }
    }

    private ImednetServer start(StudyData study) throws IOException {
        try {
            return ImednetServer.start(ImednetServer.Settings.defaults(study)
                    .withPort(options.port())
                    .withKeys(key("IMEDNET_API_KEY", ImednetServer.DEFAULT_API_KEY),
                            key("IMEDNET_SECURITY_KEY", ImednetServer.DEFAULT_SECURITY_KEY))
                    .withLatency(Duration.ofMillis(latencyMillis))
                    .withFaults(options.faults()));
        } catch (IllegalArgumentException | BindException e) {
            throw options.refused(e);
        }
    }

    private String key(String variable, String otherwise) {
        String key = environment.getOrDefault(variable, "");
        return key.isEmpty() ? otherwise : key;
    }

    /** Adds to the help how faults and keys are set. */
    static final class Help implements IModelTransformer {

        @Override
        public CommandSpec transform(CommandSpec command) {
            List<String> lines = new ArrayList<>(List.of(""));
            lines.addAll(Faults.help("'GET /api/v1/edc/studies/SAMPLE/records?page=3&size=500', as it was encoded",
                    ImednetServer.faultForms()));
            lines.addAll(List.of(
                    "Example: --fail status:code=429,retry-after=1,on=/records,at=3,times=2",
                    "",
                    "Requests must carry IMEDNET_API_KEY (" + ImednetServer.DEFAULT_API_KEY + ") in x-api-key and",
                    "IMEDNET_SECURITY_KEY (" + ImednetServer.DEFAULT_SECURITY_KEY + ") in x-imn-security-key, both",
                    "from this command's environment."));
            command.usageMessage().width(120).footer(
                    lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new));
            return command;
        }
    }
}
