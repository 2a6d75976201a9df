package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the official driver makes of the faults that the server can make; those of sessions are in
 * {@link SnowflakeSessionTest}, {@code slow} is in {@link SnowflakeLongQueryTest}.
 */
class SnowflakeFaultsTest {

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;
    private Connection connection;

    @BeforeAll
    static void start() throws IOException {
        server = SnowflakeServer.start(Settings.defaults(directory).withFaults(List.of(
                "status:code=503,on=select 'busy'",
                "status:code=429,retry-after=1,on=select 'throttled'",
                "status:code=403,on=select 'forbidden'",
                "drop-before:on=insert into before",
                "drop-after:on=insert into after",
                "drop-after:on=copy into copied",
                "sql-error:on=copy into failing",
                "sql-error:code=000625,state=57014,message=Lock wait aborted,on=insert into locked",
                "put-error:on=@unwritable")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = Connections.open(server);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void aBusyServerIsAskedAgain() throws SQLException {
        assertThat(Connections.rows(connection, "select 'busy'")).containsExactly("busy");
    }

    @Test
    void aThrottlingServerIsAskedAgain() throws SQLException {
        assertThat(Connections.rows(connection, "select 'throttled'")).containsExactly("throttled");
    }

    @Test
    void aForbiddenRequestIsNotRepeated() throws SQLException {
        assertThatThrownBy(() -> Connections.rows(connection, "select 'forbidden'"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(200015));
        assertThat(Connections.rows(connection, "select 'forbidden'")).containsExactly("forbidden");
    }

    @Test
    void aRequestDroppedBeforeItsExecutionIsExecutedOnce() throws SQLException {
        Connections.execute(connection, "create or replace table before (a number)");
        assertThat(Connections.update(connection, "insert into before values (1)")).isEqualTo(1);
        assertThat(Connections.count(connection, "before")).isEqualTo(1);
    }

    @Test
    void aRequestWhoseAnswerIsLostIsNotExecutedTwice() throws SQLException {
        Connections.execute(connection, "create or replace table after (a number)");
        long before = server.statements(StatementType.INSERT);
        assertThat(Connections.update(connection, "insert into after values (1)")).isEqualTo(1);
        assertThat(Connections.count(connection, "after")).isEqualTo(1);
        assertThat(server.statements(StatementType.INSERT)).isEqualTo(before + 1);
    }

    @Test
    void aCopyWhoseAnswerIsLostStillReportsItsRows() throws SQLException {
        Connections.execute(connection, "create or replace stage st", "create or replace table copied (id number)");
        Path file = ParquetFiles.numbered(directory.resolve("copied.parquet"), 0, 10);
        Connections.execute(connection, "put file://" + file + " @st auto_compress = false");
        String copy = "copy into copied from @st files = ('copied.parquet')"
                + " file_format = (type = parquet) match_by_column_name = case_insensitive";
        assertThat(Connections.update(connection, copy)).isEqualTo(10);
        assertThat(Connections.count(connection, "copied")).isEqualTo(10);
    }

    @Test
    void aCopyThatIsToldToFailFailsOnce() throws SQLException {
        Connections.execute(connection, "create or replace table failing (id number)", "create or replace stage st");
        String copy = "copy into failing from @st file_format = (type = parquet)"
                + " match_by_column_name = case_insensitive";
        assertThatThrownBy(() -> Connections.update(connection, copy))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(100183);
                    assertThat(e.getSQLState()).isEqualTo("22000");
                });
        assertThat(Connections.update(connection, copy)).isZero();
    }

    @Test
    void anErrorCarriesTheCodeStateAndMessageOfTheFault() throws SQLException {
        Connections.execute(connection, "create or replace table locked (a number)");
        assertThatThrownBy(() -> Connections.update(connection, "insert into locked values (1)"))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(625);
                    assertThat(e.getSQLState()).isEqualTo("57014");
                    assertThat(e.getMessage()).contains("Lock wait aborted");
                });
        assertThat(Connections.count(connection, "locked")).isZero();
    }

    @Test
    void anUploadThatCannotBeWrittenFails() throws Exception {
        Connections.execute(connection, "create or replace stage unwritable");
        Path file = Files.writeString(directory.resolve("upload.parquet"), "content");
        String put = "put file://" + file + " @unwritable auto_compress = false";
        assertThatThrownBy(() -> Connections.execute(connection, put)).isInstanceOf(SQLException.class);
        assertThat(Connections.column(connection, put, "status")).containsExactly("UPLOADED");
    }

    @Test
    void aFaultOfAnUnknownKindIsRefused() {
        assertThatThrownBy(() -> Settings.defaults(directory).withFaults(List.of("earthquake")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("earthquake")
                .hasMessageContaining("drop-after");
    }

    @Test
    void aFaultWithABadNumberIsRefused() {
        assertThatThrownBy(() -> Settings.defaults(directory).withFaults(List.of("slow:millis=long")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("millis is a whole number");
    }

    @Test
    void aFaultOfStatementsSparesTheLogin() throws Exception {
        Settings settings = Settings.defaults(directory.resolve("spared")).withFaults(List.of("sql-error"));
        try (SnowflakeServer spared = SnowflakeServer.start(settings);
                Connection own = Connections.open(spared)) {
            assertThatThrownBy(() -> Connections.rows(own, "select 1"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(100183));
        }
    }
}
