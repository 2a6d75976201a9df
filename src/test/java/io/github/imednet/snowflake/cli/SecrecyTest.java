package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What exports and local servers print and write has no secret, and no patient but in Parquet files. But for what is
 * about processes, one runs all of them: what is searched has all that it left since it began.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecrecyTest {

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private MarkedPlace place;

    @BeforeAll
    void startServers(@TempDir Path directory) throws IOException {
        place = new MarkedPlace(directory);
    }

    @AfterAll
    void stopServers() throws Exception {
        try (MarkedPlace ended = place) {
            ended.endInTurn();
        }
    }

    @BeforeEach
    void serve() throws IOException {
        place.serveAnew(List.of(), List.of());
    }

    @Test
    void anExportThatKeepsItsFilesHasPatientValuesInParquetFilesOfTheOwnerAndNowhereElse(@TempDir Path directory)
            throws Exception {
        try (MarkedPlace own = new MarkedPlace(directory)) {
            requireFilesOfTheOwner(own);
        }
    }

    private static void requireFilesOfTheOwner(MarkedPlace place) throws Exception {
        MarkedPlace.Run run = place.export(Map.of(
                "EXPORT_LOCAL_STAGING_DIR", place.path("work/kept").toString(),
                "EXPORT_MANIFEST_PATH", place.path("work/manifest.jsonl").toString()));

        assertThat(run.exitCode).as(run.output()).isZero();
        assertThat(place.path("work/manifest.jsonl")).exists();
        place.nothingLeaksFrom(run);
        List<Path> withPatients = place.filesWith(MarkedPlace.PATIENT);
        assertThat(withPatients).isNotEmpty().allSatisfy(file -> {
            assertThat(file.toString()).endsWith(".parquet");
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(OWNER);
        });
        assertThat(Files.getPosixFilePermissions(place.path("work/manifest.jsonl"))).isEqualTo(OWNER);
        assertThat(place.path("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "all is well                    | 0 |                                       |",
                "the keys are wrong             | 2 | status:code=401,times=always          |",
                "the study is not to be seen    | 2 | status:code=403,times=always          |",
                "the API is out of order        | 3 | status:code=500,times=always          |",
                "the API answers with a page    | 3 | not-json:times=always                 |",
                "Snowflake cannot be reached    | 3 |                                       |"
                        + " status:code=503,on=login,times=always",
                "PUT fails                      | 3 |                                       |"
                        + " put-error:on=PUT,times=always",
                "COPY is lost on its way        | 3 |                                       | session-gone:on=COPY"
                        + " INTO,times=always",
                "the answer to COMMIT is lost   | 0 |                                       | drop-after:on=COMMIT",
                "COPY refuses a value           | 3 |                                       | sql-error:on=COPY"
                        + " INTO,times=always,code=100038,state=22018,message=Value 'marked-headache-3358' is not"
                        + " recognized"
            })
    void whateverHappensNothingIsToldAndNothingIsLeft(String what, int exitCode, String apiFault, String snowflakeFault)
            throws Exception {
        place.serveAnew(
                apiFault == null ? List.of() : List.of(apiFault),
                snowflakeFault == null ? List.of() : List.of(snowflakeFault));

        MarkedPlace.Run run = place.exportInTurn(Map.of());

        assertThat(run.exitCode).as(run.output()).isEqualTo(exitCode);
        place.nothingLeaksFrom(run);
        assertThat(place.filesWith(MarkedPlace.PATIENT)).isEmpty();
    }

    @Test
    void aWrongPasswordIsNotTold() throws Exception {
        MarkedPlace.Run run = place.exportInTurn(Map.of("snowflake.password", MarkedPlace.PASSWORD + "-wrong"));

        assertThat(run.exitCode).as(run.output()).isEqualTo(2);
        place.nothingLeaksFrom(run);
    }

    /** In Turkish the lower case of I is not i, which Snowflake's driver does not reckon with. */
    @Test
    void aTokenLetsInWhateverTheDefaultLanguageIs() throws Exception {
        MarkedPlace.Run run = place.export(Map.of(
                "SNOWFLAKE_AUTH_TYPE", "auth_pat",
                "SNOWFLAKE_TOKEN", "marked-token-6043",
                "JAVA_TOOL_OPTIONS", "-Duser.language=tr -Duser.country=TR"));

        assertThat(run.exitCode).as(run.output()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "a token              | 0 | auth_pat   | snowflake.token                             | marked-token-6043",
        "a wrong token        | 2 | auth_pat   | snowflake.token                             | marked-token-6043-wrong",
        "a wrong OAuth token  | 2 | auth_oauth | adbc.snowflake.sql.client_option.auth_token | marked-token-6043-wrong",
        "a second factor      | 0 | auth_mfa   | snowflake.passcode                          | marked-passcode-2218",
        "a wrong passphrase   | 2 | auth_jwt   | snowflake.private-key-passphrase            | a passphrase-wrong"
    })
    void noWayToLogInTellsItsSecretsEvenInTheDriversLog(
            String what, int exitCode, String type, String key, String secret) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("snowflake.auth-type", type, key, secret));
        if (type.equals("auth_jwt")) {
            settings.put(
                    "snowflake.private-key-file",
                    Path.of("src/test/resources/keys/pkcs8-des3.pem")
                            .toAbsolutePath()
                            .toString());
        }
        MarkedPlace.Run run = place.exportInTurn(settings);

        assertThat(run.exitCode).as(run.output()).isEqualTo(exitCode);
        place.nothingLeaksFrom(run);
        assertThat(place.path("errors.log")).content(StandardCharsets.ISO_8859_1).contains("DEBUG n.s.c.");
    }

    @Test
    void aKeyPairIsNotTold() throws Exception {
        MarkedPlace.Run run = place.exportInTurn(
                Map.of("snowflake.private-key", String.join("\n", MarkedPlace.keyLines("pkcs8.pem"))));

        assertThat(run.exitCode).as(run.output()).isZero();
        place.nothingLeaksFrom(run);
    }

    @Test
    void aUriWithAPasswordIsNotTold() throws Exception {
        String address = "@127.0.0.1:" + place.snowflakePort() + "/IMEDNET?account=local&protocol=http";
        MarkedPlace.Run run = place.runInTurn(
                Map.of(
                        "snowflake.uri",
                        "LOADER:" + MarkedPlace.PASSWORD + address,
                        "snowflake.password",
                        "",
                        "snowflake.url",
                        ""),
                List.of(
                        "export",
                        "snowflake",
                        "SECRET_STUDY",
                        "--set=snowflake.warehouse=W",
                        "--set=snowflake.stage=S",
                        "--set=snowflake.table=T"));
        assertThat(run.exitCode).as(run.output()).isZero();
        place.nothingLeaksFrom(run);

        MarkedPlace.Run refused = place.runInTurn(
                Map.of(
                        "snowflake.uri",
                        "LOADER:" + MarkedPlace.PASSWORD + "/half?" + MarkedPlace.PASSWORD + "=x&"
                                + MarkedPlace.PASSWORD + address),
                List.of("export", "snowflake", "SECRET_STUDY"));
        assertThat(refused.exitCode).isEqualTo(2);
        assertThat(refused.output()).contains("snowflake.uri is not of the form");
        place.nothingLeaksFrom(refused);
    }

    @Test
    void refusedSettingsAndWrongUsageTellNoSecret() throws Exception {
        MarkedPlace.Run refused = place.runInTurn(
                Map.of(
                        "snowflake.url",
                        "https://LOADER:" + MarkedPlace.PASSWORD + "@example.test",
                        "imednet.page-size",
                        "0"),
                List.of("export", "snowflake", "SECRET_STUDY"));
        assertThat(refused.exitCode).isEqualTo(2);
        assertThat(refused.output()).contains("snowflake.url is not an address");
        place.nothingLeaksFrom(refused);

        MarkedPlace.Run help = place.runInTurn(Map.of(), List.of("export", "snowflake", "--help"));
        assertThat(help.exitCode).isZero();
        place.nothingLeaksFrom(help);
    }

    @ParameterizedTest
    @CsvSource({"--set, snowflake.password=" + MarkedPlace.PASSWORD, "--password, " + MarkedPlace.PASSWORD,
        "--password=" + MarkedPlace.PASSWORD + ", --json",
        "--set, snowflake.uri=LOADER:" + MarkedPlace.PASSWORD + "@local/IMEDNET",
        "--set, snowflake.passcode=" + MarkedPlace.PASSCODE,
        "--set, adbc.snowflake.sql.client_option.jwt_private_key_pkcs8_password=" + MarkedPlace.PASSPHRASE})
    void aSecretAmongTheArgumentsIsRefusedAndNotRepeated(String option, String value) throws Exception {
        MarkedPlace.Run run = place.runInTurn(
                Map.of(),
                List.of("export", "snowflake", "SECRET_STUDY", "a", "b", "c", "d", "e", "f", "g", option, value));

        assertThat(run.exitCode).isEqualTo(2);
        for (Path file : place.filesWith(MarkedPlace.SECRETS)) {
            assertThat(MarkedPlace.linesWith(MarkedPlace.SECRETS, file)).as("secrets in %s", file).isEmpty();
        }
    }

    @Test
    void theLocalServersTellNoSecretEither() throws Exception {
        Process api = place.localServer("imednet", "study");
        Process warehouse = place.localServer("snowflake", "other-snowflake");
        try (BufferedReader apiOutput = api.inputReader();
                BufferedReader warehouseOutput = warehouse.inputReader()) {
            MarkedPlace.Run run = place.exportInTurn(Map.of(
                    "imednet.base-url", apiOutput.readLine().replace("listening on ", ""),
                    "snowflake.url", warehouseOutput.readLine().replace("listening on ", "")));
            api.toHandle().destroy();
            warehouse.toHandle().destroy();
            assertThat(run.exitCode).as(run.output()).isZero();
            assertThat(apiOutput.lines()).isEmpty();
            assertThat(warehouseOutput.lines()).isEmpty();
            place.nothingLeaksFrom(run);
        } finally {
            api.destroyForcibly().waitFor();
            warehouse.destroyForcibly().waitFor();
        }
    }
}
