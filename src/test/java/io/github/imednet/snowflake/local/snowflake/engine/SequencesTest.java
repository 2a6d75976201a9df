package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sequences, and the columns whose values they give. */
class SequencesTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @Test
    void aSequenceGivesEachValueOnce() throws Exception {
        assertThat(client.value("CREATE SEQUENCE S")).isEqualTo("Sequence S successfully created.");
        assertThat(client.value("CREATE SEQUENCE IF NOT EXISTS S")).isEqualTo("S already exists, statement succeeded.");
        assertThat(client.failure("CREATE SEQUENCE S")).isEqualTo("002002/42710");
        StatementResult result = client.run("SELECT S.NEXTVAL, s.nextval AS MORE, DB.PUBLIC.S.NEXTVAL + 10");
        assertThat(result.columns()).extracting(Column::name)
                .containsExactly("NEXTVAL", "MORE", "DB.PUBLIC.S.NEXTVAL + 10");
        assertThat(result.rows()).containsExactly(List.of("1", "2", "13"));
        assertThat(ENGINE.newClient().value("SELECT IDENTIFIER('S').NEXTVAL")).isEqualTo("4");
        client.run("CREATE OR REPLACE SEQUENCE S START = 10");
        assertThat(client.rows("SELECT S.NEXTVAL, V FROM (VALUES ('a'), ('b')) AS X (V)"))
                .containsExactly(List.of("10", "a"), List.of("11", "b"));
        assertThat(client.value("DROP SEQUENCE S")).isEqualTo("S successfully dropped.");
        assertThat(client.value("DROP SEQUENCE IF EXISTS S")).contains("already dropped");
        assertThat(client.failure("DROP SEQUENCE S")).isEqualTo("002003/02000");
        assertThat(client.failure("SELECT S.NEXTVAL")).isEqualTo("000904/42000");
    }

    @Test
    void stepsAndStartsAreAnyIntegers() throws Exception {
        client.run("CREATE SEQUENCE DOWN WITH START WITH 0 INCREMENT BY -5 ORDER COMMENT = 'c'");
        assertThat(client.rows("SELECT DOWN.NEXTVAL, DOWN.NEXTVAL")).containsExactly(List.of("0", "-5"));
        client.run("CREATE TABLE T (ID INT IDENTITY(0, -1), N INT)");
        client.run("INSERT INTO T (N) VALUES (1), (2)");
        assertThat(client.column("ID", "SELECT ID FROM T ORDER BY N")).containsExactly("0", "-1");
        assertThat(client.failure("CREATE SEQUENCE X INCREMENT 0")).isEqualTo("001008/22023");
        assertThat(client.failure("CREATE TEMPORARY SEQUENCE X")).isEqualTo("001003/42000");
    }

    @Test
    void aColumnsDefaultIsTheNextValue() throws Exception {
        client.run("CREATE SEQUENCE S START 100 INCREMENT 10");
        client.run("CREATE SCHEMA OTHER");
        client.run("USE SCHEMA PUBLIC");
        client.run("CREATE TABLE T (ID INT DEFAULT S.NEXTVAL, N INT, M INT DEFAULT PUBLIC.S.NEXTVAL + 1)");
        client.run("USE SCHEMA OTHER");
        client.run("INSERT INTO PUBLIC.T (N) VALUES (1)");
        client.run("INSERT INTO PUBLIC.T (ID, N, M) SELECT PUBLIC.S.NEXTVAL, 2, 0");
        assertThat(client.rows("SELECT * FROM PUBLIC.T ORDER BY N"))
                .containsExactly(List.of("100", "1", "111"), List.of("120", "2", "0"));
        assertThat(client.column("default", "DESCRIBE TABLE PUBLIC.T"))
                .containsExactly("DB.PUBLIC.S.NEXTVAL", null, "PUBLIC.S.NEXTVAL + 1");
        client.run("CREATE TABLE U LIKE PUBLIC.T");
        client.run("INSERT INTO U (N) VALUES (3)");
        assertThat(client.column("ID", "SELECT ID FROM U")).containsExactly("130");
        assertThat(client.fail("DROP SEQUENCE PUBLIC.S").getMessage()).contains("\"S\"", "default");
        client.run("ALTER TABLE U ALTER COLUMN ID DROP DEFAULT");
        client.run("ALTER TABLE U ALTER COLUMN M DROP DEFAULT");
        client.run("INSERT INTO U (N) VALUES (4)");
        assertThat(client.rows("SELECT ID, M FROM U WHERE N = 4")).containsExactly(Arrays.asList(null, null));
        assertThat(client.column("default", "DESCRIBE TABLE U")).containsOnlyNulls();
        client.run("DROP TABLE PUBLIC.T");
        client.run("DROP SEQUENCE PUBLIC.S");
    }

    @Test
    void aTransactionTakesValuesAndGivesNoneBack() throws Exception {
        client.run("CREATE SEQUENCE S");
        client.run("CREATE TABLE T (ID INT)");
        client.run("BEGIN");
        client.run("INSERT INTO T SELECT S.NEXTVAL");
        client.run("ROLLBACK");
        assertThat(client.value("SELECT S.NEXTVAL")).isEqualTo("2");
    }

    @Test
    void sequencesAreShown() throws Exception {
        client.run("CREATE SEQUENCE S START 5 INCREMENT 2 COMMENT = 'ids'");
        client.run("CREATE SEQUENCE \"s\" ORDER");
        client.run("CREATE TABLE T (ID INT AUTOINCREMENT START 3 INCREMENT 4 ORDER, NEXTVAL INT)");
        client.run("INSERT INTO T (NEXTVAL) VALUES (8)");
        client.value("SELECT S.NEXTVAL");
        StatementResult shown = client.run("SHOW SEQUENCES IN SCHEMA PUBLIC");
        assertThat(shown.columns()).extracting(Column::name).containsExactly("name", "database_name", "schema_name",
                "next_value", "interval", "created_on", "owner", "comment", "owner_role_type", "ordered");
        assertThat(shown.rows()).extracting(row -> row.get(0) + row.get(3) + row.get(4) + row.get(7) + row.get(9))
                .containsExactly("S72idsN", "s11Y");
        assertThat(client.column("next_value", "DESCRIBE SEQUENCE S")).containsExactly("7");
        assertThat(client.failure("DESC SEQUENCE NONE")).isEqualTo("002003/02000");
        assertThat(client.rows("SELECT SEQUENCE_NAME, START_VALUE, NEXT_VALUE FROM INFORMATION_SCHEMA.SEQUENCES"
                + " ORDER BY 1")).containsExactly(List.of("S", "5", "7"), List.of("s", "1", "1"));
        assertThat(client.rows("SELECT IDENTITY_START, IDENTITY_INCREMENT, IDENTITY_ORDERED FROM"
                + " INFORMATION_SCHEMA.COLUMNS WHERE IS_IDENTITY = 'YES'")).containsExactly(List.of("3", "4", "YES"));
        assertThat(client.column("default", "DESC TABLE T"))
                .containsExactly("IDENTITY START 3 INCREMENT 4 ORDER", null);
        assertThat(client.rows("SELECT ID, T.NEXTVAL FROM T")).containsExactly(List.of("3", "8"));
    }

    @Test
    void aCloneGoesOnCountingWhereItsTableDoes() throws Exception {
        client.run("CREATE TABLE T (ID INT AUTOINCREMENT, N INT)");
        client.run("INSERT INTO T (N) VALUES (1), (2)");
        client.run("ALTER TABLE T RENAME COLUMN ID TO KEY");
        client.run("CREATE TABLE C CLONE T");
        client.run("INSERT INTO C (N) VALUES (3)");
        assertThat(client.column("KEY", "SELECT KEY FROM C ORDER BY N")).containsExactly("1", "2", "3");
        client.run("DROP TABLE T");
        assertThat(client.value("SELECT COUNT(*) FROM C")).isEqualTo("3");
    }

    @Test
    void aCloneCountsOnFromTheSequenceOfItsColumnAndNotFromOneWhoseNameItsOwnBeginsWith() throws Exception {
        client.run(
                "CREATE TABLE T (A INT AUTOINCREMENT START 100, AB INT AUTOINCREMENT, \"A\"\"B\" INT IDENTITY(50, 1),"
                        + " N INT)");
        client.run("INSERT INTO T (N) VALUES (1)");
        client.run("CREATE TABLE C CLONE T");
        client.run("INSERT INTO C (N) VALUES (2)");
        assertThat(client.rows("SELECT A, AB, \"A\"\"B\" FROM C ORDER BY N"))
                .containsExactly(List.of("100", "1", "50"), List.of("101", "2", "51"));
    }

    @Test
    void aColumnThatIsDroppedTakesItsSequenceAlong() throws Exception {
        client.run("CREATE TABLE T (A INT AUTOINCREMENT, N INT)");
        client.run("ALTER TABLE T DROP COLUMN A");
        client.run("INSERT INTO T VALUES (1)");
        client.run("DROP TABLE T");
        client.run("CREATE TABLE T (A INT AUTOINCREMENT, N INT)");
    }

    @Test
    void aSchemaIsDroppedWithItsSequencesAndTheTablesAndViewsThatUseThem() throws Exception {
        client.run("CREATE SCHEMA GONE");
        client.run("CREATE SEQUENCE S");
        client.run("CREATE TABLE T (ID INT DEFAULT S.NEXTVAL, K INT AUTOINCREMENT, N INT)");
        client.run("INSERT INTO T (N) VALUES (1)");
        client.run("CREATE VIEW V AS SELECT ID FROM T");
        client.run("CREATE VIEW PUBLIC.V AS SELECT ID FROM GONE.T");
        assertThat(client.value("DROP SCHEMA GONE")).isEqualTo("GONE successfully dropped.");
        client.run("USE SCHEMA PUBLIC");
        assertThat(client.column("name", "SHOW SEQUENCES IN DATABASE")).isEmpty();
        assertThat(client.failure("SELECT * FROM V")).startsWith("002003/");
        client.run("CREATE SCHEMA GONE");
        client.run("CREATE SEQUENCE S");
        assertThat(client.value("SELECT S.NEXTVAL")).isEqualTo("1");
        client.run("CREATE OR REPLACE SCHEMA GONE");
        assertThat(client.column("name", "SHOW SEQUENCES")).isEmpty();
    }

    /** Snowflake drops it, and the table's next insert fails. */
    @Test
    void aSchemaWhoseSequenceGivesADefaultElsewhereStaysAsItIs() throws Exception {
        client.run("CREATE SCHEMA GONE");
        client.run("CREATE SEQUENCE S");
        client.run("CREATE TABLE OWN (A INT)");
        client.run("CREATE TABLE PUBLIC.T (ID INT DEFAULT GONE.S.NEXTVAL, N INT)");
        client.run("INSERT INTO PUBLIC.T (N) VALUES (1)");
        assertThat(client.fail("DROP SCHEMA GONE").getMessage()).contains("\"S\"", "is not supported");
        assertThat(client.column("name", "SHOW TABLES IN DATABASE")).containsExactlyInAnyOrder("OWN", "T");
        assertThat(client.rows("SELECT * FROM PUBLIC.T")).containsExactly(List.of("1", "1"));
        client.run("DROP TABLE PUBLIC.T");
        client.run("DROP SCHEMA GONE");
    }

    @Test
    void aDatabaseIsDroppedWithItsSequencesAndWhatUsesThem() throws Exception {
        client.run("CREATE DATABASE GONE");
        client.run("CREATE SEQUENCE S");
        client.run("CREATE TABLE T (ID INT DEFAULT S.NEXTVAL, K INT AUTOINCREMENT)");
        client.run("CREATE VIEW V AS SELECT ID FROM T");
        client.run("CREATE VIEW DB.PUBLIC.V AS SELECT ID FROM GONE.PUBLIC.T");
        assertThat(client.value("DROP DATABASE GONE")).isEqualTo("GONE successfully dropped.");
        client.run("USE SCHEMA DB.PUBLIC");
        assertThat(client.failure("SELECT * FROM V")).startsWith("002003/");
        assertThat(client.failure("SELECT GONE.PUBLIC.S.NEXTVAL")).startsWith("00");
        client.run("CREATE DATABASE GONE");
        client.run("CREATE SEQUENCE S");
        client.run("DROP DATABASE GONE");
    }

    @Test
    void aSequencesCommentIsChanged() throws Exception {
        client.run("CREATE SEQUENCE S START 5 COMMENT = 'old'");
        client.run("ALTER SEQUENCE S SET COMMENT = 'new'");
        assertThat(client.column("comment", "SHOW SEQUENCES")).containsExactly("new");
        client.run("COMMENT IF EXISTS ON SEQUENCE S IS 'newer'");
        client.run("ALTER SEQUENCE IF EXISTS NONE SET COMMENT = 'x'");
        assertThat(client.column("comment", "SHOW SEQUENCES")).containsExactly("newer");
        assertThat(client.value("SELECT S.NEXTVAL")).isEqualTo("5");
        assertThat(client.failure("ALTER SEQUENCE NONE SET COMMENT = 'x'")).isEqualTo("002003/02000");
    }
}
