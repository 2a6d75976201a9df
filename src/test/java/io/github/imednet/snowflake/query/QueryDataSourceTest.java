package io.github.imednet.snowflake.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.QuerySettings;
import java.sql.Connection;
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

    @Test
    void theSessionThatThePoolLogsInWithAtItsStartIsTheOneThatIsUsed() throws Exception {
        try (AnsweringSnowflake snowflake = new AnsweringSnowflake()) {
            Map<String, String> given = Map.of(
                    "snowflake.url", snowflake.uri().toString(),
                    "snowflake.account", "a",
                    "snowflake.user", "u",
                    "snowflake.password", "p");
            QuerySettings settings = QuerySettings.read(key -> Optional.ofNullable(given.get(key)));
            try (HikariDataSource pool = QueryDataSource.open(settings)) {
                pool.getConnection().close();
                pool.getConnection().close();
                assertThat(snowflake.logins()).isEqualTo(1);
                try (Connection first = pool.getConnection(); Connection second = pool.getConnection()) {
                    assertThat(first).isNotSameAs(second);
                }
                assertThat(snowflake.logins()).isEqualTo(2);
                assertThat(pool.getMinimumIdle()).isZero();
            }
        }
    }
}
