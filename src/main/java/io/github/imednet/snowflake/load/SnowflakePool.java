package io.github.imednet.snowflake.load;

import com.zaxxer.hikari.HikariDataSource;

/** The pool of sessions of a program, whose first login may be begun before it is needed. */
final class SnowflakePool extends HikariDataSource {

    private final SnowflakeLogin login;

    SnowflakePool(SnowflakeLogin login) {
        this.login = login;
        setDataSource(login);
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
