package io.github.imednet.snowflake.local.imednet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortTest {

    @TempDir
    private static Path folder;

    private static StudyData data;
    private static ImednetServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() throws IOException {
        // Stored in no order, so that nothing comes out sorted by chance.
        data = new StudyFiles(folder)
                .lines("sites", site(3, "B", "Open"), site(10, "A", "Open"), site(2, null, "Closed"),
                        site(1, "B", "Closed"))
                .open();
        server = ImednetServer.start(ImednetServer.Settings.defaults(data));
        client = new ApiClient(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        data.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "siteId,asc                              | 1 2 3 10",
        "siteId,ASC                              | 1 2 3 10",
        "siteId                                  | 1 2 3 10",
        "siteId,desc                             | 10 3 2 1",
        "siteName,asc                            | 10 3 1 2",
        "siteName,DESC                           | 3 1 10 2",
        "siteName,asc siteId,asc                 | 10 1 3 2",
        "siteName,desc siteId,desc               | 3 1 10 2",
        "siteEnrollmentStatus,asc siteId,desc    | 2 1 10 3",
        "siteEnrollmentStatus,desc siteName,asc siteId,asc | 10 3 1 2",
    })
    void sortParametersDecideInTheOrderTheyAreGivenAndNullsComeLast(String sorts, String ids) {
        String[] parameters = Stream.of(sorts.split(" ")).flatMap(sort -> Stream.of("sort", sort))
                .toArray(String[]::new);
        assertThat(String.join(" ", client.values("siteId", "/studies/S/sites", parameters))).isEqualTo(ids);
    }

    @Test
    void theDefaultOrderIsTheResourcesOwn() {
        assertThat(client.values("siteId", "/studies/S/sites")).containsExactly("1", "2", "3", "10");
        assertThat(client.page("/studies/S/sites").at("/pagination/sort").toString())
                .isEqualTo("[{\"property\":\"siteId\",\"direction\":\"ASC\"}]");
        assertThat(client.page("/studies/S/codings").at("/pagination/sort/0/property").asText()).isEqualTo("formId");
        assertThat(client.page("/studies/S/variables").at("/pagination/sort/0/property").asText()).isEqualTo("formId");
        assertThat(client.page("/studies/S/users").at("/pagination/sort/0/property").asText()).isEqualTo("login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour,asc", "siteId,up", "siteId,asc,desc", "SITEID,asc"})
    void aSortThatCannotBeServedIsRefused(String sort) {
        HttpResponse<String> response = client.get("/studies/S/sites", "sort", sort);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(ApiClient.json(response.body()).at("/metadata/error/field/attribute").asText()).isEqualTo("sort");
    }

    @Test
    void aGeneratedListSortsLikeAnyOther() throws IOException {
        try (StudyData sample = StudyData.sample(700);
                ImednetServer sampleServer = ImednetServer.start(ImednetServer.Settings.defaults(sample))) {
            ApiClient sampleClient = new ApiClient(sampleServer);
            List<String> reversed = new ArrayList<>(sampleClient.values("recordId", "/studies/SAMPLE/records"));
            Collections.reverse(reversed);
            assertThat(sampleClient.values("recordId", "/studies/SAMPLE/records", "sort", "recordId,desc"))
                    .isEqualTo(reversed)
                    .hasSize(700);
            assertThat(sampleClient.values("dateModified", "/studies/SAMPLE/records",
                    "sort", "dateModified,asc", "sort", "recordId,asc")).isSorted().hasSize(700);
        }
    }

    private static String site(int id, String name, String status) {
        return "{\"studyKey\":\"S\",\"siteId\":" + id + ",\"siteName\":" + (name == null ? null : "\"" + name + "\"")
                + ",\"siteEnrollmentStatus\":\"" + status + "\"}";
    }
}
