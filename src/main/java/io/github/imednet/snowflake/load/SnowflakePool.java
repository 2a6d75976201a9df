package io.github.imednet.snowflake.load;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** The pool of sessions of a program, whose first login may be begun before it is needed. */
final class SnowflakePool extends HikariDataSource {

    private final SnowflakeLogin login;

    SnowflakePool(SnowflakeLogin login) {
        this.login = login;
        setDataSource(login);
        // It logs in once to see whether it can, and would end this session at once if none were to be kept
        setMinimumIdle(1);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection session = super.getConnection();
        setMinimumIdle(0);
        return session;
    }

    void beginLogin() {
        login.begin();
    }

    @Override
    public void close() {
        login.abandon();
        super.close();
    }
}
