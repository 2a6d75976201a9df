package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoginAheadTest {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final AtomicInteger closed = new AtomicInteger();
    private final LoginAhead ahead = new LoginAhead();

    @Test
    void whoeverAsksFirstGetsTheSessionAndNobodyElse() throws Exception {
        Connection session = session();
        ahead.begin(() -> session);

        assertThat(ahead.take()).isSameAs(session);
        assertThat(ahead.take()).isNull();
        ahead.abandon();
        assertThat(closed).hasValue(0);
    }

    @Test
    void whoeverAsksFirstGetsTheFailureAsItIs() {
        SQLException refusal = new SQLException("refused");
        ahead.begin(() -> {
            throw refusal;
        });
        assertThatThrownBy(ahead::take).isSameAs(refusal);

        ahead.begin(() -> {
            throw new IllegalStateException("unusable");
        });
        assertThatThrownBy(ahead::take).isInstanceOf(IllegalStateException.class).hasMessage("unusable");
    }

    @Test
    void aSessionThatNobodyAskedForIsEndedAlsoIfItComesLater() throws Exception {
        ahead.begin(this::session);
        ahead.abandon();
        await().atMost(LIMIT).until(() -> closed.get() == 1);

        CountDownLatch answer = new CountDownLatch(1);
        ahead.begin(() -> {
            answer.await();
            return session();
        });
        ahead.abandon();
        assertThat(closed).hasValue(1);
        answer.countDown();
        await().atMost(LIMIT).until(() -> closed.get() == 2);
    }

    @Test
    void aPoolsFirstSessionIsTheOneThatWasBegunAndARefusalIsNotTriedAgain() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false);
                HikariDataSource pool = snowflake.pool(Map.of("snowflake.password", "pw"))) {
            SnowflakeDataSource.beginLogin(pool);
            await().atMost(LIMIT).until(() -> snowflake.count(RecordedSnowflake.LOGIN) == 1);

            assertThatThrownBy(pool::getConnection)
                    .satisfies(failure -> assertThat(SnowflakeErrors.loginRefusal(failure)).isPresent());
            assertThat(snowflake.count(RecordedSnowflake.LOGIN)).isEqualTo(1);
        }
    }

    @Test
    void aRefusedLoginIsNotTriedAgainSoonWhoeverAsks() throws Exception {
        try (RecordedSnowflake snowflake = new RecordedSnowflake(false);
                HikariDataSource pool = snowflake.pool(Map.of("snowflake.password", "pw"))) {
            for (int asked = 0; asked < 3; asked++) {
                assertThatThrownBy(() -> pool.getDataSource().getConnection())
                        .satisfies(failure -> assertThat(SnowflakeErrors.loginRefusal(failure)).isPresent());
            }
            assertThat(snowflake.count(RecordedSnowflake.LOGIN)).isEqualTo(1);
        }
    }

    private Connection session() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closed.incrementAndGet();
                        return null;
                    }
                    return method.getName().equals("toString") ? "session" : proxy == arguments[0];
                });
    }
}
