package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsCommandTest {

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path directory;

    @Test
    void anExportTellsWhatItDidWithTheViews() throws Exception {
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(10))) {
            String properties = servers.file(servers.settings()).toString();
            assertThat(terminal.run("export", "snowflake", "SAMPLE", "--form-views", "--properties", properties))
                    .as(terminal.errors())
                    .isZero();
            assertThat(terminal.output())
                    .containsPattern("form views +[1-9][0-9]* made, 0 replaced, 0 dropped, 0 unchanged");

            assertThat(terminal.run("export", "snowflake", "SAMPLE", "--form-views", "--on-drift", "fail", "--json",
                    "--properties", properties)).as(terminal.errors()).isZero();
            JsonNode views = terminal.json().get("form_views");
            assertThat(views.get("made")).isEmpty();
            assertThat(views.get("drift")).isEmpty();
            assertThat(views.get("unchanged").asInt()).isPositive();
        }
    }

    @Test
    void theStatementsArePrintedAndNothingButTheApiIsNeeded() throws Exception {
        try (StudyData data = StudyData.sample(10);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(data))) {
            Path properties = Files.write(directory.resolve("api.properties"), List.of(
                    "imednet.base-url=" + imednet.uri(),
                    "imednet.api-key=" + ImednetServer.DEFAULT_API_KEY,
                    "imednet.security-key=" + ImednetServer.DEFAULT_SECURITY_KEY));

            Path routes = Files.createDirectory(directory.resolve("routes"));

            assertThat(terminal.run("views", "SAMPLE", "--properties", properties.toString(), "--routes",
                    routes.toString())).as(terminal.errors()).isZero();
            assertThat(terminal.output())
                    .contains("CREATE OR REPLACE VIEW \"MY_DATABASE\".\"PUBLIC\".\"FORM_AE\" (")
                    .contains("FROM \"MY_DATABASE\".\"PUBLIC\".\"RECORDS\"")
                    .contains(" AND \"FORM_KEY\" = 'AE'");

            assertThat(terminal.run("views", "SAMPLE", "--json", "--set", "snowflake.database=CLINICAL", "--set",
                    "export.form-view-prefix=V_", "--properties", properties.toString(), "--routes",
                    routes.toString())).as(terminal.errors()).isZero();
            JsonNode report = terminal.json();
            assertThat(report.get("study_key").asText()).isEqualTo("SAMPLE");
            assertThat(report.get("views").findValuesAsText("view")).contains("V_AE");
            assertThat(report.get("views").get(0).get("sql").asText()).contains("\"CLINICAL\".\"PUBLIC\".\"V_");
        }
    }
}
