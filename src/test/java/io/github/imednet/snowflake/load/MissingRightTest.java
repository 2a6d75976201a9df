package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A statement whose right is missing says which one it is, and the GRANT that gives it. */
class MissingRightTest {

    /** The rights of README, section "Run it". Role R0 lacks the first, R1 the second, and so on. */
    private static final List<String> RIGHTS = List.of(
            "USAGE ON DATABASE IMEDNET", "USAGE ON SCHEMA IMEDNET.PUBLIC", "USAGE ON WAREHOUSE COMPUTE_WH",
            "CREATE TABLE ON SCHEMA IMEDNET.PUBLIC", "CREATE STAGE ON SCHEMA IMEDNET.PUBLIC",
            "READ ON STAGE IMEDNET.PUBLIC.ST", "WRITE ON STAGE IMEDNET.PUBLIC.ST", "SELECT ON TABLE IMEDNET.PUBLIC.T",
            "INSERT ON TABLE IMEDNET.PUBLIC.T", "UPDATE ON TABLE IMEDNET.PUBLIC.T", "DELETE ON TABLE IMEDNET.PUBLIC.T");

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;
    private static Exchange exchange;

    @BeforeAll
    static void start() throws Exception {
        List<String> roles = new ArrayList<>(List.of("CREATE ROLE ALL_OF_IT", "GRANT ROLE ALL_OF_IT TO USER LOADER"));
        RIGHTS.forEach(right -> roles.add("GRANT " + right + " TO ROLE ALL_OF_IT"));
        roles.add("GRANT OWNERSHIP ON STAGE IMEDNET.PUBLIC.ST TO ROLE ALL_OF_IT");
        for (int lacking = 0; lacking < RIGHTS.size(); lacking++) {
            roles.add("CREATE ROLE R" + lacking);
            roles.add("GRANT ROLE R" + lacking + " TO USER LOADER");
            for (String right : RIGHTS) {
                if (!right.equals(RIGHTS.get(lacking))) {
                    roles.add("GRANT " + right + " TO ROLE R" + lacking);
                }
            }
        }
        Path file = Files.writeString(directory.resolve("roles.sql"), String.join(";\n", roles));
        server = SnowflakeServer.start(
                SnowflakeServer.Settings.defaults(directory.resolve("server")).withRoleFile(file));
        exchange = new DefaultExchange(new DefaultCamelContext());
        try (HikariDataSource pool = pool("ALL_OF_IT")) {
            SnowflakeStatements statements = new SnowflakeStatements(pool);
            statements.execute(exchange, "CREATE TABLE T (A NUMBER)");
            statements.execute(exchange, "CREATE STAGE ST");
        }
        Files.writeString(directory.resolve("file"), "content");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|SELECT * FROM \"IMEDNET\".\"PUBLIC\".\"T\"|GRANT USAGE ON DATABASE IMEDNET TO ROLE",
                "1|SELECT * FROM \"IMEDNET\".\"PUBLIC\".\"T\"|GRANT USAGE ON SCHEMA IMEDNET.PUBLIC TO ROLE",
                "2|SELECT * FROM \"IMEDNET\".\"PUBLIC\".\"T\"|GRANT USAGE ON WAREHOUSE",
                "3|CREATE TABLE IF NOT EXISTS \"IMEDNET\".\"PUBLIC\".\"T\" (A NUMBER)|GRANT USAGE, CREATE TABLE ON"
                        + " SCHEMA PUBLIC",
                "4|CREATE STAGE IF NOT EXISTS \"IMEDNET\".\"PUBLIC\".\"ST\"|GRANT USAGE, CREATE STAGE ON SCHEMA PUBLIC",
                "5|LIST @\"IMEDNET\".\"PUBLIC\".\"ST\"|GRANT READ ON STAGE ST",
                "6|PUT 'file://DIRECTORY/file' @\"IMEDNET\".\"PUBLIC\".\"ST\"|GRANT READ, WRITE ON STAGE ST",
                "7|SELECT * FROM \"IMEDNET\".\"PUBLIC\".\"T\"|GRANT SELECT ON TABLE T",
                "8|INSERT INTO \"IMEDNET\".\"PUBLIC\".\"T\" (A) SELECT 1|GRANT INSERT ON TABLE"
                        + " \"IMEDNET\".\"PUBLIC\".\"T\"",
                "8|COPY INTO \"IMEDNET\".\"PUBLIC\".\"T\" FROM (SELECT $1:a FROM @\"IMEDNET\".\"PUBLIC\".\"ST\")"
                        + "|GRANT INSERT ON TABLE \"IMEDNET\".\"PUBLIC\".\"T\"",
                "9|UPDATE \"IMEDNET\".\"PUBLIC\".\"T\" SET A = 1|GRANT UPDATE ON TABLE \"IMEDNET\".\"PUBLIC\".\"T\"",
                "10|DELETE FROM \"IMEDNET\".\"PUBLIC\".\"T\" WHERE A = 1|GRANT DELETE ON TABLE"
                        + " \"IMEDNET\".\"PUBLIC\".\"T\""
            })
    void theRightThatIsMissingIsNamedWithItsGrant(int lacking, String sql, String grant) {
        try (HikariDataSource pool = pool("R" + lacking)) {
            SQLException failure = catchThrowableOfType(SQLException.class, () -> new SnowflakeStatements(pool)
                    .execute(exchange, sql.replace("DIRECTORY", directory.toString())));
            assertThat(failure.getMessage()).contains(grant);
            assertThat(new SnowflakeErrors().isRetryable(failure)).isFalse();
        }
    }

    @Test
    void anObjectThatMayBeThereOrNotNamesTheRightToSeeIt() {
        assertThat(MissingRight.named(missing("Object 'DB.S.LEDGER' does not exist or not authorized."),
                        "INSERT INTO \"DB\".\"S\".\"T\" SELECT 1 FROM \"DB\".\"S\".\"LEDGER\"").getMessage())
                .contains("If it exists, the role lacks a right on it: GRANT SELECT ON TABLE DB.S.LEDGER");
        assertThat(MissingRight.named(missing("Stage 'DB.S.ST' does not exist or not authorized."), "DESCRIBE STAGE ST")
                        .getMessage())
                .contains("GRANT READ ON STAGE DB.S.ST");
        SQLException other = new SQLException("syntax error", "42000", 1003);
        assertThat((Throwable) MissingRight.named(other, "SELEC 1")).isSameAs(other);
    }

    @Test
    void aQuotaThatIsUsedUpSaysWhatToDo() {
        SQLException quota = new SQLException(
                "Warehouse 'W' cannot be resumed because resource monitor 'M' has exceeded its quota.", "22000", 90073);

        assertThat(MissingRight.named(quota, "SELECT 1").getMessage())
                .startsWith(quota.getMessage() + " Raise the resource monitor's quota")
                .endsWith("snowflake.warehouse");
    }

    private static SQLException missing(String message) {
        return new SQLException("SQL compilation error:\n" + message, "02000", 2003);
    }

    private static HikariDataSource pool(String role) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.jdbcUrl() + "&role=" + role);
        pool.setUsername("LOADER");
        pool.setPassword("local-password");
        pool.addDataSourceProperty("db", "IMEDNET");
        pool.addDataSourceProperty("schema", "PUBLIC");
        pool.addDataSourceProperty("warehouse", "COMPUTE_WH");
        pool.addDataSourceProperty("JDBC_QUERY_RESULT_FORMAT", "JSON");
        pool.addDataSourceProperty("disablePlatformDetection", "true");
        pool.setMaximumPoolSize(1);
        return pool;
    }
}
