package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    private static final String COPY =
            "COPY INTO T FROM (SELECT $1:a::NUMBER, NULL FROM @ST/p/) FILE_FORMAT = (FORMAT_NAME = F)";

    @TempDir
    private Path directory;

    @Test
    void everythingButTemporaryObjectsSurvives() throws Exception {
        List<String> created;
        try (Engine engine = Engine.open(directory);
                Client client = Client.of(engine)) {
            client.run("CREATE SCHEMA S COMMENT = 'c'");
            client.run("USE SCHEMA PUBLIC");
            client.run("CREATE TABLE T (A NUMBER(10,0) NOT NULL PRIMARY KEY, V VARCHAR(7) DEFAULT 'x' COMMENT 'col')");
            client.run("CREATE TABLE M AS SELECT '2024-01-02 03:04:05.123456789'::TIMESTAMP_LTZ AS AT,"
                    + " '12:34:56.123456789'::TIME AS TI");
            client.run("CREATE STAGE ST");
            client.run("CREATE FILE FORMAT F TYPE = PARQUET");
            client.run("CREATE TEMPORARY TABLE GONE (A INT)");
            client.run("CREATE TEMPORARY STAGE GONE");
            ParquetFiles.write(
                    client.run("PUT file:///x @ST/p/").transfer().stageDirectory().resolve("a.parquet"), "SELECT 1 AS"
                            + " a");
            client.run(COPY);
            client.run("CREATE VIEW V (X COMMENT 'c') AS SELECT A::VARCHAR FROM T");
            created = client.column("created_on", "SHOW TABLES");
            client.run("BEGIN");
            client.run("INSERT INTO T VALUES (2, NULL)");
        }
        try (Engine engine = Engine.open(directory);
                Client client = new Client(engine.openSession("DB", "PUBLIC", null, null))) {
            assertThat(client.session().database()).isEqualTo("DB");
            assertThat(client.column("A", "SELECT A FROM T")).containsExactly("1");
            assertThat(client.rows("SELECT * FROM M"))
                    .containsExactly(List.of("1704164645.123456789", "45296.123456789"));
            assertThat(client.column("created_on", "SHOW TABLES")).isEqualTo(created.subList(1, 3));
            assertThat(client.column("type", "DESC TABLE T")).containsExactly("NUMBER(10,0)", "VARCHAR(7)");
            assertThat(client.column("X", "SELECT X FROM V")).containsExactly("1");
            assertThat(client.column("comment", "DESC VIEW V")).containsExactly("c");
            assertThat(client.column("comment", "DESC TABLE T")).containsExactly(null, "col");
            assertThat(client.column("primary key", "DESC TABLE T")).containsExactly("Y", "N");
            assertThat(client.column("name", "LIST @ST")).containsExactly("st/p/a.parquet");
            assertThat(client.column("comment", "SHOW SCHEMAS LIKE 'S'")).containsExactly("c");
            assertThat(client.value(COPY)).isEqualTo("Copy executed with 0 files processed.");
            assertThat(client.column("rows_loaded", COPY + " FORCE = TRUE")).containsExactly("1");
            assertThat(client.column("name", "SHOW STAGES")).containsExactly("ST");
        }
    }

    @Test
    void aDroppedDatabaseStaysDropped() throws Exception {
        try (Engine engine = Engine.open(directory)) {
            engine.createDatabase("DB");
            engine.createDatabase("DB");
            engine.createDatabase("Other one");
            try (Client client = Client.of(engine)) {
                client.run("DROP DATABASE DB");
            }
        }
        try (Engine engine = Engine.open(directory);
                EngineSession session = engine.openSession("DB", null, null, null);
                EngineSession other = engine.openSession("Other one", null, null, null)) {
            assertThat(session.database()).isNull();
            assertThat(other.schema()).isEqualTo("PUBLIC");
        }
    }

    @Test
    void oneDirectoryServesOneEngineAtATime() throws Exception {
        try (Engine engine = Engine.open(directory)) {
            assertThatThrownBy(() -> Engine.open(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("used by another");
            engine.createDatabase("DB");
        }
        Engine.open(directory).close();
    }
}
