package io.github.imednet.snowflake.doctor;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SharedSettings;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.doctor.CheckResult.State;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.SqlAnswer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/** What an export needs of Snowflake. Its tables it looks at as an export does. */
@RouteBean
public final class SnowflakeChecks {

    private final ExportSettings settings;
    private final SnowflakeStatements statements;

    public SnowflakeChecks(ExportSettings settings, SnowflakeStatements statements) {
        this.settings = settings;
        this.statements = statements;
    }

    /**
     * Looks what the session has. Snowflake lets a session begin also where database, schema or warehouse are not
     * there, or not for the role: it then has none.
     *
     * @throws ExportConfigurationException naming what it has not, with the GRANT that gives it
     */
    public void session(
            @ExchangeProperty("check") String check,
            @ExchangeProperty("examination") Examination examination,
            Exchange exchange)
            throws SQLException {
        examination.found(check, State.OK, describeSession(settings.snowflake(), statements, exchange));
    }

    /** The same for whatever has a session: what there is to say of it. */
    static String describeSession(ConnectionSettings snowflake, SnowflakeStatements statements, Exchange exchange)
            throws SQLException {
        SqlAnswer.Row row = statements.query(exchange, "SELECT CURRENT_USER() AS \"USER\", CURRENT_ROLE() AS \"ROLE\","
                + " CURRENT_WAREHOUSE() AS \"WAREHOUSE\", CURRENT_DATABASE() AS \"DATABASE\","
                + " CURRENT_SCHEMA() AS \"SCHEMA\"").rows().get(0);
        List<String> missing = new ArrayList<>();
        require(row, "WAREHOUSE", snowflake.get(SnowflakeKeys.WAREHOUSE), missing);
        require(row, "DATABASE", snowflake.get(SnowflakeKeys.DATABASE), missing);
        require(row, "SCHEMA", snowflake.get(SnowflakeKeys.SCHEMA), missing);
        if (!missing.isEmpty()) {
            throw new ExportConfigurationException(missing);
        }
        return String.format("%s answers: user %s, role %s, warehouse %s, schema %s.%s",
                snowflake.url(), row.text("USER"), row.text("ROLE"), row.text("WAREHOUSE"), row.text("DATABASE"),
                row.text("SCHEMA"));
    }

    private static void require(SqlAnswer.Row row, String kind, @Nullable String name, List<String> missing) {
        if (name != null && row.text(kind) == null) {
            missing.add("The " + kind.toLowerCase(Locale.ROOT) + ' ' + name + " does not exist, or the role "
                    + row.text("ROLE") + " cannot use it: GRANT USAGE ON " + kind + ' ' + name + " TO ROLE "
                    + row.text("ROLE"));
        }
    }

    public void stage(
            @ExchangeProperty("check") String check, @ExchangeProperty("examination") Examination examination) {
        examination.found(check, State.OK, "the stage " + settings.get(SnowflakeKeys.STAGE) + " is there");
    }

    /** @param older whether it lacks columns that an export would add */
    public void ledger(
            @Body boolean older,
            @ExchangeProperty("check") String check,
            @ExchangeProperty("examination") Examination examination) {
        String ledger = "the ledger " + settings.get(SharedSettings.LEDGER_TABLE);
        examination.found(check, older ? State.WARNING : State.OK, older
                ? ledger + " is of an earlier version: an export adds the columns that it lacks, for which the role"
                        + " must own it; with the selection of the rows that are there nothing was compared"
                : ledger + " is there");
    }

    public void table(
            @ExchangeProperty("check") String check,
            @ExchangeProperty("run") ExaminedList run,
            @ExchangeProperty("examination") Examination examination) {
        examination.found(check, State.OK, String.format(Locale.ROOT, "the table %s has every column, and %,d rows of"
                + " the study", settings.of(run.resource()).table(), run.target().studyRows()));
    }

    public void lock(
            @ExchangeProperty("check") String check,
            @ExchangeProperty("run") ExaminedList run,
            @ExchangeProperty("examination") Examination examination) {
        examination.found(check, State.OK, "no other run is at work on the study in the table "
                + settings.of(run.resource()).table());
    }
}
