package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.command.PublicKeyFile;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A place where the program runs in processes of its own, its logs at DEBUG, with marked secrets and patients; and the
 * search for the marks in all that it leaves behind: output, logs, arguments, and every file below its working
 * directory, its home and its directory for temporary files.
 */
final class MarkedPlace implements AutoCloseable {

    private static final String API_KEY = "marked-api-key-7431";
    private static final String SECURITY_KEY = "marked-security-key-9162";
    static final String PASSWORD = "marked-password-5527";
    static final String TOKEN = "marked-token-6043";
    static final String PASSCODE = "marked-passcode-2218";
    static final String PASSPHRASE = "a passphrase";

    /** A line of the key's PEM; the key is not encrypted. */
    private static final String KEY_LINE = keyLines("pkcs8.pem").get(3);

    static final List<String> SECRETS =
            List.of(API_KEY, SECURITY_KEY, PASSWORD, TOKEN, PASSCODE, PASSPHRASE, KEY_LINE);
    static final List<String> PATIENT =
            List.of("marked-headache-3358", "marked-subject-8804", "marked-unmapped-6619");

    private final Path directory;
    private final Path place;
    private final StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;
    private CommandsInTurn inTurn;
    private int studies;

    /** @param directory an empty one */
    MarkedPlace(Path directory) throws IOException {
        this.directory = directory;
        this.place = Files.createDirectories(directory.resolve("place"));
        for (String name : List.of("work", "home", "tmp")) {
            Files.createDirectories(place.resolve(name));
        }
        Path data = Files.createDirectories(directory.resolve("study"));
        StudyFiles.write(data.resolve("studies.ndjson.gz"), "{\"studyKey\":\"SECRET_STUDY\",\"studyId\":1}\n");
        StudyFiles.write(data.resolve("records.ndjson.gz"), record(1) + record(2) + record(3));
        this.study = StudyData.folder(data);
        start(0, 0, List.of(), List.of());
    }

    /** Starts both servers anew, with these faults; nothing was exported yet. */
    void serveAnew(List<String> apiFaults, List<String> snowflakeFaults) throws IOException {
        imednet.close();
        snowflake.close();
        studies++;
        start(0, 0, apiFaults, snowflakeFaults);
    }

    /** A file or directory below the place. */
    Path path(String name) {
        return place.resolve(name);
    }

    int snowflakePort() {
        return snowflake.uri().getPort();
    }

    String jdbcUrl() {
        return snowflake.jdbcUrl();
    }

    @Override
    public void close() throws IOException {
        if (inTurn != null) {
            inTurn.close();
        }
        imednet.close();
        snowflake.close();
        study.close();
    }

    /** Starts both servers anew, with these faults, at the addresses that a run began with and goes on with. */
    void serve(List<String> apiFaults, List<String> snowflakeFaults) throws IOException {
        int apiPort = imednet.uri().getPort();
        int snowflakePort = snowflake.uri().getPort();
        imednet.close();
        snowflake.close();
        start(apiPort, snowflakePort, apiFaults, snowflakeFaults);
    }

