package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an examination finds before an export, and that it changes nothing. */
class DoctorCommandTest extends SampleStudyCommands {

    @Test
    void beforeTheFirstExportAllIsThereOrMadeByIt() throws Exception {
        assertThat(run(Map.of())).isZero();

        assertThat(terminal.output())
                .containsPattern("ok +directories +.* can be written to, [0-9,]+ MB are free")
                .containsPattern("ok +api +.* answers: study SAMPLE has 1,250 records")
                .containsPattern("ok +clock ")
                .containsPattern("ok +snowflake +.* answers: user LOADER, .* schema IMEDNET.PUBLIC")
                .containsPattern("ok +stage +the stage MY_STAGE does not exist yet, .* CREATE STAGE ON SCHEMA IMEDNET.P")
                .containsPattern("ok +ledger +the ledger IMEDNET_LOAD_LEDGER does not exist yet, .* CREATE TABLE ON")
                .containsPattern("ok +table +the table RECORDS does not exist yet, .* CREATE TABLE ON SCHEMA IMEDNET.P")
                .contains("An export of SAMPLE can begin.");
        assertThat(servers.imednet().requests()).isEqualTo(1);
        assertThat(servers.number("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"))
                .isZero();
        assertThat(servers.state().resolve("runs")).doesNotExist();
    }

    @Test
    void anExportMayOnlyCheckAndAPortThatIsTakenIsTold() throws Exception {
        String taken = Integer.toString(servers.imednet().uri().getPort());

        assertThat(run(List.of("export", "snowflake"), Map.of("observe.port", taken), "--check")).isZero();

        assertThat(terminal.output())
                .containsPattern("ok +snowflake ")
                .containsPattern(
                        "warning +port +observe.port " + taken + " of observe.address 127.0.0.1 cannot be opened")
                .contains("An export of SAMPLE can begin.");
        assertThat(run(Map.of("observe.port", "0"))).isZero();
        assertThat(terminal.output()).containsPattern("ok +port +observe.port 0 of observe.address 127.0.0.1 can be");
        assertThat(servers.state().resolve("runs")).doesNotExist();
        assertThat(run(List.of("export", "snowflake"), Map.of("snowflake.password", "wrong"), "--check")).isEqualTo(2);
    }

    @Test
    void anIngestionMayOnlyCheckItsFilesTableAndRights() throws Exception {
        Path rows = Files.writeString(directory.resolve("sites.csv"), "id,name\n1,A\n");
        servers.execute("CREATE TABLE SITES (ID NUMBER, NAME VARCHAR)");
        servers.execute("INSERT INTO SITES VALUES (9, 'Z')");

        assertThat(ingest(rows.toString(), "--table=SITES", "--mode=append")).as(terminal.errors()).isZero();
        assertThat(terminal.output())
                .containsPattern("ok +files +1 files of 12 bytes can be read")
                .containsPattern("ok +snowflake +.* answers: user LOADER")
                .containsPattern("ok +stage +a temporary one is made")
                .containsPattern("ok +table +the table SITES is there, with 1 rows \\(append\\)")
                .containsPattern("ok +rights +INSERT ON TABLE \"IMEDNET\".\"PUBLIC\".\"SITES\"")
                .contains("An ingestion can begin.");
        assertThat(servers.number("SELECT COUNT(*) FROM SITES")).isEqualTo(1);

        assertThat(ingest("SITES=" + rows, "VISITS=" + directory.resolve("missing.csv"), "--mode=create")).isEqualTo(2);
        assertThat(terminal.output())
                .containsPattern("problem +files +The file .*missing.csv cannot be read")
                .containsPattern("problem +mode +Several tables cannot be loaded in one transaction")
                .containsPattern("problem +table +The table SITES already exists: set ingest.mode")
                .containsPattern("ok +table +the table VISITS is made \\(create\\)")
                .contains("An ingestion would fail.");
    }

