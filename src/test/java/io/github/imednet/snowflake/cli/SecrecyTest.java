package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the program in a process of its own, its logs at DEBUG, and searches all that it leaves behind: output, logs,
 * arguments, and every file below its working directory, its home and its directory for temporary files.
 */
class SecrecyTest {

    private static final String API_KEY = "marked-api-key-7431";
    private static final String SECURITY_KEY = "marked-security-key-9162";
    private static final String PASSWORD = "marked-password-5527";
    private static final String TOKEN = "marked-token-6043";
    private static final String PASSCODE = "marked-passcode-2218";
    private static final String PASSPHRASE = "a passphrase";
    /** A line of the key's PEM; the key is not encrypted. */
    private static final String KEY_LINE = keyLines("pkcs8.pem").get(3);
    private static final List<String> SECRETS =
            List.of(API_KEY, SECURITY_KEY, PASSWORD, TOKEN, PASSCODE, PASSPHRASE, KEY_LINE);
    private static final List<String> PATIENT = List.of("marked-headache-3358", "marked-subject-8804", "marked-unmapped-6619");

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    @TempDir
    private Path directory;

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;
    private Path place;

    @BeforeEach
    void startServers() throws Exception {
        place = Files.createDirectories(directory.resolve("place"));
        for (String name : List.of("work", "home", "tmp")) {
            Files.createDirectories(place.resolve(name));
        }
        Path data = Files.createDirectories(directory.resolve("study"));
        write(data.resolve("studies.ndjson.gz"), "{\"studyKey\":\"SECRET_STUDY\",\"studyId\":1}\n");
        write(data.resolve("records.ndjson.gz"), record(1) + record(2) + record(3));
        study = StudyData.folder(data);
        serve(List.of(), List.of());
    }

    @AfterEach
    void stopServers() throws IOException {
        imednet.close();
        snowflake.close();
        study.close();
    }

