package io.github.imednet.snowflake.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.QuerySettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryDataSourceTest {

    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void theDriverFetchesAsManyChunksAtATimeAsSetAndNoMoreThanAQuarterOfTheHeapHolds() {
        Map<String, String> given = Map.of(
                "snowflake.account", "a",
                "snowflake.user", "u",
                "snowflake.password", "p",
                "query.concurrency", "3");
        Map<String, String> session =
                QueryDataSource.parameters(QuerySettings.read(key -> Optional.ofNullable(given.get(key))));

        assertThat(session).containsEntry("CLIENT_PREFETCH_THREADS", "3");
        assertThat(Long.parseLong(session.get("CLIENT_MEMORY_LIMIT")))
                .isBetween(1L, Runtime.getRuntime().maxMemory() / MEGABYTE / 4);
    }
}
