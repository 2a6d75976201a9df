package io.github.imednet.snowflake.local.imednet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Serves a real study, where its folder is at hand. */
class CdiscPilotTest {

    private static final String STUDY = "/studies/CDISCPILOT01/";

    private static final Path FOLDER = folder();

    private static StudyData data;
    private static ImednetServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() throws IOException {
        if (Files.isDirectory(FOLDER)) {
            data = StudyData.folder(FOLDER);
            server = ImednetServer.start(ImednetServer.Settings.defaults(data));
            client = new ApiClient(server);
        }
    }

    @BeforeEach
    void requireTheStudy() {
        assumeTrue(Files.isDirectory(FOLDER), () -> "no study in " + FOLDER
                + "; the system property or environment variable IMEDNET_TEST_DATA names another folder");
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
            data.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sites,17", "forms,17", "intervals,37", "variables,275", "subjects,306", "visits,3558", "records,294577",
        "recordRevisions,36172", "queries,733", "codings,4180", "users,12"})
    void everyListHasItsEntities(String list, int count) {
        JsonNode page = client.page(STUDY + list, "includeInactive", "true");
        assertThat(page.at("/pagination/totalElements").intValue()).isEqualTo(count);
        assertThat(page.get("data")).hasSize(Math.min(count, 25));
    }

    @Test
    void theLastPageOfTheRecordsHasTheRest() {
        JsonNode page = client.page(STUDY + "records", "size", "500", "page", "589", "sort", "recordId,asc");
        assertThat(page.get("data")).hasSize(294_577 - 589 * 500);
    }

    @ParameterizedTest
    @CsvSource({"AE,1191", "none,0"})
    void recordsAreFilteredByForm(String form, int count) {
        assertThat(client.page(STUDY + "records", "filter", "formKey==" + form)
                .at("/pagination/totalElements").intValue()).isEqualTo(count);
    }

    @Test
    void recordsAreFilteredByModificationAndSorted() {
        List<String> dates = client.values("dateModified", STUDY + "records",
                "filter", "dateModified>=2015-03-01T00:00:00Z", "sort", "dateModified,asc", "sort", "recordId,asc");
        assertThat(dates).isSorted().isNotEmpty().last().isEqualTo("2015-08-02 17:53:26");
        assertThat(dates.get(0)).isGreaterThanOrEqualTo("2015-03-01");
    }

    private static Path folder() {
        String named = System.getProperty("IMEDNET_TEST_DATA", System.getenv("IMEDNET_TEST_DATA"));
        return named == null
                ? Path.of(System.getProperty("basedir", "."), "..", "shared", "data", "cdiscpilot01")
                : Path.of(named);
    }
}
