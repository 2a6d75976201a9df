package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TablesTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @Test
    void aTableIsCreatedOnce() throws Exception {
        assertThat(client.value("CREATE TABLE T (A INT)")).isEqualTo("Table T successfully created.");
        assertThat(client.value("CREATE TABLE IF NOT EXISTS T (A INT)"))
                .isEqualTo("T already exists, statement succeeded.");
        assertThat(client.failure("CREATE TABLE T (A INT)")).isEqualTo("002002/42710");
    }

    @Test
    void unquotedNamesAreUpperCaseAndQuotedOnesKeepTheirs() throws Exception {
        client.run("create table records (id number, \"Mixed Case\" varchar)");
        assertThat(client.column("name", "DESCRIBE TABLE RECORDS")).containsExactly("ID", "Mixed Case");
        client.run("insert into db.public.records (id, \"Mixed Case\") values (1, 'x')");
        StatementResult result = client.run("select id, \"Mixed Case\", id as alias from Records");
        assertThat(result.columns()).extracting(Column::name).containsExactly("ID", "Mixed Case", "ALIAS");
    }

    @Test
    void columnsHaveDefaultsNotNullCommentsAndAPrimaryKeyThatIsNotEnforced() throws Exception {
        client.run("CREATE TABLE T (ID NUMBER NOT NULL PRIMARY KEY, NAME VARCHAR DEFAULT 'none' COMMENT 'a name', AT"
                + " TIMESTAMP_NTZ DEFAULT SYSDATE(), LTZ TIMESTAMP_LTZ DEFAULT CURRENT_TIMESTAMP) COMMENT = 'a table'");
        client.run("INSERT INTO T (ID) VALUES (1), (1)");
        assertThat(client.rows("SELECT NAME, AT IS NOT NULL, LTZ IS NOT NULL FROM T"))
                .containsExactly(List.of("none", "1", "1"), List.of("none", "1", "1"));
        assertThat(client.column("null?", "DESC TABLE T")).containsExactly("N", "Y", "Y", "Y");
        assertThat(client.column("default", "DESC TABLE T"))
                .containsExactly(null, "'none'", "SYSDATE()", "CURRENT_TIMESTAMP");
        assertThat(client.column("primary key", "DESC TABLE T")).containsExactly("Y", "N", "N", "N");
        assertThat(client.column("comment", "DESC TABLE T")).containsExactly(null, "a name", null, null);
        assertThat(client.column("comment", "SHOW TABLES LIKE 't'")).containsExactly("a table");
        assertThat(client.column("column_name", "SHOW PRIMARY KEYS IN TABLE T")).containsExactly("ID");
        assertThat(client.failure("INSERT INTO T (ID) VALUES (NULL)")).isEqualTo("100072/22000");
    }

    @Test
    void createOrReplaceStartsAnew() throws Exception {
        client.run("CREATE TABLE T (A INT)");
        client.run("INSERT INTO T VALUES (1)");
        String before = client.column("created_on", "SHOW TABLES LIKE 'T'").get(0);
        client.run("CREATE OR REPLACE TABLE T (B VARCHAR)");
        assertThat(client.column("name", "DESC TABLE T")).containsExactly("B");
        assertThat(client.value("SELECT COUNT(*) FROM T")).isEqualTo("0");
        assertThat(client.column("created_on", "SHOW TABLES LIKE 'T'").get(0)).isNotEqualTo(before);
    }

    @Test
    void aTableIsMadeOfAQueryOrLikeAnother() throws Exception {
        client.run("CREATE TABLE S (ID NUMBER(10,0), V VARIANT, NAME VARCHAR(5))");
        client.run("INSERT INTO S SELECT 1, PARSE_JSON('{}'), 'a'");
        client.run("CREATE TABLE T AS SELECT ID, V, NAME AS N, COUNT(*) OVER () AS C FROM S");
        assertThat(client.rows("SELECT * FROM T")).containsExactly(List.of("1", "{}", "a", "1"));
        assertThat(client.column("type", "DESC TABLE T"))
                .containsExactly("NUMBER(10,0)", "VARIANT", "VARCHAR(5)", "NUMBER(19,0)");
        client.run("CREATE TABLE L LIKE S");
        assertThat(client.column("type", "DESC TABLE L")).containsExactly("NUMBER(10,0)", "VARIANT", "VARCHAR(5)");
        assertThat(client.value("SELECT COUNT(*) FROM L")).isEqualTo("0");
        client.run("CREATE TABLE C CLONE S");
        assertThat(client.value("SELECT COUNT(*) FROM C")).isEqualTo("1");
        client.run("CREATE OR REPLACE TABLE T AS SELECT N FROM T");
        assertThat(client.rows("SELECT * FROM T")).containsExactly(List.of("a"));
        client.run("CREATE TABLE D (X VARCHAR, Y NUMBER(5,0)) AS SELECT NAME, ID FROM S");
        assertThat(client.column("type", "DESC TABLE D")).containsExactly("VARCHAR(16777216)", "NUMBER(5,0)");
    }

    @Test
    void alterTableChangesNamesAndColumns() throws Exception {
        client.run("CREATE TABLE T (A NUMBER(5,0), B VARCHAR)");
        client.run("INSERT INTO T VALUES (1, 'x')");
        client.run("ALTER TABLE T ADD COLUMN C VARIANT, D TIMESTAMP_NTZ");
        client.run("ALTER TABLE T ADD COLUMN IF NOT EXISTS C VARIANT");
        client.run("ALTER TABLE T RENAME COLUMN B TO BB");
        client.run("ALTER TABLE T ALTER COLUMN A SET DATA TYPE NUMBER(10,0)");
        client.run("ALTER TABLE T ALTER COLUMN A SET NOT NULL");
        client.run("ALTER TABLE T DROP COLUMN D");
        client.run("ALTER TABLE T SET COMMENT = 'altered'");
        assertThat(client.column("name", "DESC TABLE T")).containsExactly("A", "BB", "C");
        assertThat(client.column("type", "DESC TABLE T"))
                .containsExactly("NUMBER(10,0)", "VARCHAR(16777216)", "VARIANT");
        assertThat(client.column("null?", "DESC TABLE T")).containsExactly("N", "Y", "Y");
        String created = client.column("created_on", "SHOW TABLES LIKE 'T'").get(0);
        client.run("ALTER TABLE T RENAME TO U");
        assertThat(client.failure("SELECT * FROM T")).isEqualTo("002003/42S02");
        assertThat(client.rows("SELECT A, BB FROM U")).containsExactly(List.of("1", "x"));
        assertThat(client.column("created_on", "SHOW TABLES LIKE 'U'")).containsExactly(created);
        assertThat(client.column("comment", "SHOW TABLES LIKE 'U'")).containsExactly("altered");
    }

    @Test
    void whatAlterTableCannotDoIsRefused() throws Exception {
        client.run("CREATE TABLE T (A NUMBER(5,0))");
        assertThat(client.failure("ALTER TABLE T ADD COLUMN A INT")).isEqualTo("001430/42601");
        assertThat(client.failure("ALTER TABLE T DROP COLUMN NOPE")).isEqualTo("000904/42000");
        assertThat(client.failure("ALTER TABLE T ALTER COLUMN A SET DATA TYPE NUMBER(3,0)")).isEqualTo("002108/22000");
        assertThat(client.failure("ALTER TABLE T SWAP COLUMN A")).isEqualTo("001003/42000");
        assertThat(client.failure("ALTER TABLE NOPE ADD COLUMN A INT")).isEqualTo("002003/42S02");
    }

    @Test
    void dropTakesTheTableAway() throws Exception {
        client.run("CREATE TABLE T (A INT)");
        assertThat(client.value("DROP TABLE T")).isEqualTo("T successfully dropped.");
        assertThat(client.failure("DROP TABLE T")).isEqualTo("002003/42S02");
        assertThat(client.value("DROP TABLE IF EXISTS T")).contains("already dropped");
        assertThat(client.failure("DESCRIBE TABLE T")).isEqualTo("002003/42S02");
    }

    @Test
    void showTablesFiltersByPatternAndPlace() throws Exception {
        client.run("CREATE SCHEMA OTHER");
        client.run("CREATE TABLE DB.OTHER.B (A INT)");
        client.run("USE SCHEMA PUBLIC");
        client.run("CREATE TABLE A1 (A INT)");
        client.run("CREATE TRANSIENT TABLE A_2 (A INT)");
        client.run("INSERT INTO A1 VALUES (1), (2)");
        assertThat(client.column("name", "SHOW TABLES")).containsExactly("A1", "A_2");
        assertThat(client.column("rows", "SHOW TABLES")).containsExactly("2", "0");
        assertThat(client.column("kind", "SHOW TABLES")).containsExactly("TABLE", "TRANSIENT");
        assertThat(client.column("name", "SHOW TABLES LIKE 'a%'")).containsExactly("A1", "A_2");
        assertThat(client.column("name", "SHOW TABLES LIKE 'A\\\\_2' IN SCHEMA DB.PUBLIC")).containsExactly("A_2");
        assertThat(client.column("name", "SHOW TABLES IN SCHEMA \"DB\".\"OTHER\"")).containsExactly("B");
        assertThat(client.column("name", "SHOW TABLES IN DATABASE DB")).containsExactly("B", "A1", "A_2");
        assertThat(client.column("name", "SHOW TABLES IN ACCOUNT LIMIT 1")).containsExactly("B");
        assertThat(client.column("name", "SHOW TABLES STARTS WITH 'A1'")).containsExactly("A1");
        assertThat(client.rows("SHOW TABLES LIKE 'NOPE'")).isEmpty();
        assertThat(client.failure("SHOW TABLES IN SCHEMA DB.NOPE")).isEqualTo("002043/02000");
        Column created = client.run("SHOW TABLES").columns().get(0);
        assertThat(created.name()).isEqualTo("created_on");
        assertThat(created.type()).isEqualTo("timestamp_ltz");
    }

    @Test
    void theDriversMetadataTextsAreUnderstood() throws Exception {
        client.run("CREATE TABLE T (ID NUMBER(38,0) PRIMARY KEY, NAME VARCHAR(10))");
        StatementResult tables = client.run("show /* JDBC:DatabaseMetaData.getTables() */ tables like 'T' in schema"
                + " \"DB\".\"PUBLIC\"");
        assertThat(tables.rows().get(0).subList(1, 6)).containsExactly("T", "DB", "PUBLIC", "TABLE", "");
        assertThat(client.run("show /* x */ objects in account").rows()).hasSize(1);
        assertThat(client.run("show /* x */ views in database \"DB\"").rows()).isEmpty();
        List<List<String>> columns =
                client.rows("show /* JDBC:DatabaseMetaData.getColumns() */ columns in table \"DB\".\"PUBLIC\".\"T\"");
        assertThat(columns.get(0).subList(0, 3)).containsExactly("T", "PUBLIC", "ID");
        assertThat(columns.get(0).get(3)).contains("\"type\":\"FIXED\"", "\"precision\":38", "\"nullable\":false");
        assertThat(columns.get(1).get(3)).contains("\"type\":\"TEXT\"", "\"length\":10");
        assertThat(columns.get(1).get(9)).isEqualTo("DB");
        List<List<String>> keys = client.rows("show /* x */ primary keys in table \"DB\".\"PUBLIC\".\"T\"");
        assertThat(keys.get(0).subList(1, 6)).containsExactly("DB", "PUBLIC", "T", "ID", "1");
        assertThat(client.column("name", "show /* x */ schemas in account")).contains("PUBLIC");
        assertThat(client.column("name", "show /* x */ databases in account")).contains("DB");
    }

    @Test
    void truncateDeletesEveryRow() throws Exception {
        client.run("CREATE TABLE T (A INT)");
        client.run("INSERT INTO T VALUES (1), (2)");
        client.run("TRUNCATE TABLE T");
        assertThat(client.value("SELECT COUNT(*) FROM T")).isEqualTo("0");
        assertThat(client.failure("TRUNCATE TABLE NOPE")).isEqualTo("002003/42S02");
        client.run("TRUNCATE TABLE IF EXISTS NOPE");
    }

    @Test
    void whatCreateTableCannotDoIsRefused() {
        for (String columns : List.of(
                "(A INT CHECK (A > 0))",
                "(A INT) ENABLE_SCHEMA_EVOLUTION = TRUE",
                "(A VARCHAR COLLATE 'en')",
                "(A)")) {
            assertThat(client.failure("CREATE TABLE T " + columns)).as(columns).isEqualTo("001003/42000");
        }
        assertThat(client.failure("CREATE SECURE VIEW V AS SELECT 1")).isEqualTo("001003/42000");
        assertThat(client.failure("CREATE TABLE T (A INT, a INT)")).isEqualTo("002025/42S21");
    }
}
