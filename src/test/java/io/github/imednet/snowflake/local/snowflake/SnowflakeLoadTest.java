package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** COPY INTO a table from files that were uploaded, with the official driver. */
class SnowflakeLoadTest {

    private static final String COPY = "copy into loaded from @st files = ('a.parquet', 'b.parquet')"
            + " file_format = (type = parquet use_logical_type = true) match_by_column_name = case_insensitive";

    @TempDir
    private static Path directory;

    @TempDir
    private static Path files;

    private static SnowflakeServer server;
    private Connection connection;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = SnowflakeServer.start(Settings.defaults(directory));
        ParquetFiles.numbered(files.resolve("a.parquet"), 0, 100);
        ParquetFiles.numbered(files.resolve("b.parquet"), 100, 250);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void stageTwoFiles() throws SQLException {
        connection = Connections.open(server);
        Connections.execute(connection, "create or replace stage st",
                "create or replace table loaded (id number, name varchar)",
                "put file://" + files + "/*.parquet @st auto_compress = false");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void twoFilesAreLoadedAndReportedOneByOne() throws SQLException {
        List<String> rows = Connections.rows(connection, COPY);
        assertThat(rows).hasSize(2);
        assertThat(rows).anyMatch(row -> row.startsWith("st/a.parquet|LOADED|100|100|"));
        assertThat(rows).anyMatch(row -> row.startsWith("st/b.parquet|LOADED|150|150|"));
        assertThat(Connections.rows(connection, "select count(*), min(id), max(name) from loaded"))
                .containsExactly("250|0|name 99");
    }

    @Test
    void theCountOfACopyIsItsRows() throws SQLException {
        assertThat(Connections.update(connection, COPY)).isEqualTo(250);
    }

    @Test
    void filesAreNotLoadedTwice() throws SQLException {
        assertThat(Connections.update(connection, COPY)).isEqualTo(250);
        assertThat(Connections.update(connection, COPY)).isZero();
        assertThat(Connections.column(connection, COPY, "status"))
                .containsExactly("Copy executed with 0 files processed.");
        assertThat(Connections.count(connection, "loaded")).isEqualTo(250);
    }

    @Test
    void forceLoadsFilesAgain() throws SQLException {
        assertThat(Connections.update(connection, COPY)).isEqualTo(250);
        assertThat(Connections.update(connection, COPY + " force = true")).isEqualTo(250);
        assertThat(Connections.count(connection, "loaded")).isEqualTo(500);
    }

    @Test
    void aValueThatDoesNotFitLeavesNoRows() throws SQLException {
        Connections.execute(connection, "create or replace table loaded (id number, name number)");
        assertThatThrownBy(() -> Connections.update(connection, COPY))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(100038));
        assertThat(Connections.count(connection, "loaded")).isZero();
    }

    @Test
    void aMissingFileIsAnErrorAndLeavesNoRows() throws SQLException {
        Connections.execute(connection, "remove @st/b.parquet");
        assertThatThrownBy(() -> Connections.update(connection, COPY))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(91016);
                    assertThat(e.getSQLState()).isEqualTo("22000");
                });
        assertThat(Connections.count(connection, "loaded")).isZero();
    }

    @Test
    void anUnknownTableIsAnError() {
        assertThatThrownBy(() -> Connections.update(connection, COPY.replace("into loaded", "into no_such_table")))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(2003);
                    assertThat(e.getSQLState()).isEqualTo("42S02");
                });
    }

    @Test
    void theTemporaryStageOfAnotherSessionIsUnknown() throws SQLException {
        try (Connection other = Connections.open(server)) {
            Connections.execute(other, "create temporary stage theirs");
            assertThatThrownBy(() -> Connections.update(connection, COPY.replace("@st", "@theirs")))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(2003));
        }
    }

    @Test
    void aCopyIsPartOfItsTransaction() throws SQLException {
        Connections.execute(connection, "begin", COPY, "rollback");
        assertThat(Connections.count(connection, "loaded")).isZero();
        assertThat(Connections.update(connection, COPY)).isEqualTo(250);
    }

    @Test
    void theRowsOfACopyAreAResultWhereTheConnectionAsksForIt() throws SQLException {
        try (Connection asking = Connections.open(server, Map.of("enableCopyResultSet", "true"));
                Statement statement = asking.createStatement()) {
            assertThat(statement.execute(COPY)).isTrue();
            assertThat(statement.getResultSet().next()).isTrue();
        }
    }
}
