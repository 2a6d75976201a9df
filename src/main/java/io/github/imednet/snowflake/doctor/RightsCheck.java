package io.github.imednet.snowflake.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Whether the session's role has each right that an export needs. */
@RouteBean
public final class RightsCheck {

    private final ExportSettings settings;
    private final HeldRights held;

    public RightsCheck(ExportSettings settings, SnowflakeStatements statements) {
        this.settings = settings;
        this.held = new HeldRights(statements);
    }

    /** Tells each right, and of one that is missing the GRANT that gives it. */
    public void rights(
            @ExchangeProperty("check") String check,
            @ExchangeProperty("examination") Examination examination,
            Exchange exchange)
            throws SQLException, JsonProcessingException {
        held.tell(NeededRights.of(settings), check, examination, exchange);
    }
}
