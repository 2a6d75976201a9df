package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a session: renewal, loss and end. */
class SnowflakeSessionTest {

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;

    @BeforeAll
    static void start() throws IOException {
        server = SnowflakeServer.start(Settings.defaults(directory).withFaults(List.of(
                "session-expired:on=select 'renewed'",
                "session-gone:on=select 'gone'",
                "session-gone:code=390114,on=select 'master'")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anExpiredTokenIsRenewedAndTheQueryRepeated() throws SQLException {
        try (Connection connection = Connections.open(server)) {
            Connections.execute(connection, "create temporary table remembered (a number)");
            assertThat(Connections.rows(connection, "select 'renewed'")).containsExactly("renewed");
            assertThat(Connections.count(connection, "remembered")).isZero();
        }
    }

    @Test
    void aSessionThatIsGoneNeedsANewLogin() throws SQLException {
        try (Connection connection = Connections.open(server)) {
            assertThatFails(connection, "select 'gone'", 390111);
            assertThat(connection.isValid(5)).isFalse();
        }
    }

    @Test
    void anExpiredMasterTokenNeedsANewLogin() throws SQLException {
        Connection connection = Connections.open(server);
        assertThatFails(connection, "select 'master'", 390114);
        assertThat(connection.isValid(5)).isFalse();
    }

    @Test
    void aHeartbeatKeepsAnOpenSessionValid() throws SQLException {
        Connection connection = Connections.open(server);
        assertThat(connection.isValid(5)).isTrue();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void aTemporaryTableBelongsToItsSession() throws SQLException {
        try (Connection connection = Connections.open(server);
                Connection other = Connections.open(server)) {
            Connections.execute(connection, "create temporary table mine (a number)");
            assertThat(Connections.count(connection, "mine")).isZero();
            assertThatFails(other, "select * from mine", 2003);
        }
    }

    @Test
    void aTokenIsRenewedAfterAnHourAndWorthlessAfterFour() throws Exception {
        MovableClock clock = new MovableClock();
        try (SnowflakeServer old = start("old", clock)) {
            Connection connection = Connections.open(old);
            clock.advance(Duration.ofMinutes(61));
            assertThat(Connections.rows(connection, "select 1")).containsExactly("1");
            clock.advance(Duration.ofMinutes(241));
            assertThatFails(connection, "select 1", 390114);
        }
    }

    @Test
    void anExpiredSessionIsClosedAtTheNextLogin() throws Exception {
        MovableClock clock = new MovableClock();
        try (SnowflakeServer idle = start("idle", clock)) {
            Connection forgotten = Connections.open(idle);
            clock.advance(Duration.ofMinutes(241));
            Connections.open(idle).close();
            assertThatFails(forgotten, "select 1", 390111);
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void closingAConnectionWhoseServerIsGoneEnds() throws Exception {
        SnowflakeServer gone = SnowflakeServer.start(Settings.defaults(directory.resolve("gone")));
        Connection connection = Connections.open(gone, Map.of("loginTimeout", "2"));
        gone.close();
        assertThatThrownBy(connection::close).isInstanceOf(SQLException.class);
    }

    private static SnowflakeServer start(String name, Clock clock) throws IOException {
        return SnowflakeServer.start(Settings.defaults(directory.resolve(name)), timing -> timing.withClock(clock));
    }

    private static void assertThatFails(Connection connection, String sql, int code) {
        assertThatThrownBy(() -> Connections.rows(connection, sql))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(code));
    }

    private static final class MovableClock extends Clock {

        private Instant now = Instant.now();

        synchronized void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("Only the instant is asked for");
        }
    }
}
