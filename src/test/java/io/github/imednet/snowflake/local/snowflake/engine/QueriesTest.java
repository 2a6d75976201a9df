package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @Test
    void aColumnWithoutAliasShowsItsText() throws Exception {
        client.run("CREATE TABLE T (ID NUMBER, \"low\" VARCHAR, V VARIANT)");
        assertThat(labels("select count(*), count(distinct id), max(id) as m, sum(id) total, id + 1, t.id, \"low\","
                + " v:a.b::varchar, 'x', current_date, case when id = 1 then 2 end from t group by id, \"low\", v"))
                .containsExactly("COUNT(*)", "COUNT(DISTINCT ID)", "M", "TOTAL", "ID + 1", "ID", "low",
                "V:A.B::VARCHAR",
                        "'x'", "CURRENT_DATE", "CASE WHEN ID = 1 THEN 2 END");
        assertThat(labels("SELECT *, 1 + 1 FROM T")).containsExactly("ID", "low", "V", "1 + 1");
        assertThat(labels("SELECT LAST_QUERY_ID()")).containsExactly("LAST_QUERY_ID()");
        assertThat(labels("WITH A AS (SELECT 1 AS X) SELECT X, X * 2 FROM A")).containsExactly("X", "X * 2");
    }

    @Test
    void valuesHaveColumnsByNumber() throws Exception {
        assertThat(client.rows("SELECT column1, $2 FROM VALUES (1, 'a'), (2, 'b') ORDER BY 1"))
                .containsExactly(List.of("1", "a"), List.of("2", "b"));
        assertThat(client.rows("SELECT v.x, y FROM (VALUES (1, PARSE_JSON('{}'))) AS v (x, y)"))
                .containsExactly(List.of("1", "{}"));
        assertThat(client.rows("SELECT v.column1 FROM VALUES (1) v")).containsExactly(List.of("1"));
        assertThat(client.rows("SELECT a.column1, b.column1 FROM (VALUES (1)) a JOIN (VALUES (1)) b ON a.column1 ="
                + " b.column1"))
                .containsExactly(List.of("1", "1"));
    }

    @Test
    void joinsSetsSubqueriesAndOrdersWork() throws Exception {
        client.run("CREATE TABLE A (ID NUMBER, X VARCHAR)");
        client.run("CREATE TABLE B (ID NUMBER, Y VARCHAR)");
        client.run("INSERT INTO A VALUES (1, 'a'), (2, 'b'), (3, NULL)");
        client.run("INSERT INTO B VALUES (1, 'c')");
        assertThat(client.rows("SELECT A.ID, Y FROM A LEFT JOIN B USING (ID) WHERE A.ID IN (SELECT 1 UNION SELECT 2)"
                + " ORDER BY 1"))
                .containsExactly(List.of("1", "c"), Arrays.asList("2", null));
        assertThat(client.rows("SELECT ID FROM A MINUS SELECT ID FROM B ORDER BY ID DESC LIMIT 1"))
                .containsExactly(List.of("3"));
        // Snowflake's order of NULL: last when ascending, first when descending
        assertThat(client.column("X", "SELECT X FROM A ORDER BY X DESC")).containsExactly(null, "b", "a");
        assertThat(client.column("X", "SELECT X FROM A ORDER BY X")).containsExactly("a", "b", null);
        assertThat(client.rows("SELECT IFF(EXISTS (SELECT 1 FROM B WHERE B.ID = A.ID), 'in', 'out') R FROM A ORDER BY"
                + " ID"))
                .containsExactly(List.of("in"), List.of("out"), List.of("out"));
        assertThat(client.rows("SELECT * EXCLUDE (X) FROM A WHERE NOT (X IS NULL OR X ILIKE 'B')"))
                .containsExactly(List.of("1"));
    }

    @Test
    void namesOfTablesAreComparedWithTheirCase() throws Exception {
        client.run("CREATE TABLE T (ID NUMBER)");
        client.run("INSERT INTO T VALUES (1)");
        assertThat(client.value("SELECT COUNT(*) FROM t")).isEqualTo("1");
        assertThat(client.failure("SELECT COUNT(*) FROM \"t\"")).isEqualTo("002003/42S02");
        assertThat(client.failure("SELECT COUNT(*) FROM DB.\"Public\".T")).isEqualTo("002003/02000");
        assertThat(client.failure("SELECT 1 FROM T, NOPE")).isEqualTo("002003/42S02");
        assertThat(client.failure("DELETE FROM T USING \"t\" WHERE 1 = 1")).isEqualTo("002003/42S02");
        assertThat(client.failure("SELECT 1 WHERE 1 IN (SELECT ID FROM \"t\")")).isEqualTo("002003/42S02");
        assertThat(client.value("WITH \"t\" (X) AS (SELECT ID FROM T), U AS (SELECT * FROM \"t\") SELECT X FROM U,"
                + " IDENTIFIER('T')"))
                .isEqualTo("1");
        assertThat(client.value("SELECT EXTRACT(year FROM SYSDATE()) > 2000 FROM DUAL WHERE 1 IS DISTINCT FROM 2"))
                .isEqualTo("1");
    }

    @Test
    void namesOfColumnsAreComparedWithTheirCase() throws Exception {
        client.run("CREATE TABLE T (ID NUMBER, \"low\" VARCHAR)");
        assertThat(client.failure("SELECT \"id\" FROM T")).isEqualTo("000904/42000");
        assertThat(client.failure("SELECT low FROM T")).isEqualTo("000904/42000");
        assertThat(client.failure("SELECT t.\"Id\" FROM T t")).isEqualTo("000904/42000");
        assertThat(client.failure("DELETE FROM T WHERE \"id\" = 1")).isEqualTo("000904/42000");
        assertThat(client.failure("UPDATE T SET LOW = 1")).isEqualTo("000904/42000");
        assertThat(client.rows("SELECT \"low\", id AS \"id\", t.ID \"Id\" FROM T t WHERE t.\"low\" IS NULL ORDER BY"
                + " \"id\""))
                .isEmpty();
    }

    @Test
    void anEarlierAnswerIsReadByItsId() throws Exception {
        client.run("CREATE TABLE T (ID NUMBER(10,2), AT TIMESTAMP_NTZ, LTZ TIMESTAMP_LTZ, D DATE, B BOOLEAN, V"
                + " VARIANT, N VARCHAR)");
        client.run("INSERT INTO T SELECT 1.5, '2024-01-02 03:04:05.678', '2024-01-02 03:04:05 +00:00', '2024-01-02',"
                + " TRUE, PARSE_JSON('{\"a\": 1}'), NULL");
        StatementResult first = client.session().execute("11111111-1111-1111-1111-111111111111", "SELECT * FROM T",
                List.of(), Map.of());
        StatementResult scanned =
                client.run("select * from table(result_scan('11111111-1111-1111-1111-111111111111'))");
        assertThat(scanned.rows()).isEqualTo(first.rows());
        assertThat(scanned.columns()).extracting(Column::name).isEqualTo(
                first.columns().stream().map(Column::name).toList());
        client.run("SHOW TABLES");
        assertThat(client.value("SELECT \"name\" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID())) WHERE \"rows\" = 1"))
                .isEqualTo("T");
        assertThat(client.value("SELECT COUNT(*) FROM TABLE(RESULT_SCAN(LAST_QUERY_ID(-2)))")).isEqualTo("1");
        assertThat(client.failure("SELECT * FROM TABLE(RESULT_SCAN('nope'))")).isEqualTo("000709/02000");
    }

    @Test
    void anEarlierAnswerCanBeReadByAnotherSession() throws Exception {
        client.session().execute("22222222-2222-2222-2222-222222222222", "SELECT 7 AS X", List.of(), Map.of());
        assertThat(ENGINE.newClient().value("select * from table(result_scan('22222222-2222-2222-2222-222222222222'))"))
                .isEqualTo("7");
    }

    @Test
    void theLastQueryIdIsThatOfTheStatementBefore() throws Exception {
        client.session().execute("33333333-3333-3333-3333-333333333333", "SELECT 1", List.of(), Map.of());
        assertThat(client.value("SELECT LAST_QUERY_ID()")).isEqualTo("33333333-3333-3333-3333-333333333333");
        assertThat(client.value("SELECT LAST_QUERY_ID(-2)")).isEqualTo("33333333-3333-3333-3333-333333333333");
    }

    @Test
    void stagedFilesAreQueried() throws Exception {
        client.run("CREATE STAGE ST FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)");
        ENGINE.stage("@ST/p/", "a.parquet", "SELECT 1 AS a, 'x' AS \"Name\", {'k': [1, 2]} AS nested");
        ENGINE.stage("@ST/p/", "b.parquet", "SELECT 2 AS a, 'y' AS \"Name\", {'k': [3]} AS nested");
        assertThat(client.rows("SELECT $1:a::NUMBER, METADATA$FILENAME, METADATA$FILE_ROW_NUMBER FROM @ST/p/ ORDER BY"
                + " 1"))
                .containsExactly(List.of("1", "p/a.parquet", "1"), List.of("2", "p/b.parquet", "1"));
        assertThat(client.rows("SELECT t.$1:Name::VARCHAR, $1:nested.k[0]::INT, $1:name FROM @ST/p/ (PATTERN =>"
                + " '.*b.*') t"))
                .containsExactly(Arrays.asList("y", "3", null));
        assertThat(client.value("SELECT COUNT(*) FROM @ST WHERE $1:a = 2 AND $1:Name = 'y'")).isEqualTo("1");
        assertThat(client.value("SELECT $1 FROM '@ST/p/a.parquet'"))
                .isEqualTo("{\"a\":1,\"Name\":\"x\",\"nested\":{\"k\":[1,2]}}");
        assertThat(client.value("SELECT COUNT(*) FROM @ST/nothing/")).isEqualTo("0");
        assertThat(client.failure("SELECT $1 FROM VALUES_MISSING")).isEqualTo("000904/42000");
    }

    @Test
    void aDescriptionNeedsNoExecution() throws Exception {
        client.run("CREATE TABLE T (ID NUMBER(10,2), N VARCHAR)");
        EngineSession.Description select = client.session().describe("SELECT ID, N, COUNT(*) OVER () FROM T WHERE ID ="
                + " ?");
        assertThat(select.type()).isEqualTo(StatementType.SELECT);
        assertThat(select.columns()).extracting(Column::name).containsExactly("ID", "N", "COUNT(*) OVER ()");
        assertThat(select.columns().get(0).scale()).isEqualTo(2);
        assertThat(select.bindings()).isEqualTo(1);
        EngineSession.Description insert = client.session().describe("INSERT INTO T VALUES (?, ?)");
        assertThat(insert.type()).isEqualTo(StatementType.INSERT);
        assertThat(insert.bindings()).isEqualTo(2);
        assertThat(client.value("SELECT COUNT(*) FROM T")).isEqualTo("0");
        assertThat(client.session().describe("CREATE TABLE U (A INT)").type()).isEqualTo(StatementType.DDL);
        assertThat(client.rows("SHOW TABLES LIKE 'U'")).isEmpty();
    }

    @Test
    void severalStatementsAtOnceAreRefusedAndASemicolonAtTheEndIsNot() throws Exception {
        assertThat(client.failure("SELECT 1; SELECT 2")).isEqualTo("000008/0A000");
        assertThat(client.value("SELECT 1;")).isEqualTo("1");
        assertThat(client.failure("")).isEqualTo("001003/42000");
        assertThat(client.failure("-- nothing")).isEqualTo("001003/42000");
    }

    private List<String> labels(String sql) throws SqlFailure {
        return client.run(sql).columns().stream().map(Column::name).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CALL P()", "GRANT SELECT ON TABLE T TO ROLE R", "EXPLAIN SELECT 1", "UNDROP TABLE T",
        "SHOW TABLES HISTORY", "SHOW GRANTS ON TABLE T", "SHOW TASKS", "ALTER SEQUENCE S SET INCREMENT 2"})
    void whatSnowflakeHasAndThisServerHasNotIsNamed(String sql) {
        assertThat(client.fail(sql).getMessage()).contains("is not supported by the local Snowflake server")
                .contains(sql.split(" ")[0]);
    }

    @Test
    void fetchLimitsAndPatternsMatchAWholeText() throws Exception {
        client.run("CREATE OR REPLACE TABLE F (A VARCHAR)");
        client.run("INSERT INTO F VALUES ('abc'), ('b'), (NULL)");
        assertThat(client.rows("SELECT A FROM F ORDER BY A OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY"))
                .containsExactly(List.of("b"));
        assertThat(client.rows("SELECT A FROM (SELECT A FROM F ORDER BY A FETCH FIRST 1 ROW ONLY)"))
                .containsExactly(List.of("abc"));
        assertThat(client.rows("SELECT A FROM F WHERE A REGEXP 'b' OR A RLIKE ('a.+')  ORDER BY 1"))
                .containsExactly(List.of("abc"), List.of("b"));
        assertThat(client.rows("SELECT A FROM F WHERE A NOT REGEXP 'b'")).containsExactly(List.of("abc"));
    }
}
