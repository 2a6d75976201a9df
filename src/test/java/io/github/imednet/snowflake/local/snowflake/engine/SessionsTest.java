package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionsTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @Test
    void useChangesWhatIsCurrent() throws Exception {
        client.run("CREATE SCHEMA OTHER");
        assertThat(client.session().schema()).isEqualTo("OTHER");
        assertThat(client.run("USE SCHEMA \"DB\".\"PUBLIC\"").type()).isEqualTo(StatementType.USE);
        assertThat(client.session().schema()).isEqualTo("PUBLIC");
        client.run("USE DB.OTHER");
        assertThat(client.value("SELECT CURRENT_SCHEMA()")).isEqualTo("OTHER");
        client.run("use database \"DB\"");
        assertThat(client.session().schema()).isEqualTo("PUBLIC");
        client.run("USE WAREHOUSE another_wh");
        client.run("USE ROLE another_role");
        assertThat(client.session().warehouse()).isEqualTo("ANOTHER_WH");
        assertThat(client.session().role()).isEqualTo("ANOTHER_ROLE");
        assertThat(client.column("name", "SHOW WAREHOUSES")).containsExactly("ANOTHER_WH");
        assertThat(client.failure("USE SCHEMA NOPE")).isEqualTo("002003/02000");
        assertThat(client.failure("USE DATABASE NOPE")).isEqualTo("002003/02000");
    }

    @Test
    void whatDoesNotExistAtLoginIsNull() throws Exception {
        try (Client missing = new Client(ENGINE.engine().openSession("NOPE", "PUBLIC", null, null));
                Client half = new Client(ENGINE.engine().openSession("DB", "NOPE", null, null));
                Client none = new Client(ENGINE.engine().openSession(null, null, null, null))) {
            assertThat(missing.session().database()).isNull();
            assertThat(half.session().database()).isEqualTo("DB");
            assertThat(half.session().schema()).isNull();
            assertThat(none.failure("CREATE TABLE T (A INT)")).isEqualTo("090105/22000");
            assertThat(half.failure("CREATE TABLE T (A INT)")).isEqualTo("090106/22000");
            assertThat(none.failure("CREATE TABLE NOPE.PUBLIC.T (A INT)")).isEqualTo("002003/02000");
            assertThat(half.failure("CREATE TABLE NOPE.T (A INT)")).isEqualTo("002003/02000");
            none.run("CREATE TABLE DB.PUBLIC.T (A INT)");
            assertThat(none.value("SELECT COUNT(*) FROM DB.PUBLIC.T")).isEqualTo("0");
        }
    }

    @Test
    void parametersAreRemembered() throws Exception {
        assertThat(client.run("ALTER SESSION SET QUERY_TAG = 'run 1', CLIENT_SESSION_KEEP_ALIVE = TRUE").type())
                .isEqualTo(StatementType.ALTER_SESSION);
        assertThat(client.column("value", "SHOW PARAMETERS LIKE 'query_tag' IN SESSION")).containsExactly("run 1");
        assertThat(client.column("level", "SHOW PARAMETERS LIKE 'query_tag' IN SESSION")).containsExactly("SESSION");
        client.run("ALTER SESSION UNSET QUERY_TAG");
        assertThat(client.column("value", "SHOW PARAMETERS LIKE 'QUERY_TAG'")).containsExactly("");
        assertThat(client.column("level", "SHOW PARAMETERS LIKE 'QUERY_TAG'")).containsExactly("");
    }

    @Test
    void theTimeZoneRulesWhatAMomentIsOnTheWall() throws Exception {
        String wall = "SELECT '2024-07-01 12:00:00 +00:00'::TIMESTAMP_LTZ::TIMESTAMP_NTZ::VARCHAR";
        assertThat(client.value(wall)).isEqualTo("2024-07-01 12:00:00.000");
        client.run("ALTER SESSION SET TIMEZONE = 'Europe/Berlin'");
        assertThat(client.value(wall)).isEqualTo("2024-07-01 14:00:00.000");
        assertThat(client.value("SELECT '2024-07-01 12:00:00'::TIMESTAMP_LTZ")).isEqualTo("1719828000.000000000");
        assertThat(ENGINE.newClient().value(wall)).isEqualTo("2024-07-01 12:00:00.000");
        assertThat(client.failure("ALTER SESSION SET TIMEZONE = 'Nowhere/Atall'")).isEqualTo("001008/22023");
    }

    @Test
    void statementsThatAreNoneAreRefused() {
        for (String sql : new String[] {"PRAGMA version", "ATTACH 'x'", "INSTALL httpfs", "GRANT ROLE A TO USER B",
                "CALL PROC()", "EXPLAIN SELECT 1", "COPY T TO 'file'", "SET X", "UNDROP TABLE T", "CREATE USER U",
                "SHOW USERS", "EXECUTE IMMEDIATE 'SELECT 1'"}) {
            assertThat(client.failure(sql)).as(sql).isEqualTo("001003/42000");
        }
    }
}
