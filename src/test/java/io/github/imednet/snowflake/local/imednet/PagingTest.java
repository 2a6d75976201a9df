package io.github.imednet.snowflake.local.imednet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PagingTest {

    private static final int RECORDS = 2_345;

    private static StudyData data;
    private static ImednetServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() throws IOException {
        data = StudyData.sample(RECORDS);
        server = ImednetServer.start(ImednetServer.Settings.defaults(data));
        client = new ApiClient(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        data.close();
    }

    @ParameterizedTest
    @EnumSource(value = Resource.class, mode = EnumSource.Mode.EXCLUDE, names = {"STUDIES", "JOBS"})
    void thePagesOfEveryListHoldEachOfItsEntitiesOnce(Resource resource) {
        String path = "/studies/SAMPLE/" + resource.path();
        int total = client.page(path, "includeInactive", "true").at("/pagination/totalElements").intValue();
        List<JsonNode> entities =
                client.all(path, 97, "sort", resource.id() + ",asc", "includeInactive", "true");
        Set<String> ids = new HashSet<>();
        entities.forEach(entity -> ids.add(entity.get(resource.id()).asText()));
        assertThat(entities).hasSize(total).isNotEmpty();
        assertThat(ids).hasSize(total);
        assertThat(total).isEqualTo(data.rows(resource).count());
    }

    @Test
    void aPageHas25EntitiesUnlessToldOtherwise() {
        JsonNode page = client.page("/studies/SAMPLE/records");
        assertThat(page.get("data")).hasSize(25);
        assertThat(page.at("/pagination/size").intValue()).isEqualTo(25);
        assertThat(page.at("/pagination/totalPages").intValue()).isEqualTo((RECORDS + 24) / 25);
    }

    @Test
    void theLastPageHasTheRest() {
        JsonNode page = client.page("/studies/SAMPLE/records", "size", "500", "page", "4");
        assertThat(page.get("data")).hasSize(RECORDS - 4 * 500);
    }

    @Test
    void aPageBeyondTheLastIsEmpty() {
        JsonNode page = client.page("/studies/SAMPLE/records", "size", "500", "page", "2147483647");
        assertThat(page.get("data")).isEmpty();
        assertThat(page.at("/pagination/currentPage").intValue()).isEqualTo(2147483647);
        assertThat(page.at("/pagination/totalElements").intValue()).isEqualTo(RECORDS);
    }

    @Test
    void threadsThatReadPagesOfTheirOwnGetEveryRecordOnceTogether() throws Exception {
        List<Callable<List<Long>>> readers = IntStream.range(0, 8).mapToObj(PagingTest::readsEveryEighthPage).toList();
        ExecutorService threads = Executors.newFixedThreadPool(readers.size());
        List<Long> ids = new ArrayList<>();
        try {
            for (Future<List<Long>> read : threads.invokeAll(readers)) {
                ids.addAll(read.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ids).hasSize(RECORDS).doesNotHaveDuplicates();
    }

    private static Callable<List<Long>> readsEveryEighthPage(int first) {
        return () -> {
            List<Long> ids = new ArrayList<>();
            for (int page = first; page < 48; page += 8) {
                client.page("/studies/SAMPLE/records", "size", "49", "page", "" + page, "sort", "dateModified,asc",
                        "sort", "recordId,asc").get("data").forEach(row -> ids.add(row.get("recordId").longValue()));
            }
            return ids;
        };
    }
}