    private int ingest(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("ingest", "--check", "--set=snowflake.schema=PUBLIC", "--properties",
                servers.file(servers.settings()).toString()));
        all.addAll(List.of(arguments));
        return terminal.run(all);
    }

    /** Its keys, its address and the study's name: the manifest has that. */
    @Test
    void aReplayNeedsNothingOfTheApi() throws Exception {
        exportAndKeep();

        assertThat(replay("--check")).as(terminal.errors()).isZero();
        assertThat(terminal.output())
                .containsPattern("skipped +api +not checked: the API is not asked")
                .contains("A replay of SAMPLE can begin.");
        assertThat(replay("--table=COPY_OF_IT")).as(terminal.errors()).isZero();
        assertThat(servers.number("SELECT COUNT(*) FROM COPY_OF_IT")).isEqualTo(1250);
    }

    @Test
    void aReplayThatLacksItsManifestItsFilesOrItsStudyIsToldSoByItsCheck() throws Exception {
        exportAndKeep();

        assertThat(replay("--check", "--local-staging-dir=" + directory.resolve("none"))).isEqualTo(2);
        assertThat(terminal.errors()).contains("set export.local-staging-dir (--local-staging-dir), which is no dir");
        assertThat(replay("--check", "--study=ANOTHER")).isEqualTo(2);
        assertThat(terminal.errors()).contains("has no line of study ANOTHER");
        Path manifest = directory.resolve("manifest.jsonl");
        String lines = Files.readString(manifest);
        Files.writeString(manifest, lines.replace("SAMPLE", "ANOTHER"), StandardOpenOption.APPEND);
        assertThat(replay("--check")).isEqualTo(2);
        assertThat(terminal.errors()).contains("has files of the studies ANOTHER, SAMPLE: name one in export.study");
        Files.delete(manifest);
        assertThat(replay("--check")).isEqualTo(2);
        assertThat(terminal.errors()).contains("The manifest " + manifest + " cannot be read");
    }

    private void exportAndKeep() throws Exception {
        servers.export("SAMPLE", Map.of(
                "export.manifest-path", directory.resolve("manifest.jsonl").toString(),
                "export.local-staging-dir", directory.resolve("kept").toString()));
        servers.imednet().close();
    }

    /** Without what only the API needs. */
    private int replay(String... options) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(servers.settings());
        settings.keySet().removeAll(List.of("imednet.api-key", "imednet.security-key"));
        settings.put("export.local-staging-dir", directory.resolve("kept").toString());
        List<String> all = new ArrayList<>(List.of(
                "replay",
                directory.resolve("manifest.jsonl").toString(),
                "--properties",
                servers.file(settings).toString()));
        all.addAll(List.of(options));
        return terminal.run(all);
    }

    @Test
    void afterAnExportTheTableIsLookedAtAsTheNextOneWould() throws Exception {
        servers.export("SAMPLE", Map.of());

        assertThat(run(Map.of())).isZero();

        assertThat(terminal.output())
                .containsPattern("ok +stage +the stage MY_STAGE is there")
                .containsPattern("ok +ledger +the ledger IMEDNET_LOAD_LEDGER is there")
                .containsPattern("ok +table +the table RECORDS has every column, and 1,250 rows of the study")
                .containsPattern("ok +lock +no other run is at work on the study");
    }

    @Test
    void eachRightIsToldAndOneThatIsMissingWithItsGrant() throws Exception {
        servers.execute("CREATE TABLE RECORDS (STUDY_KEY VARCHAR)");
        servers.useRoles("""
                CREATE ROLE NIGHTLY;
                CREATE ROLE READERS;
                GRANT USAGE ON DATABASE IMEDNET TO ROLE NIGHTLY;
                GRANT USAGE, CREATE TABLE ON SCHEMA IMEDNET.PUBLIC TO ROLE READERS;
                GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE PUBLIC;
                GRANT SELECT, INSERT ON TABLE IMEDNET.PUBLIC.RECORDS TO ROLE READERS;
                GRANT ROLE READERS TO ROLE NIGHTLY;
                GRANT ROLE NIGHTLY TO USER LOADER""");

        assertThat(run(Map.of())).isEqualTo(2);

        assertThat(terminal.output())
                .contains("ok       rights       USAGE ON DATABASE \"IMEDNET\"")
                .contains("ok       rights       USAGE ON WAREHOUSE \"COMPUTE_WH\"")
                .contains("ok       rights       CREATE TABLE ON SCHEMA \"IMEDNET\".\"PUBLIC\"")
                .contains("problem  rights       CREATE STAGE ON SCHEMA \"IMEDNET\".\"PUBLIC\" is missing: GRANT CREATE"
                        + " STAGE ON SCHEMA \"IMEDNET\".\"PUBLIC\" TO ROLE \"NIGHTLY\"")
                .contains("ok       rights       WRITE ON STAGE \"IMEDNET\".\"PUBLIC\".\"MY_STAGE\": of the role that"
                        + " makes it")
                .contains("ok       rights       INSERT ON TABLE \"IMEDNET\".\"PUBLIC\".\"RECORDS\"")
                .contains("is missing: GRANT DELETE ON TABLE \"IMEDNET\".\"PUBLIC\".\"RECORDS\" TO ROLE \"NIGHTLY\"");
    }

    @Test
    void aRoleWhoseGrantsCannotBeSeenIsNamedAndTheOthersCount() throws Exception {
        servers.useRoles("""
                CREATE ROLE NIGHTLY;
                CREATE ROLE HIDDEN;
                GRANT USAGE ON DATABASE IMEDNET TO ROLE NIGHTLY;
                GRANT USAGE, CREATE TABLE, CREATE STAGE ON SCHEMA IMEDNET.PUBLIC TO ROLE NIGHTLY;
                GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE NIGHTLY;
                GRANT ROLE HIDDEN TO ROLE NIGHTLY;
                GRANT ROLE NIGHTLY TO USER LOADER""",
                "sql-error:code=002003,state=02000,on=SHOW GRANTS TO ROLE \"HIDDEN\",times=always");

        assertThat(run(Map.of())).as(terminal.output()).isZero();

        assertThat(terminal.output())
                .contains("warning  rights       the grants to ROLE \"HIDDEN\" cannot be seen")
                .contains("ok       rights       CREATE STAGE ON SCHEMA \"IMEDNET\".\"PUBLIC\"");
    }

    @Test
    void aSessionThatIsRefusedAsUnknownIsNothingThatAnExportMakes() throws Exception {
        servers.failSnowflake("sql-error:code=002003,state=02000,on=CURRENT_WAREHOUSE,times=always");

        assertThat(run(Map.of())).isEqualTo(2);

        assertThat(terminal.output()).containsPattern("problem +snowflake ").containsPattern("skipped +table ");
    }

    /** A role has what was asked for and nothing else, on tables of another one, and exports what changed. */
    @Test
    void theGrantsThatItAsksForAreEnough() throws Exception {
        Map<String, String> all = Map.of(
                "export.resources", "records,sites",
                "export.incremental", "true",
                "export.form-views", "true",
                "export.create-table", "false",
                "export.create-stage", "false");
        Map<String, String> made = new LinkedHashMap<>(all);
        made.put("export.create-table", "true");
        made.put("export.create-stage", "true");
        assertThat(run(List.of("export", "snowflake"), made)).as(terminal.errors()).isZero();
        for (List<String> view : servers.query("SHOW VIEWS LIKE 'FORM_%'")) {
            servers.execute("DROP VIEW " + view.get(1));
        }
        servers.execute("DELETE FROM IMEDNET_VIEW_LEDGER");
        String role = """
                CREATE ROLE NIGHTLY;
                GRANT ROLE NIGHTLY TO USER LOADER;
                GRANT USAGE ON DATABASE IMEDNET TO ROLE NIGHTLY;
                GRANT USAGE ON SCHEMA IMEDNET.PUBLIC TO ROLE NIGHTLY;
                GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE NIGHTLY;
                """;
        servers.useRoles(role);
        assertThat(run(all)).isEqualTo(2);
        List<String> grants = Pattern.compile("is missing: (GRANT .*)").matcher(terminal.output()).results()
                .map(grant -> grant.group(1))
                .toList();
        assertThat(grants).doesNotHaveDuplicates().hasSizeGreaterThan(10)
                .noneMatch(grant -> grant.contains("CREATE TABLE"));

        servers.useRoles(role + String.join(";\n", grants));
        assertThat(run(all)).as(terminal.output()).isZero();
        servers.imednet().change("change-row:row=3,every=100,attribute=recordStatus,value=Changed");
        assertThat(run(List.of("export", "snowflake"), all, "--json")).as(terminal.errors()).isZero();
        assertThat(terminal.output()).contains("\"mode\":\"incremental\"");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_STATUS = 'Changed'")).isEqualTo(13);
        assertThat(servers.query("SHOW VIEWS LIKE 'FORM_%'")).isNotEmpty();
    }

    @Test
    void whatIsWrongIsNamedAndDoesNotKeepTheOtherChecksFromTheirs() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        servers.execute("CREATE TABLE RECORDS (STUDY_KEY VARCHAR)");

        assertThat(run(Map.of(
                        "export.state-dir",
                        file.toString(),
                        "imednet.api-key",
                        "wrong",
                        "export.create-stage",
                        "false")))
                .as(terminal.errors())
                .isEqualTo(2);

        assertThat(terminal.output())
                .containsPattern("problem +directories +export.state-dir: .*file cannot be written to")
                .containsPattern("problem +api +.*401")
                .containsPattern("ok +snowflake ")
                .containsPattern(
                        "problem +stage +An object that the settings name does not exist in .*\\R"
                                + " +Stage '.*MY_STAGE' does not exist")
                .containsPattern("problem +table +The table .* lacks the columns INTERVAL_ID")
                .contains("An export of SAMPLE would fail.");
    }

    @Test
    void aManifestThatCannotBeWrittenIsNamedBeforeAnythingIsLoaded() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(run(Map.of("export.manifest-path", directory.toString()))).isEqualTo(2);
        assertThat(terminal.output())
                .contains("export.manifest-path: " + directory + " is not a file that can be read and written");
        assertThat(run(Map.of("export.manifest-path", file.resolve("manifest.jsonl").toString()))).isEqualTo(2);
        assertThat(terminal.output()).containsPattern("problem +directories +export.manifest-path: " + file);

        Path missing = directory.resolve("missing");
        assertThat(run(Map.of("export.manifest-path", missing.resolve("manifest.jsonl").toString()))).isZero();
        assertThat(missing).doesNotExist();
        assertThat(run(Map.of("export.manifest-path", file.toString()))).isZero();
        assertThat(file).isEmptyFile();
    }

    @Test
    void withoutASessionNothingThatNeedsOneIsAsked() throws Exception {
        assertThat(run(Map.of("snowflake.password", "wrong"), "--json")).isEqualTo(2);

        JsonNode report = terminal.json();
        assertThat(report.path("ok").asBoolean()).isFalse();
        List<String> states = new ArrayList<>();
        report.path("checks").forEach(check -> states.add(
                check.path("check").asText() + ' ' + check.path("state").asText()));
        assertThat(states).containsExactly(
                "directories OK", "api OK", "clock OK", "snowflake PROBLEM", "stage SKIPPED", "ledger SKIPPED",
                "table SKIPPED", "lock SKIPPED", "rights SKIPPED");
        assertThat(report.path("checks").get(3).path("text").asText())
                .startsWith("Snowflake refused the login: check snowflake.account");
        assertThat(report.has("exit_code")).isFalse();
    }

    @Test
    void aSnowflakeThatCannotBeReachedIsToldByItsAddress() throws Exception {
        int port = servers.snowflake().uri().getPort();
        servers.snowflake().close();

        // By another name of the host: a server of before, with sessions of this process, may have had the same port.
        assertThat(run(Map.of("snowflake.url", "http://localhost:" + port))).isEqualTo(3);
        assertThat(terminal.output())
                .contains("Snowflake cannot be reached at localhost:" + port + ": Connection refused.")
                .contains("Check snowflake.account or snowflake.url, and the network");

        assertThat(run(Map.of("snowflake.url", "https://no-such-host.invalid"))).isEqualTo(3);
        assertThat(terminal.output()).contains("cannot be reached at no-such-host.invalid:443: unknown host.");
    }

    @Test
    void anApiThatFailsExitsWith3() throws Exception {
        servers.failImednet("status:code=503,times=always");

        assertThat(run(Map.of())).isEqualTo(3);
        assertThat(terminal.output()).containsPattern("problem +api +.*503");
    }

    private int run(Map<String, String> others, String... options) throws Exception {
        return run(List.of("doctor"), others, options);
    }
}
