package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys are remembered and shown, and not enforced; AUTOINCREMENT numbers rows. */
class KeysTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void tables() throws Exception {
        client = ENGINE.client();
        client.run("CREATE TABLE SITES (ID NUMBER AUTOINCREMENT, NAME VARCHAR(9) UNIQUE NOT ENFORCED, CODE VARCHAR,"
                + " PRIMARY KEY (ID), CONSTRAINT CODES UNIQUE (CODE, NAME))");
        client.run("CREATE TABLE SUBJECTS (ID NUMBER IDENTITY(10, 5) PRIMARY KEY, SITE NUMBER REFERENCES SITES,"
                + " CONSTRAINT BY_CODE FOREIGN KEY (SITE) REFERENCES SITES (ID) ON DELETE NO ACTION)");
    }

    @Test
    void keysAreShownByTheirKinds() throws Exception {
        assertThat(client.column("column_name", "SHOW PRIMARY KEYS IN TABLE SITES")).containsExactly("ID");
        assertThat(client.column("column_name", "SHOW UNIQUE KEYS IN TABLE SITES"))
                .containsExactly("NAME", "CODE", "NAME");
        assertThat(client.column("constraint_name", "SHOW UNIQUE KEYS IN SCHEMA PUBLIC").subList(1, 3))
                .containsExactly("CODES", "CODES");
        assertThat(client.column("pk_column_name", "SHOW IMPORTED KEYS IN TABLE SUBJECTS")).containsExactly("ID", "ID");
        assertThat(client.column("fk_name", "SHOW IMPORTED KEYS IN SCHEMA PUBLIC")).contains("BY_CODE");
        assertThat(client.column("fk_table_name", "SHOW EXPORTED KEYS IN TABLE SITES"))
                .containsExactly("SUBJECTS", "SUBJECTS");
        assertThat(client.rows("SHOW EXPORTED KEYS IN TABLE SUBJECTS")).isEmpty();
        assertThat(client.column("unique key", "DESCRIBE TABLE SITES")).containsExactly("N", "Y", "Y");
        client.run("INSERT INTO SITES (NAME) VALUES ('same'), ('same')");
        assertThat(client.failure("CREATE TABLE X (ID NUMBER REFERENCES NOTHING)")).isEqualTo("002003/42S02");
        assertThat(client.failure("CREATE TABLE X (ID NUMBER REFERENCES SITES (NOTHING))")).isEqualTo("000904/42000");
    }

    @Test
    void keysAreAddedAndDroppedByTheirNames() throws Exception {
        client.run("CREATE TABLE PRODUCT (ID NUMBER, CODE VARCHAR)");
        client.run("CREATE TABLE SALE (ID NUMBER, PRODUCT NUMBER, CONSTRAINT SALE_PK PRIMARY KEY (ID))");
        client.run("ALTER TABLE PRODUCT ADD CONSTRAINT PRODUCT_PK PRIMARY KEY (ID, CODE) NOT ENFORCED");
        client.run("ALTER TABLE PRODUCT ADD CONSTRAINT CODES UNIQUE (CODE)");
        client.run("ALTER TABLE PRODUCT ADD UNIQUE (ID)");
        client.run("ALTER TABLE SALE ADD CONSTRAINT OF_PRODUCT FOREIGN KEY (PRODUCT) REFERENCES PRODUCT (ID)");

        assertThat(client.column("constraint_name", "SHOW PRIMARY KEYS IN TABLE PRODUCT"))
                .containsExactly("PRODUCT_PK", "PRODUCT_PK");
        assertThat(client.column("column_name", "SHOW PRIMARY KEYS IN TABLE PRODUCT")).containsExactly("ID", "CODE");
        assertThat(client.column("constraint_name", "SHOW PRIMARY KEYS IN TABLE SALE")).containsExactly("SALE_PK");
        assertThat(client.column("column_name", "SHOW UNIQUE KEYS IN TABLE PRODUCT")).containsExactly("CODE", "ID");
        assertThat(client.column("fk_name", "SHOW IMPORTED KEYS IN TABLE SALE")).containsExactly("OF_PRODUCT");
        assertThat(client.column("fk_table_name", "SHOW EXPORTED KEYS IN TABLE PRODUCT")).containsExactly("SALE");

        assertThat(client.failure("ALTER TABLE PRODUCT ADD PRIMARY KEY (CODE)")).isEqualTo("001420/42601");
        assertThat(client.failure("ALTER TABLE PRODUCT ADD CONSTRAINT CODES UNIQUE (ID)")).isEqualTo("002002/42710");
        assertThat(client.failure("ALTER TABLE PRODUCT ADD CONSTRAINT X UNIQUE (NOTHING)")).isEqualTo("000904/42000");
        assertThat(client.failure("ALTER TABLE PRODUCT DROP CONSTRAINT NOTHING")).isEqualTo("002003/02000");

        client.run("ALTER TABLE SALE DROP CONSTRAINT OF_PRODUCT");
        client.run("ALTER TABLE PRODUCT DROP CONSTRAINT CODES");
        client.run("ALTER TABLE PRODUCT DROP CONSTRAINT PRODUCT_PK CASCADE");
        client.run("ALTER TABLE SALE DROP PRIMARY KEY");
        assertThat(client.column("column_name", "SHOW UNIQUE KEYS IN TABLE PRODUCT")).containsExactly("ID");
        assertThat(client.rows("SHOW PRIMARY KEYS IN TABLE PRODUCT")).isEmpty();
        assertThat(client.rows("SHOW PRIMARY KEYS IN TABLE SALE")).isEmpty();
        assertThat(client.rows("SHOW IMPORTED KEYS IN TABLE SALE")).isEmpty();
        client.run("ALTER TABLE PRODUCT ADD PRIMARY KEY (CODE)");
        assertThat(client.column("primary key", "DESCRIBE TABLE PRODUCT")).containsExactly("N", "Y");
    }

    @Test
    void rowsAreNumberedUnlessTheyBringANumber() throws Exception {
        client.run("INSERT INTO SUBJECTS (SITE) VALUES (1), (2)");
        client.run("INSERT INTO SUBJECTS VALUES (7, 3)");
        assertThat(client.rows("SELECT * FROM SUBJECTS ORDER BY SITE"))
                .containsExactly(List.of("10", "1"), List.of("15", "2"), List.of("7", "3"));

        client.run("CREATE TABLE COPIED LIKE SUBJECTS");
        client.run("INSERT INTO COPIED (SITE) VALUES (1)");
        assertThat(client.value("SELECT ID FROM COPIED")).isEqualTo("10");

        client.run("ALTER TABLE SUBJECTS RENAME TO PEOPLE");
        client.run("INSERT INTO PEOPLE (SITE) VALUES (4)");
        assertThat(client.value("SELECT ID FROM PEOPLE WHERE SITE = 4")).isEqualTo("20");
        client.run("CREATE OR REPLACE TABLE PEOPLE (ID NUMBER AUTOINCREMENT START 3 INCREMENT 2 ORDER, N NUMBER)");
        client.run("INSERT INTO PEOPLE (N) VALUES (1), (2)");
        assertThat(client.rows("SELECT ID FROM PEOPLE ORDER BY 1")).containsExactly(List.of("3"), List.of("5"));
        client.run("DROP TABLE PEOPLE");
        client.run("CREATE TEMPORARY TABLE T (ID NUMBER AUTOINCREMENT, N NUMBER)");
        client.run("INSERT INTO T (N) VALUES (1)");
        assertThat(client.value("SELECT ID FROM T")).isEqualTo("1");
    }

    @Test
    void aNumberedColumnIsDescribedAsOne() throws Exception {
        assertThat(client.column("default", "DESCRIBE TABLE SUBJECTS"))
                .isEqualTo(Arrays.asList("IDENTITY START 10 INCREMENT 5 NOORDER", null));
        assertThat(client.column("autoincrement", "SHOW COLUMNS IN TABLE SITES"))
                .containsExactly("IDENTITY START 1 INCREMENT 1 NOORDER", "", "");
        assertThat(client.rows("SELECT COLUMN_DEFAULT, IS_IDENTITY, IDENTITY_START, IDENTITY_INCREMENT FROM"
                + " INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'SUBJECTS' ORDER BY ORDINAL_POSITION"))
                .containsExactly(Arrays.asList(null, "YES", "10", "5"), Arrays.asList(null, "NO", null, null));
    }

    @Test
    void terseListingsHaveFiveColumnsAndPagesGoOnAfterAName() throws Exception {
        assertThat(client.run("SHOW TERSE TABLES").columns()).extracting(Column::name)
                .containsExactly("created_on", "name", "kind", "database_name", "schema_name");
        assertThat(client.column("name", "SHOW TABLES LIMIT 5 FROM 'SITES'")).containsExactly("SUBJECTS");
    }
}