    @Test
    void anExportThatKeepsItsFilesHasPatientValuesInParquetFilesOfTheOwnerAndNowhereElse() throws Exception {
        Run run = export(Map.of(
                "EXPORT_LOCAL_STAGING_DIR", place.resolve("work/kept").toString(),
                "EXPORT_MANIFEST_PATH", place.resolve("work/manifest.jsonl").toString()));

        assertThat(run.exitCode).as(run.output()).isZero();
        assertThat(place.resolve("work/manifest.jsonl")).exists();
        nothingLeaksFrom(run);
        List<Path> withPatients = filesWith(PATIENT);
        assertThat(withPatients).isNotEmpty().allSatisfy(file -> {
            assertThat(file.toString()).endsWith(".parquet");
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(OWNER);
        });
        assertThat(Files.getPosixFilePermissions(place.resolve("work/manifest.jsonl"))).isEqualTo(OWNER);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "all is well                    | 0 |                                       |",
        "the keys are wrong             | 2 | status:code=401,times=always          |",
        "the study is not to be seen    | 2 | status:code=403,times=always          |",
        "the API is out of order        | 3 | status:code=500,times=always          |",
        "the API answers with a page    | 3 | not-json:times=always                 |",
        "Snowflake cannot be reached    | 2 |                                       | status:code=503,on=login,times=always",
        "PUT fails                      | 3 |                                       | put-error:on=PUT,times=always",
        "COPY is lost on its way        | 3 |                                       | session-gone:on=COPY INTO,times=always",
        "the answer to COMMIT is lost   | 0 |                                       | drop-after:on=COMMIT",
        "COPY refuses a value           | 3 |                                       |"
                + " sql-error:on=COPY INTO,times=always,code=100038,state=22018,message=Value 'marked-headache-3358' is not recognized"
    })
    void whateverHappensNothingIsToldAndNothingIsLeft(String what, int exitCode, String apiFault, String snowflakeFault)
            throws Exception {
        serve(apiFault == null ? List.of() : List.of(apiFault), snowflakeFault == null ? List.of() : List.of(snowflakeFault));

        Run run = export(Map.of());

        assertThat(run.exitCode).as(run.output()).isEqualTo(exitCode);
        nothingLeaksFrom(run);
        assertThat(filesWith(PATIENT)).isEmpty();
        assertThat(place.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void aWrongPasswordIsNotTold() throws Exception {
        Run run = export(Map.of("SNOWFLAKE_PASSWORD", PASSWORD + "-wrong"));

        assertThat(run.exitCode).as(run.output()).isEqualTo(2);
        nothingLeaksFrom(run);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "a token              | 0 | auth_pat  | SNOWFLAKE_TOKEN                  | marked-token-6043",
        "a wrong token        | 2 | auth_pat  | SNOWFLAKE_TOKEN                  | marked-token-6043-wrong",
        "a wrong OAuth token  | 2 | auth_oauth | ADBC_SNOWFLAKE_SQL_CLIENT_OPTION_AUTH_TOKEN | marked-token-6043-wrong",
        "a second factor      | 0 | auth_mfa  | SNOWFLAKE_PASSCODE               | marked-passcode-2218",
        "a wrong passphrase   | 2 | auth_jwt  | SNOWFLAKE_PRIVATE_KEY_PASSPHRASE | a passphrase-wrong"
    })
    void noWayToLogInTellsItsSecretsEvenInTheDriversLog(
            String what, int exitCode, String type, String variable, String secret) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SNOWFLAKE_AUTH_TYPE", type, variable, secret, "SNOWFLAKE_LOG_LEVEL", "debug", "IMEDNET_LOG_LEVEL", "warn"));
        if (type.equals("auth_jwt")) {
            settings.put("SNOWFLAKE_PRIVATE_KEY_FILE", Path.of("src/test/resources/keys/pkcs8-des3.pem").toAbsolutePath().toString());
        }
        Run run = export(settings);

        assertThat(run.exitCode).as(run.output()).isEqualTo(exitCode);
        nothingLeaksFrom(run);
        assertThat(place.resolve("errors.log")).content(StandardCharsets.ISO_8859_1).contains("DEBUG n.s.c.");
    }

    @Test
    void aKeyPairIsNotTold() throws Exception {
        Run run = export(Map.of(
                "SNOWFLAKE_PRIVATE_KEY", String.join("\n", keyLines("pkcs8.pem")),
                "SNOWFLAKE_LOG_LEVEL", "debug"));

        assertThat(run.exitCode).as(run.output()).isZero();
        nothingLeaksFrom(run);
    }

    @Test
    void aUriWithAPasswordIsNotTold() throws Exception {
        String place = "@127.0.0.1:" + snowflake.uri().getPort() + "/IMEDNET?account=local&protocol=http";
        Run run = run(Map.of("SNOWFLAKE_URI", "LOADER:" + PASSWORD + place, "SNOWFLAKE_PASSWORD", "", "SNOWFLAKE_URL", ""),
                List.of("export", "snowflake", "SECRET_STUDY", "--set=snowflake.warehouse=W", "--set=snowflake.stage=S",
                        "--set=snowflake.table=T"));
        assertThat(run.exitCode).as(run.output()).isZero();
        nothingLeaksFrom(run);

        Run refused = run(Map.of("SNOWFLAKE_URI", "LOADER:" + PASSWORD + "/half?" + PASSWORD + "=x&" + PASSWORD + place),
                List.of("export", "snowflake", "SECRET_STUDY"));
        assertThat(refused.exitCode).isEqualTo(2);
        assertThat(refused.output()).contains("snowflake.uri is not of the form");
        nothingLeaksFrom(refused);
    }

    @Test
    void refusedSettingsAndWrongUsageTellNoSecret() throws Exception {
        Run refused = run(Map.of("SNOWFLAKE_URL", "https://LOADER:" + PASSWORD + "@example.test", "IMEDNET_PAGE_SIZE", "0"),
                List.of("export", "snowflake", "SECRET_STUDY"));
        assertThat(refused.exitCode).isEqualTo(2);
        assertThat(refused.output()).contains("snowflake.url is no address");
        nothingLeaksFrom(refused);

        Run help = run(Map.of(), List.of("export", "snowflake", "--help"));
        assertThat(help.exitCode).isZero();
        nothingLeaksFrom(help);
    }

    @ParameterizedTest
    @CsvSource({"--set, snowflake.password=" + PASSWORD, "--password, " + PASSWORD, "--password=" + PASSWORD + ", --json",
        "--set, snowflake.uri=LOADER:" + PASSWORD + "@local/IMEDNET", "--set, snowflake.passcode=" + PASSCODE,
        "--set, adbc.snowflake.sql.client_option.jwt_private_key_pkcs8_password=" + PASSPHRASE})
    void aSecretAmongTheArgumentsIsRefusedAndNotRepeated(String option, String value) throws Exception {
        Run run = run(Map.of(), List.of("export", "snowflake", "SECRET_STUDY", "a", "b", "c", "d", "e", "f", "g", option, value));

        assertThat(run.exitCode).isEqualTo(2);
        for (Path file : filesWith(SECRETS)) {
            assertThat(linesWith(SECRETS, file)).as("secrets in %s", file).isEmpty();
        }
    }

    @Test
    void theLocalServersTellNoSecretEither() throws Exception {
        Process api = localServer("imednet", "--data=" + directory.resolve("study"));
        Process warehouse = localServer("snowflake", "--data=" + directory.resolve("other-snowflake"));
        try (BufferedReader apiOutput = api.inputReader();
                BufferedReader warehouseOutput = warehouse.inputReader()) {
            Run run = export(Map.of(
                    "IMEDNET_BASE_URL", apiOutput.readLine().replace("listening on ", ""),
                    "SNOWFLAKE_URL", warehouseOutput.readLine().replace("listening on ", "")));
            api.toHandle().destroy();
            warehouse.toHandle().destroy();
            assertThat(run.exitCode).as(run.output()).isZero();
            assertThat(apiOutput.lines()).isEmpty();
            assertThat(warehouseOutput.lines()).isEmpty();
            nothingLeaksFrom(run);
        } finally {
            api.destroyForcibly().waitFor();
            warehouse.destroyForcibly().waitFor();
        }
    }

    private Process localServer(String name, String data) throws IOException {
        return process(Map.of(), List.of("local", name, data))
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .redirectError(place.resolve("local-" + name + ".log").toFile())
                .start();
    }

    private void serve(List<String> apiFaults, List<String> snowflakeFaults) throws IOException {
        if (imednet != null) {
            imednet.close();
            snowflake.close();
        }
        imednet = ImednetServer.start(
                ImednetServer.Settings.defaults(study).withKeys(API_KEY, SECURITY_KEY).withFaults(apiFaults));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                .withAccounts(Accounts.empty()
                        .withPassword("LOADER", PASSWORD)
                        .withProgrammaticToken("LOADER", TOKEN)
                        .withPublicKey("LOADER", publicKey()))
                .withFaults(snowflakeFaults));
    }

    private Run export(Map<String, String> settings) throws Exception {
        return run(settings, List.of("export", "snowflake", "SECRET_STUDY", "local", "LOADER", "IMEDNET", "PUBLIC",
                "COMPUTE_WH", "MY_STAGE", "RECORDS", "--max-retries=1", "--retry-backoff=0.01"));
    }

    private Run run(Map<String, String> settings, List<String> arguments) throws Exception {
        Process process = process(settings, arguments).start();
        Path told = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        String seen = Files.exists(told) ? Files.readString(told) : process.info().commandLine().orElseThrow();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), seen);
    }

    private ProcessBuilder process(Map<String, String> settings, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + place.resolve("tmp"),
                "-Duser.home=" + place.resolve("home"),
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                ImednetCommand.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(place.resolve("work").toFile())
                .redirectOutput(place.resolve("output.log").toFile())
                .redirectError(place.resolve("errors.log").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(IMEDNET|SNOWFLAKE|ADBC|EXPORT|CAMEL)_.*|J.*_OPTIONS"));
        builder.environment().putAll(Map.of(
                "HOME", place.resolve("home").toString(),
                "IMEDNET_LOG_LEVEL", "debug",
                "IMEDNET_BASE_URL", imednet.uri().toString(),
                "IMEDNET_API_KEY", API_KEY,
                "IMEDNET_SECURITY_KEY", SECURITY_KEY,
                "SNOWFLAKE_URL", snowflake.uri().toString(),
                "SNOWFLAKE_PASSWORD", PASSWORD,
                "SNOWFLAKE_DISABLE_MINICORE", "true",
                "SNOWFLAKE_LOGIN_TIMEOUT", "5",
                "EXPORT_COMPRESSION", "UNCOMPRESSED"));
        builder.environment().putAll(settings);
        return builder;
    }

    private void nothingLeaksFrom(Run run) throws IOException {
        assertThat(run.arguments).doesNotContain(SECRETS).doesNotContain(PATIENT);
        for (Path file : filesWith(SECRETS)) {
            assertThat(linesWith(SECRETS, file)).as("secrets in %s", file).isEmpty();
        }
        for (Path file : filesWith(PATIENT)) {
            assertThat(file.toString()).as("%s", linesWith(PATIENT, file)).endsWith(".parquet");
        }
    }

    private List<Path> filesWith(List<String> marks) throws IOException {
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

    private static List<String> linesWith(List<String> marks, Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> marks.stream().anyMatch(line::contains))
                .map(line -> line.substring(0, Math.min(300, line.length())))
                .limit(5)
                .toList();
    }

    private static RSAPublicKey publicKey() throws IOException {
        return PublicKeyFile.read(Path.of("src/test/resources/keys/public.pem"));
    }

    private static List<String> keyLines(String name) {
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

    private static void write(Path file, String lines) throws IOException {
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(file))) {
            zipped.write(lines.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final class Run {

        private final int exitCode;
        private final String arguments;

        private Run(int exitCode, String arguments) {
            this.exitCode = exitCode;
            this.arguments = arguments;
        }

        private String output() throws IOException {
            List<String> errors = Files.readAllLines(place.resolve("errors.log"), StandardCharsets.ISO_8859_1);
            return Files.readString(place.resolve("output.log"))
                    + String.join("\n", errors.subList(Math.max(0, errors.size() - 30), errors.size()));
        }
    }
}