    private void start(int apiPort, int snowflakePort, List<String> apiFaults, List<String> snowflakeFaults)
            throws IOException {
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study)
                .withPort(apiPort)
                .withKeys(API_KEY, SECURITY_KEY)
                .withFaults(apiFaults));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake-" + studies))
                .withPort(snowflakePort)
                .withAccounts(Accounts.empty()
                        .withPassword("LOADER", PASSWORD)
                        .withProgrammaticToken("LOADER", TOKEN)
                        .withPublicKey("LOADER", PublicKeyFile.read(Path.of("src/test/resources/keys/public.pem"))))
                .withFaults(snowflakeFaults));
    }

    /** An export of the marked study, with further settings as environment variables. */
    Run export(Map<String, String> settings) throws Exception {
        return run(settings, onTheStudy("export", "snowflake"));
    }

    /** A command's words, or a word and an option, with all that a command on a study takes. */
    static List<String> onTheStudy(String command, String second) {
        return List.of(command, second, "SECRET_STUDY", "local", "LOADER", "IMEDNET", "PUBLIC", "COMPUTE_WH",
                "MY_STAGE", "RECORDS", "--max-retries=1", "--retry-backoff=0.01");
    }

    /** Starts {@code imednet local NAME}, whose output the caller reads. */
    Process localServer(String name, String directoryName) throws IOException {
        return process(Map.of(), List.of("local", name, "--data=" + directory.resolve(directoryName)))
                .redirectOutput(Redirect.PIPE)
                .redirectError(place.resolve("local-" + name + ".log").toFile())
                .start();
    }

    Run run(Map<String, String> settings, List<String> arguments) throws Exception {
        Process process = process(settings, arguments).start();
        Path told = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        String seen = Files.exists(told) ? Files.readString(told) : process.info().commandLine().orElseThrow();
        return new Run(awaitEnd(process), seen);
    }

    /** The same in the process of all commands in turn, with settings in a file and the driver's log at DEBUG too. */
    Run exportInTurn(Map<String, String> settings) throws Exception {
        return runInTurn(settings, onTheStudy("export", "snowflake"));
    }

    Run runInTurn(Map<String, String> settings, List<String> arguments) throws Exception {
        Map<String, String> all = new TreeMap<>(Map.of(
                "imednet.base-url", imednet.uri().toString(),
                "imednet.api-key", API_KEY,
                "imednet.security-key", SECURITY_KEY,
                "snowflake.url", snowflake.uri().toString(),
                "snowflake.password", PASSWORD,
                "export.compression", "UNCOMPRESSED",
                "export.state-dir", place.resolve("work/state-" + studies).toString()));
        all.putAll(settings);
        Properties properties = new Properties();
        properties.putAll(all);
        Path file = directory.resolve("settings.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        List<String> words = new ArrayList<>(arguments);
        words.add("--properties=" + file);
        if (inTurn == null) {
            inTurn = startInTurn();
        }
        return new Run(inTurn.run(words), String.join(" ", words));
    }

    /** Nothing is left behind by the process of all commands in turn, which ends. */
    void endInTurn() throws Exception {
        if (inTurn != null) {
            assertThat(inTurn.end()).isZero();
            assertThat(path("tmp")).isEmptyDirectory();
        }
    }

    private CommandsInTurn startInTurn() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(CommandsInTurn.command(path("output.log").toString(), ofPlace()))
                .redirectError(Redirect.appendTo(place.resolve("errors.log").toFile()));
        atPlace(builder);
        builder.environment().put("SNOWFLAKE_LOG_LEVEL", "debug");
        return CommandsInTurn.start(builder);
    }

    private ProcessBuilder process(Map<String, String> settings, List<String> arguments) {
        List<String> command = JavaProcess.imednet(ofPlace());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(place.resolve("output.log").toFile())
                .redirectError(Redirect.appendTo(place.resolve("errors.log").toFile()));
        atPlace(builder);
        builder.environment()
                .putAll(Map.of(
                        "IMEDNET_BASE_URL", imednet.uri().toString(),
                        "IMEDNET_API_KEY", API_KEY,
                        "IMEDNET_SECURITY_KEY", SECURITY_KEY,
                        "SNOWFLAKE_URL", snowflake.uri().toString(),
                        "SNOWFLAKE_PASSWORD", PASSWORD,
                        "EXPORT_COMPRESSION", "UNCOMPRESSED"));
        builder.environment().putAll(settings);
        return builder;
    }

    private String[] ofPlace() {
        return new String[] {"-Djava.io.tmpdir=" + place.resolve("tmp"), "-Duser.home=" + place.resolve("home")};
    }

    private void atPlace(ProcessBuilder builder) {
        builder.directory(place.resolve("work").toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(IMEDNET|SNOWFLAKE|ADBC|EXPORT|CAMEL)_.*|J.*_OPTIONS"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", place.resolve("home").toString(),
                        "IMEDNET_LOG_LEVEL", "debug",
                        "SNOWFLAKE_DISABLE_MINICORE", "true",
                        "SNOWFLAKE_LOGIN_TIMEOUT", "5"));
    }

    /** Secrets are nowhere, and patients only in Parquet files. */
    void nothingLeaksFrom(Run run) throws IOException {
        assertThat(run.arguments).doesNotContain(SECRETS).doesNotContain(PATIENT);
        for (Path file : filesWith(SECRETS)) {
            assertThat(linesWith(SECRETS, file)).as("secrets in %s", file).isEmpty();
        }
        for (Path file : filesWith(PATIENT)) {
            assertThat(file.toString()).as("%s", linesWith(PATIENT, file)).endsWith(".parquet");
        }
    }

    List<Path> filesWith(List<String> marks) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (marks.stream().anyMatch(content::contains)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    static List<String> linesWith(List<String> marks, Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> marks.stream().anyMatch(line::contains))
                .map(line -> line.substring(0, Math.min(300, line.length())))
                .limit(5)
                .toList();
    }

    static List<String> keyLines(String name) {
        try {
            return Files.readAllLines(Path.of("src/test/resources/keys", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String record(int id) {
        return """
                {"studyKey":"SECRET_STUDY","recordId":%d,"subjectKey":"%s","recordData":{"aeterm":"%s"},"new":"%s"}
                """
                .formatted(id, PATIENT.get(1), PATIENT.get(0), PATIENT.get(2));
    }

    /** How a process ended, and the arguments that others saw. */
    final class Run {

        final int exitCode;
        private final String arguments;

        private Run(int exitCode, String arguments) {
            this.exitCode = exitCode;
            this.arguments = arguments;
        }

        /** What it printed, of the errors the end. */
        String output() throws IOException {
            List<String> errors = Files.readAllLines(place.resolve("errors.log"), StandardCharsets.ISO_8859_1);
            return Files.readString(place.resolve("output.log"))
                    + String.join("\n", errors.subList(Math.max(0, errors.size() - 30), errors.size()));
        }
    }
}
