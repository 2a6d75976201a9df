package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DmlTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void table() throws Exception {
        client = ENGINE.client();
        client.run("CREATE TABLE T (ID NUMBER(38,0), NAME VARCHAR, V VARIANT)");
    }

    @Test
    void anElementOfAVariantThatMergeInsertsIntoATextIsItsText() throws Exception {
        client.run("CREATE TABLE M (ID NUMBER, NAME VARCHAR, V VARIANT)");
        client.run(
                "MERGE INTO M USING (SELECT PARSE_JSON('{\"a\": \"x\"}') AS D, 1 AS N FROM (VALUES (1)) AS ONE (C)) S"
                        + " ON M.ID = S.N WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (NAME, ID, V)"
                        + " VALUES (S.D:a, S.N, S.D)");
        assertThat(client.rows("SELECT ID, NAME, V FROM M")).containsExactly(List.of("1", "x", "{\"a\":\"x\"}"));
    }

    @Test
    void insertUpdateAndDeleteAnswerTheirCounts() throws Exception {
        assertAnswer("INSERT INTO T (ID, NAME) VALUES (1, 'a'), (2, 'b')", StatementType.INSERT,
                List.of("number of rows inserted"), List.of("2"));
        assertAnswer("INSERT INTO T SELECT 3, 'c', PARSE_JSON('{}')", StatementType.INSERT,
                List.of("number of rows inserted"), List.of("1"));
        assertAnswer("UPDATE T SET NAME = NAME || '!', T.V = NULL WHERE ID > 1", StatementType.UPDATE,
                List.of("number of rows updated", "number of multi-joined rows updated"), List.of("2", "0"));
        assertAnswer("DELETE FROM T WHERE ID = 1", StatementType.DELETE, List.of("number of rows deleted"),
                List.of("1"));
        assertThat(client.rows("SELECT * FROM T ORDER BY ID"))
                .containsExactly(Arrays.asList("2", "b!", null), Arrays.asList("3", "c!", null));
    }

    @Test
    void updateAndDeleteReadOtherTables() throws Exception {
        client.run("INSERT INTO T (ID, NAME) VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        client.run("CREATE TABLE S (ID NUMBER, NEW VARCHAR)");
        client.run("INSERT INTO S VALUES (1, 'x'), (2, 'y')");
        assertThat(client.count("UPDATE T SET NAME = S.NEW FROM S WHERE T.ID = S.ID")).isEqualTo(2);
        assertThat(client.count("DELETE FROM T USING S WHERE T.ID = S.ID AND S.NEW = 'x'")).isEqualTo(1);
        assertThat(client.column("NAME", "SELECT NAME FROM T ORDER BY ID")).containsExactly("y", "c");
    }

    @Test
    void insertConvertsToTheColumnsTypes() throws Exception {
        client.run("CREATE TABLE C (TXT VARCHAR, NTZ TIMESTAMP_NTZ, LTZ TIMESTAMP_LTZ, N NUMBER(10,2), B BOOLEAN, D"
                + " DATE)");
        client.run("INSERT INTO C VALUES (TRUE, '2024-01-02T03:04:05Z', '2024-01-02 03:04:05 +0100', '1.255', 'no',"
                + " '2024-01-02')");
        assertThat(client.rows("SELECT * FROM C")).containsExactly(
                List.of("true", "1704164645.000000000", "1704161045.000000000", "1.26", "0", "19724"));
        client.run("INSERT INTO C (TXT) SELECT LTZ FROM C");
        assertThat(client.column("TXT", "SELECT TXT FROM C WHERE N IS NULL"))
                .containsExactly("2024-01-02 02:04:05.000 +0000");
        client.run("CREATE TABLE D (A NUMBER DEFAULT 7, B VARCHAR)");
        client.run("INSERT INTO D VALUES (DEFAULT, 'x')");
        client.run("INSERT INTO D (B) VALUES ('y')");
        assertThat(client.column("A", "SELECT A FROM D")).containsExactly("7", "7");
    }

    @Test
    void aTextIsNoVariant() throws Exception {
        assertThat(client.failure("INSERT INTO T (V) VALUES ('{}')")).isEqualTo("002023/22000");
        client.run("INSERT INTO T (V) VALUES (NULL)");
        client.run("INSERT INTO T (V) SELECT TO_VARIANT('text')");
        assertThat(client.column("V", "SELECT V FROM T")).containsExactlyInAnyOrder(null, "\"text\"");
    }

    @Test
    void wrongNamesAndCountsAreRefused() {
        assertThat(client.failure("INSERT INTO NOPE VALUES (1)")).isEqualTo("002003/42S02");
        assertThat(client.failure("INSERT INTO T (NOPE) VALUES (1)")).isEqualTo("000904/42000");
        assertThat(client.failure("INSERT INTO T (ID, NAME) VALUES (1)")).isEqualTo("002020/21S01");
        assertThat(client.failure("INSERT INTO T VALUES ('x', 'y', NULL)")).isEqualTo("100038/22018");
        assertThat(client.failure("UPDATE T SET NOPE = 1")).isEqualTo("000904/42000");
        assertThat(client.failure("DELETE FROM T WHERE NOPE = 1")).isEqualTo("000904/42000");
        assertThat(client.failure("DELETE FROM NOPE")).isEqualTo("002003/42S02");
        assertThat(client.failure("INSERT ALL INTO T SELECT 1")).isEqualTo("001003/42000");
    }

    @Test
    void mergeInsertsUpdatesAndDeletes() throws Exception {
        client.run("INSERT INTO T (ID, NAME) VALUES (1, 'a'), (2, 'b')");
        assertAnswer("""
                MERGE INTO T USING (SELECT column1 AS ID, column2 AS NAME FROM VALUES (1, 'x'), (2, NULL), (3, 'c')) S
                ON T.ID = S.ID
                WHEN MATCHED AND S.NAME IS NULL THEN DELETE
                WHEN MATCHED THEN UPDATE SET T.NAME = S.NAME
                WHEN NOT MATCHED THEN INSERT (ID, NAME) VALUES (S.ID, S.NAME)""", StatementType.MERGE,
                List.of("number of rows inserted", "number of rows updated", "number of rows deleted"),
                List.of("1", "1", "1"));
        assertThat(client.rows("SELECT ID, NAME FROM T ORDER BY ID"))
                .containsExactly(List.of("1", "x"), List.of("3", "c"));
        assertAnswer("MERGE INTO DB.PUBLIC.T AS t USING (SELECT 4 AS ID) s ON t.ID = s.ID WHEN NOT MATCHED THEN INSERT"
                + " (ID) VALUES (s.ID)", StatementType.MERGE,
                List.of("number of rows inserted"), List.of("1"));
    }

    @Test
    void mergeRefusesTwoSourceRowsForOneTargetRow() throws Exception {
        client.run("INSERT INTO T (ID, NAME) VALUES (1, 'a')");
        assertThat(client.failure("MERGE INTO T USING (SELECT column1 AS ID, column2 AS NAME FROM VALUES (1, 'x'), (1,"
                + " 'y')) S ON T.ID = S.ID WHEN MATCHED THEN UPDATE SET NAME = S.NAME")).isEqualTo("100090/42P18");
    }

    @Test
    void bindsOfEveryType() throws Exception {
        client.run("CREATE TABLE B (N NUMBER(38,3), F FLOAT, V VARCHAR, B BOOLEAN, D DATE, T TIME, NTZ TIMESTAMP_NTZ,"
                + " LTZ TIMESTAMP_LTZ, BI BINARY, X VARCHAR)");
        client.run("INSERT INTO B VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                bind("FIXED", "12345678901234567890.125"),
                bind("REAL", "1.5"),
                bind("TEXT", "it's"),
                bind("BOOLEAN", "true"),
                bind("DATE", "1704153600000"),
                bind("TIME", "47655123456000"),
                bind("TIMESTAMP_NTZ", "1704164645678000000"),
                bind("TIMESTAMP_LTZ", "-250000000"),
                bind("BINARY", "AB0F"),
                bind("ANY", null));
        assertThat(client.rows("SELECT * FROM B")).containsExactly(Arrays.asList(
                "12345678901234567890.125", "1.5", "it's", "1", "19724", "47655.123456000", "1704164645.678000000",
                "-0.250000000", "AB0F", null));
    }

    @Test
    void aBatchRunsOncePerRow() throws Exception {
        assertThat(client.count("INSERT INTO T (ID, NAME) VALUES (?, ?)",
                new Binding("FIXED", List.of("1", "2", "3")), new Binding("TEXT", Arrays.asList("a", null, "c"))))
                .isEqualTo(3);
        assertThat(client.rows("SELECT ID, NAME FROM T ORDER BY ID"))
                .containsExactly(List.of("1", "a"), Arrays.asList("2", null), List.of("3", "c"));
        assertThat(client.count("DELETE FROM T WHERE ID = ?", new Binding("FIXED", List.of("1", "3")))).isEqualTo(2);
    }

    @Test
    void aBoundNumberIsExactOrRefusedAndNeverNull() throws Exception {
        for (String number : List.of("0.12345678901234567890123456789012345678",
                "99999999999999999999999999999999999999", "-1.5", "0")) {
            assertThat(client.value("SELECT ?", bind("FIXED", number))).isEqualTo(number);
        }
        assertThat(client.value("SELECT ?", bind("FIXED", "1E+20"))).isEqualTo("100000000000000000000");
        for (String number : List.of("123456789012345678901234567890123456789", "1E+38", "1E-39", "1E+2000000000")) {
            assertThat(client.failure("SELECT ?", bind("FIXED", number))).as(number).isEqualTo("100039/22003");
        }
    }

    @Test
    void bindsWorkInQueriesAndExpressions() throws Exception {
        client.run("INSERT INTO T (ID, NAME) VALUES (1, 'a'), (2, 'b')");
        assertThat(client.value("SELECT NAME FROM T WHERE ID = ? AND NVL2(?, TRUE, FALSE)", bind("FIXED", "2"),
                bind("TEXT", "x")))
                .isEqualTo("b");
        assertThat(client.value("SELECT PARSE_JSON(?):a::VARCHAR", bind("TEXT", "{\"a\": \"b\"}"))).isEqualTo("b");
        assertThat(client.count("INSERT INTO T SELECT ?, ?, PARSE_JSON(?)",
                bind("FIXED", "3"), bind("TEXT", "c"), bind("TEXT", "[1]"))).isEqualTo(1);
        assertThat(client.failure("SELECT ?", bind("FIXED", "x"))).isEqualTo("100038/22018");
    }

    @Test
    void moreThanTheDriverCountsIsInserted() throws Exception {
        StringBuilder values = new StringBuilder("(0, 'n')");
        for (int i = 1; i < 2_000; i++) {
            values.append(", (").append(i).append(", 'n')");
        }
        assertThat(client.count("INSERT INTO T (ID, NAME) VALUES " + values)).isEqualTo(2_000);
    }

    private void assertAnswer(String sql, StatementType type, List<String> names, List<String> counts)
            throws SqlFailure {
        StatementResult result = client.run(sql);
        assertThat(result.type()).isEqualTo(type);
        assertThat(result.columns()).extracting(Column::name).isEqualTo(names);
        assertThat(result.rows()).containsExactly(counts);
    }

    private static Binding bind(String type, String value) {
        return new Binding(type, Arrays.asList(value));
    }

    @Test
    void manyRowsOfBindsAreInsertedTogetherInTheirOrderAndTypes() throws Exception {
        client.run("CREATE TABLE MANY (A NUMBER, B VARCHAR, C NUMBER(38,20))");
        List<String> numbers = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> fractions = new ArrayList<>();
        for (int i = 0; i < 1203; i++) {
            numbers.add(i % 7 == 0 ? null : Integer.toString(i));
            texts.add("text " + i);
            fractions.add(i % 2 == 0 ? "0.00000000000000000001" : "123456789012345678");
        }
        assertThat(client.count("INSERT INTO MANY (A, B) VALUES (?, UPPER(?))", new Binding("FIXED", numbers),
                new Binding("TEXT", texts))).isEqualTo(1203);
        assertThat(client.rows("SELECT COUNT(*), COUNT(A), SUM(A), MAX(B) FROM MANY"))
                .containsExactly(List.of("1203", "1031", Integer.toString(sumWithoutSevenths()), "TEXT 999"));
        assertThat(client.count("INSERT INTO MANY (C) VALUES (?)", new Binding("FIXED", fractions.subList(0, 10))))
                .isEqualTo(10);
        assertThat(client.value("SELECT SUM(C) FROM MANY")).isEqualTo("617283945061728390.00000000000000000005");
        texts.set(1202, "x");
        assertThat(client.failure("INSERT INTO MANY (A) VALUES (?)", new Binding("TEXT", texts)))
                .isEqualTo("100038/22018");
        assertThat(client.value("SELECT COUNT(*) FROM MANY")).isEqualTo("1213");
    }

    private static int sumWithoutSevenths() {
        return IntStream.range(0, 1203).filter(i -> i % 7 != 0).sum();
    }

    @Test
    void bindsCanBeNamesOptionsAndArguments() throws Exception {
        client.run("CREATE STAGE ST");
        ENGINE.stage(
                "@ST",
                "a.parquet",
                "SELECT 1::BIGINT AS \"a\", 'x' AS b, 1.50::DECIMAL(9,2) AS c, DATE '2024-01-01' AS d");
        client.run("CREATE FILE FORMAT IDENTIFIER(?) TYPE = PARQUET", text("FF"));
        assertThat(client.rows("SELECT COLUMN_NAME, TYPE FROM TABLE(INFER_SCHEMA(LOCATION => ?, FILE_FORMAT => ?))",
                        text("@ST"), text("FF")))
                .containsExactly(List.of("a", "NUMBER(38, 0)"), List.of("b", "TEXT"), List.of("c", "NUMBER(9, 2)"),
                        List.of("d", "DATE"));
        client.run("CREATE TABLE IDENTIFIER(?) (\"a\" NUMBER, B VARCHAR)", text("BOUND"));
        assertThat(client.column("rows_loaded", "COPY INTO BOUND FROM (SELECT $1:\"a\"::NUMBER, $1:b::TEXT FROM '@ST')"
                + " FILE_FORMAT = (TYPE = PARQUET REPLACE_INVALID_CHARACTERS = TRUE)")).containsExactly("1");
        assertThat(client.rows("SELECT * FROM IDENTIFIER(?) WHERE B = ?", text("BOUND"), text("x")))
                .containsExactly(List.of("1", "x"));
        assertThat(client.run("PUT 'file:///unused' ? OVERWRITE = TRUE", text("@ST/p")).transfer().stageDirectory())
                .endsWithRaw(Path.of("p"));
    }

    private static Binding text(String value) {
        return new Binding("TEXT", List.of(value));
    }

    @Test
    void insertOverwriteTakesThePlaceOfTheRowsThatAreThere() throws Exception {
        client.run("CREATE TABLE O (A INT, B INT DEFAULT 7, C INT AUTOINCREMENT)");
        client.run("INSERT INTO O (A) VALUES (1), (1), (2)");
        assertThat(client.count("INSERT OVERWRITE INTO O (A) SELECT DISTINCT A FROM O")).isEqualTo(2);
        assertThat(client.rows("SELECT * FROM O ORDER BY A"))
                .containsExactly(List.of("1", "7", "4"), List.of("2", "7", "5"));
        client.run("BEGIN");
        client.run("INSERT INTO O (A) VALUES (3)");
        assertThat(client.count("INSERT OVERWRITE INTO O (A, B) VALUES (?, ?)", new Binding("FIXED", List.of("8", "9")),
                new Binding("FIXED", List.of("0", "0")))).isEqualTo(2);
        assertThat(client.column("A", "SELECT A FROM O ORDER BY A")).containsExactly("8", "9");
        assertThat(client.failure("INSERT OVERWRITE INTO O SELECT NONE FROM O")).isEqualTo("000904/42000");
        assertThat(client.value("SELECT COUNT(*) FROM O")).isEqualTo("2");
        client.run("ROLLBACK");
        assertThat(client.column("A", "SELECT A FROM O ORDER BY A")).containsExactly("1", "2");
    }
}
