package io.github.imednet.snowflake.load;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Tells the pool which failures end a session for good. Snowflake's driver says so by code: the session is gone, its
 * tokens have expired, or the server cannot be reached; the connection itself claims to be open still.
 */
final class LostSession implements SQLExceptionOverride {

    private static final int NETWORK = 200_015;

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        boolean lost = failure.getErrorCode() / 1000 == 390 || failure.getErrorCode() == NETWORK;
        return lost ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
