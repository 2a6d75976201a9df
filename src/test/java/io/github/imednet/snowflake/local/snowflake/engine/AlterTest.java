package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Comments, new names and columns of what is there. */
class AlterTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void table() throws Exception {
        client = ENGINE.client();
        client.run("CREATE TABLE T (ID INT AUTOINCREMENT, A VARCHAR(5) COMMENT 'a', PRIMARY KEY (ID))");
        client.run("INSERT INTO T (A) VALUES ('x')");
        client.run("CREATE VIEW V (A COMMENT 'va') COMMENT = 'old' AS SELECT A FROM T");
    }

    @Test
    void whatIsThereGetsAComment() throws Exception {
        client.run("CREATE STAGE ST");
        client.run("CREATE FILE FORMAT FF TYPE = CSV");
        client.run("CREATE SCHEMA S2");
        for (String object : List.of("TABLE PUBLIC.T", "COLUMN PUBLIC.T.A", "COLUMN DB.PUBLIC.T.ID", "VIEW PUBLIC.V",
                "SCHEMA S2", "DATABASE DB", "STAGE PUBLIC.ST", "FILE FORMAT PUBLIC.FF")) {
            assertThat(client.value("COMMENT ON " + object + " IS 'it''s new'")).as(object)
                    .isEqualTo("Statement executed successfully.");
        }
        client.run("USE SCHEMA PUBLIC");
        assertThat(client.column("comment", "DESCRIBE TABLE T")).containsExactly("it's new", "it's new");
        assertThat(client.column("comment", "DESCRIBE VIEW V")).containsExactly("va");
        for (String show :
                List.of("TABLES", "VIEWS", "SCHEMAS LIKE 'S2'", "DATABASES LIKE 'DB'", "STAGES", "FILE FORMATS")) {
            assertThat(client.column("comment", "SHOW " + show)).as(show).containsExactly("it's new");
        }
        client.run("COMMENT IF EXISTS ON TABLE NONE IS 'x'");
        client.run("COMMENT IF EXISTS ON VIEW NONE IS 'x'");
        assertThat(client.failure("COMMENT ON TABLE NONE IS 'x'")).isEqualTo("002003/42S02");
        assertThat(client.failure("COMMENT ON VIEW NONE IS 'x'")).isEqualTo("002003/02000");
        assertThat(client.failure("COMMENT ON COLUMN T.NONE IS 'x'")).isEqualTo("000904/42000");
        assertThat(client.failure("COMMENT ON COLUMN A IS 'x'")).isEqualTo("001003/42000");
        assertThat(client.fail("COMMENT ON TASK X IS 'x'").getMessage()).contains("TASK is not supported");
        client.run("ALTER VIEW V UNSET COMMENT");
        client.run("ALTER SCHEMA S2 UNSET COMMENT");
        assertThat(client.column("comment", "SHOW VIEWS")).containsExactly("");
        assertThat(client.column("comment", "SHOW SCHEMAS LIKE 'S2'")).containsExactly("");
    }

    @Test
    void aViewIsRenamed() throws Exception {
        client.run("ALTER VIEW V RENAME TO W");
        client.run("ALTER VIEW W SET COMMENT = 'new'");
        assertThat(client.rows("SELECT A FROM W")).containsExactly(List.of("x"));
        assertThat(client.column("name", "SHOW VIEWS")).containsExactly("W");
        assertThat(client.column("comment", "SHOW VIEWS")).containsExactly("new");
        assertThat(client.failure("ALTER VIEW W RENAME TO T")).isEqualTo("002002/42710");
        assertThat(client.failure("ALTER TABLE T RENAME TO W")).isEqualTo("002002/42710");
        assertThat(client.fail("ALTER VIEW W SET SECURE").getMessage())
                .contains("ALTER VIEW with anything but SET COMMENT");
    }

    @Test
    void twoTablesSwap() throws Exception {
        client.run("CREATE TABLE U (B INT AUTOINCREMENT START 40, C INT)");
        client.run("INSERT INTO U (C) VALUES (1)");
        Files.writeString(ENGINE.stageDirectory("@%T").resolve("a"), "x");
        client.run("ALTER TABLE T SWAP WITH U");
        assertThat(client.rows("SELECT * FROM T")).containsExactly(List.of("40", "1"));
        client.run("INSERT INTO T (C) VALUES (2)");
        client.run("INSERT INTO U (A) VALUES ('y')");
        assertThat(client.column("B", "SELECT B FROM T ORDER BY C")).containsExactly("40", "41");
        assertThat(client.rows("SELECT * FROM U ORDER BY ID")).containsExactly(List.of("1", "x"), List.of("2", "y"));
        assertThat(client.column("name", "LIST @%U")).hasSize(1);
        assertThat(client.column("primary key", "DESCRIBE TABLE U")).containsExactly("Y", "N");
        assertThat(client.column("name", "SHOW TABLES")).containsExactly("T", "U");
        assertThat(client.failure("ALTER TABLE T SWAP WITH NONE")).isEqualTo("002003/42S02");
        client.run("CREATE SCHEMA S2");
        client.run("CREATE TABLE X (A INT)");
        assertThat(client.fail("ALTER TABLE X SWAP WITH PUBLIC.T").getMessage())
                .contains("another schema is not supported");
    }

    @Test
    void keysFollowTheirColumns() throws Exception {
        client.run("CREATE TABLE K (A INT, B INT, C VARCHAR(3), PRIMARY KEY (A), UNIQUE (B, C))");
        client.run("ALTER TABLE K RENAME COLUMN A TO A2");
        client.run("ALTER TABLE K RENAME COLUMN B TO B2");
        client.run("ALTER TABLE K RENAME COLUMN C TO C2");
        assertThat(client.column("column_name", "SHOW PRIMARY KEYS IN TABLE K")).containsExactly("A2");
        assertThat(client.column("column_name", "SHOW UNIQUE KEYS IN TABLE K")).containsExactly("B2", "C2");
        assertThat(client.failure("INSERT INTO K VALUES (1, 2, 'long')")).isEqualTo("100078/22000");
        client.run("ALTER TABLE K DROP COLUMN A2, B2");
        assertThat(client.rows("SHOW PRIMARY KEYS IN TABLE K")).isEmpty();
        assertThat(client.rows("SHOW UNIQUE KEYS IN TABLE K")).isEmpty();
        client.run("ALTER TABLE K ADD COLUMN D INT, E INT");
        client.run("ALTER TABLE K DROP COLUMN C2");
        client.run("INSERT INTO K VALUES (1, NULL)");
        assertThat(client.rows("SELECT * FROM K")).containsExactly(Arrays.asList("1", null));
    }

    @Test
    void columnsOfLimitedLengthAreAddedAndBecomeWider() throws Exception {
        client.run("ALTER TABLE T ADD COLUMN B VARCHAR(2) DEFAULT 'b' COMMENT 'cb', C BINARY(2)");
        client.run("ALTER TABLE T ALTER COLUMN A SET DATA TYPE VARCHAR(7)");
        client.run("INSERT INTO T (A) VALUES ('1234567')");
        assertThat(client.rows("SELECT * FROM T ORDER BY ID"))
                .containsExactly(Arrays.asList("1", "x", "b", null), Arrays.asList("2", "1234567", "b", null));
        assertThat(client.failure("UPDATE T SET B = 'long'")).isEqualTo("100078/22000");
        assertThat(client.failure("INSERT INTO T (A) VALUES ('12345678')")).isEqualTo("100078/22000");
        assertThat(client.column("type", "DESCRIBE TABLE T"))
                .containsExactly("NUMBER(38,0)", "VARCHAR(7)", "VARCHAR(2)", "BINARY(2)");
        assertThat(client.column("comment", "DESCRIBE TABLE T")).containsExactly(null, "a", "cb", null);
        client.run("ALTER TABLE T MODIFY COLUMN A TYPE VARCHAR");
        client.run("UPDATE T SET A = '12345678'");
        client.run("CREATE TABLE C CLONE T");
        client.run("INSERT INTO C (A) VALUES ('y')");
        assertThat(client.column("ID", "SELECT ID FROM C ORDER BY ID")).containsExactly("1", "2", "4");
        assertThat(client.column("primary key", "DESCRIBE TABLE T")).containsExactly("Y", "N", "N", "N");
        assertThat(client.rows("SELECT A FROM V")).containsExactly(List.of("12345678"), List.of("12345678"));
        assertThat(client.failure("ALTER TABLE T ADD COLUMN D VARCHAR(2) NOT NULL")).isEqualTo("100072/22000");
        assertThat(client.fail("ALTER TABLE T ADD COLUMN D VARCHAR(2) NOT NULL").getMessage()).endsWith("column: D");
        assertThat(client.failure("ALTER TABLE T SET")).isEqualTo("001003/42000");
        assertThat(client.column("name", "SHOW TABLES")).containsExactly("C", "T");
        client.run("CREATE TEMPORARY TABLE TEMP_T (A VARCHAR(2))");
        client.run("ALTER TABLE TEMP_T ADD COLUMN B VARCHAR(2)");
        client.run("INSERT INTO TEMP_T VALUES ('a', 'b')");
        client.run("DROP TABLE T");
    }

    @Test
    void whatChangesNoAnswerIsTaken() throws Exception {
        client.run("ALTER TABLE T CLUSTER BY (ID, TO_VARCHAR(A))");
        client.run("ALTER TABLE T DROP CLUSTERING KEY");
        client.run("ALTER TABLE T SET DATA_RETENTION_TIME_IN_DAYS = 0 CHANGE_TRACKING = FALSE");
        client.run("CREATE TABLE U (A INT) DATA_RETENTION_TIME_IN_DAYS = 1 COMMENT = 'c'");
        client.run("CREATE SCHEMA S2 DATA_RETENTION_TIME_IN_DAYS = 1");
        assertThat(client.column("comment", "SHOW TABLES IN SCHEMA PUBLIC")).containsExactly("", "c");
        assertThat(client.failure("ALTER TABLE PUBLIC.T SET ENABLE_SCHEMA_EVOLUTION = TRUE")).isEqualTo("001003/42000");
        assertThat(client.fail("CREATE OR ALTER TABLE U (A INT)").getMessage())
                .contains("CREATE OR ALTER is not supported");
        for (String sql : List.of("CREATE TABLE X (A INT) WITH TAG (B = 'c')", "SELECT TOP 1 * FROM PUBLIC.T",
                "SELECT * FROM PUBLIC.T FOR UPDATE", "DROP SCHEMA S2 RESTRICT", "CREATE SCHEMA S3 CLONE S2")) {
            assertThat(client.fail(sql).getMessage())
                    .as(sql)
                    .contains("that the local Snowflake server does not support");
        }
    }
}
