package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ViewsTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void table() throws Exception {
        client = ENGINE.client();
        client.run("CREATE TABLE T (ID NUMBER, V VARIANT)");
        client.run("INSERT INTO T SELECT 1, PARSE_JSON('{\"a\": 1.50, \"b\": \"2024-02-30\"}')");
        client.run("INSERT INTO T SELECT 2, PARSE_JSON('{\"a\": \"x\", \"b\": \"2024-02-29\", \"c\": null}')");
    }

    @Test
    void aViewAnswersWithItsTypesAndFollowsItsTable() throws Exception {
        client.run("CREATE VIEW W (ID, \"A\" COMMENT 'the ''a'' of \\\\ it', B) COPY GRANTS COMMENT = 'some $$ rows' AS"
                + " SELECT ID, TRY_TO_DECIMAL(V['a']::VARCHAR, 38, 2), TRY_TO_DATE(V['b']::VARCHAR, 'YYYY-MM-DD')"
                + " FROM T");
        assertThat(client.rows("SELECT ID, A, TO_VARCHAR(B, 'YYYY-MM-DD') FROM W ORDER BY ID")).containsExactly(
                Arrays.asList("1", "1.50", null), Arrays.asList("2", null, "2024-02-29"));
        client.run("INSERT INTO T SELECT 3, PARSE_JSON('{}')");
        assertThat(client.value("SELECT COUNT(*) FROM DB.PUBLIC.W AS X WHERE X.ID > 1")).isEqualTo("2");
        assertThat(client.rows("DESCRIBE VIEW W").stream().map(row -> row.subList(0, 2)).toList()).containsExactly(
                List.of("ID", "NUMBER(38,0)"), List.of("A", "NUMBER(38,2)"), List.of("B", "DATE"));
        assertThat(client.column("comment", "DESC TABLE W")).containsExactly(null, "the 'a' of \\ it", null);
        assertThat(client.rows("SELECT TABLE_NAME, COMMENT FROM INFORMATION_SCHEMA.VIEWS"))
                .containsExactly(List.of("W", "some $$ rows"));
        assertThat(client.rows("SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'W'")).hasSize(3);
        assertThat(client.column("name", "SHOW VIEWS LIKE 'w' IN SCHEMA DB.PUBLIC")).containsExactly("W");
        assertThat(client.column("text", "SHOW VIEWS").get(0)).startsWith("CREATE VIEW W (ID,");
        assertThat(client.column("name", "SHOW TABLES")).containsExactly("T");
        assertThat(client.column("kind", "SHOW OBJECTS")).containsExactly("TABLE", "VIEW");
    }

    @Test
    void aViewIsReplacedAndDroppedAndNeverATable() throws Exception {
        client.run("CREATE OR REPLACE VIEW W AS SELECT ID FROM T");
        assertThat(client.failure("CREATE VIEW W AS SELECT V FROM T")).isEqualTo("002002/42710");
        assertThat(client.value("CREATE VIEW IF NOT EXISTS W AS SELECT V FROM T")).contains("already exists");
        client.run("CREATE OR REPLACE VIEW W AS SELECT ID + 1 AS N, * FROM (SELECT *, V['a'] AS A FROM T)");
        assertThat(client.column("N", "SELECT * FROM W ORDER BY 1")).containsExactly("2", "3");
        client.run("CREATE VIEW W2 AS SELECT N FROM W");
        assertThat(client.value("SELECT SUM(N) FROM W2")).isEqualTo("5");
        assertThat(client.failure("CREATE OR REPLACE VIEW T AS SELECT 1 AS X")).isEqualTo("002002/42710");
        assertThat(client.failure("CREATE OR REPLACE TABLE W (A NUMBER)")).isEqualTo("002002/42710");
        assertThat(client.failure("DROP TABLE W")).isEqualTo("002003/42S02");
        assertThat(client.failure("INSERT INTO W SELECT 1")).isEqualTo("002003/42S02");
        client.run("DROP VIEW W2");
        assertThat(client.failure("DROP VIEW W2")).isEqualTo("002003/02000");
        assertThat(client.value("DROP VIEW IF EXISTS W2")).contains("already dropped");
        assertThat(client.failure("CREATE VIEW W3 (A, B) AS SELECT ID FROM T")).isEqualTo("002026/42601");
        assertThat(client.failure("CREATE VIEW W3 AS SELECT X FROM T")).isEqualTo("000904/42000");
        assertThat(client.failure("CREATE VIEW W3 AS SELECT CURRENT_USER() AS X")).isEqualTo("001003/42000");
    }

    @Test
    void objectsAreMadeAndCutByTheirKeys() throws Exception {
        assertThat(client.rows("SELECT OBJECT_DELETE(AS_OBJECT(V), 'a', 'a', 'z'), AS_OBJECT(V['a']),"
                + " OBJECT_CONSTRUCT('k', V['c'], 'l', V['none'], 'm', V['a']) FROM T ORDER BY ID")).containsExactly(
                        Arrays.asList("{\"b\":\"2024-02-30\"}", null, "{\"m\":1.5}"),
                        Arrays.asList("{\"b\":\"2024-02-29\",\"c\":null}", null, "{\"k\":null,\"m\":\"x\"}"));
        assertThat(client.rows("SELECT TYPEOF(V['a']), TYPEOF(V['c']) FROM T ORDER BY ID")).containsExactly(
                Arrays.asList("DECIMAL", null), Arrays.asList("VARCHAR", "NULL_VALUE"));
    }

    @Test
    void anElementMayHaveAnyName() throws Exception {
        client.run(
                "INSERT INTO T SELECT 3, PARSE_JSON('{\"a\\\\\".\\\\\"b[0]\": \"quoted\", \"c.d\": {\"e\\'f\": 1}}')");
        assertThat(client.rows(
                        "SELECT V['a\".\"b[0]']::VARCHAR, V['c.d']['e\\'f']::VARCHAR, GET(V, 'a\".\"b[0]') FROM T"
                                + " WHERE ID = 3"))
                .containsExactly(List.of("quoted", "1", "\"quoted\""));
    }

    @Test
    void doublesAreToldFromDecimals() throws Exception {
        assertThat(client.rows("SELECT TYPEOF(PARSE_JSON('1.912e2')), TYPEOF(PARSE_JSON('[1e30]')[0]),"
                        + " TYPEOF(PARSE_JSON('[1234567890123456789012345678901234567890]')[0]),"
                        + " TYPEOF(PARSE_JSON('[0.10]')[0])"))
                .containsExactly(List.of("DOUBLE", "DOUBLE", "DOUBLE", "DECIMAL"));
    }
}
