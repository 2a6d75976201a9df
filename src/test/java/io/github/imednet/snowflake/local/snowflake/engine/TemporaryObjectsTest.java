package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TemporaryObjectsTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;
    private Client other;

    @BeforeEach
    void clients() throws Exception {
        client = ENGINE.client();
        other = ENGINE.newClient();
    }

    @Test
    void aTemporaryTableBelongsToItsSession() throws Exception {
        client.run("CREATE TEMPORARY TABLE T (A NUMBER(5,0) NOT NULL, V VARCHAR(3))");
        client.run("INSERT INTO DB.PUBLIC.T VALUES (1, 'x')");
        assertThat(client.value("SELECT T.A FROM PUBLIC.T WHERE DB.PUBLIC.T.A = 1")).isEqualTo("1");
        assertThat(client.column("type", "DESCRIBE TABLE DB.PUBLIC.T")).containsExactly("NUMBER(5,0)", "VARCHAR(3)");
        assertThat(client.column("kind", "SHOW TABLES LIKE 'T'")).containsExactly("TEMPORARY");
        assertThat(other.failure("SELECT * FROM DB.PUBLIC.T")).isEqualTo("002003/42S02");
        assertThat(other.rows("SHOW TABLES LIKE 'T'")).isEmpty();
        client.run("DROP TABLE T");
        assertThat(client.failure("SELECT * FROM T")).isEqualTo("002003/42S02");
    }

    @Test
    void aTemporaryStageThatIsReplacedOrDroppedIsNotUsedAnyMore() throws Exception {
        client.run("CREATE TEMPORARY STAGE S");
        Path first = ENGINE.stageDirectory("@S");
        client.run("CREATE OR REPLACE TEMPORARY STAGE S");
        assertThat(ENGINE.stageDirectory("@S")).isNotEqualTo(first);
        client.run("DROP STAGE S");
        assertThat(client.failure("LIST @S")).isEqualTo("002003/02000");
    }

    @Test
    void aTemporaryTableHidesThePermanentOne() throws Exception {
        client.run("CREATE TABLE T (A NUMBER)");
        client.run("INSERT INTO T VALUES (1)");
        client.run("CREATE TEMP TABLE T (B NUMBER)");
        assertThat(client.value("SELECT COUNT(*) FROM DB.PUBLIC.T")).isEqualTo("0");
        assertThat(other.value("SELECT COUNT(*) FROM DB.PUBLIC.T")).isEqualTo("1");
        client.run("DROP TABLE T");
        assertThat(client.value("SELECT COUNT(*) FROM DB.PUBLIC.T")).isEqualTo("1");
    }

    @Test
    void copyAndTransactionsWorkOnATemporaryTable() throws Exception {
        client.run("CREATE TEMPORARY TABLE T (A NUMBER)");
        client.run("CREATE TEMPORARY STAGE ST");
        ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        String copy = "COPY INTO T FROM (SELECT $1:a::NUMBER FROM @ST) FILE_FORMAT = (TYPE = PARQUET)";
        client.run("BEGIN");
        assertThat(client.column("rows_loaded", copy)).containsExactly("1");
        client.run("ROLLBACK");
        assertThat(client.column("rows_loaded", copy)).containsExactly("1");
        assertThat(client.value(copy)).isEqualTo("Copy executed with 0 files processed.");
        client.run("TRUNCATE TABLE T");
        assertThat(client.column("rows_loaded", copy)).containsExactly("1");
        client.run("CREATE TABLE P (A NUMBER)");
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (2)");
        client.run("INSERT INTO P SELECT A FROM T");
        client.run("COMMIT");
        assertThat(other.value("SELECT COUNT(*) FROM P")).isEqualTo("2");
    }

    @Test
    void aTemporaryStageAndItsFilesEndWithTheSession() throws Exception {
        client.run("CREATE TEMPORARY STAGE ST");
        client.run("CREATE TEMPORARY FILE FORMAT F TYPE = PARQUET");
        Path file = ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        assertThat(client.value("SELECT $1:a::INT FROM @ST (FILE_FORMAT => F)")).isEqualTo("1");
        assertThat(other.failure("LIST @ST")).isEqualTo("002003/02000");
        assertThat(other.failure("DESCRIBE FILE FORMAT F")).isEqualTo("002003/02000");
        client.close();
        assertThat(file).doesNotExist();
    }
}
