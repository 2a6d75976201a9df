package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Words that mean something in SQL and are names where Snowflake does not reserve them. */
class KeywordNamesTest {

    /** Reserved and limited keywords, as Snowflake documents them. */
    private static final Set<String> RESERVED_BY_SNOWFLAKE =
            Set.of(("ACCOUNT ALL ALTER AND ANY AS BETWEEN BY CASE CAST CHECK COLUMN CONNECT CONNECTION CONSTRAINT"
                + " CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DATABASE DELETE"
                + " DISTINCT DROP ELSE EXISTS FALSE FOLLOWING FOR FROM FULL GRANT GROUP GSCLUSTER HAVING ILIKE IN"
                + " INCREMENT INNER INSERT INTERSECT INTO IS ISSUE JOIN LATERAL LEFT LIKE LOCALTIME LOCALTIMESTAMP"
                + " MINUS NATURAL NOT NULL OF ON OR ORDER ORGANIZATION QUALIFY REGEXP REVOKE RIGHT RLIKE ROW ROWS"
                + " SAMPLE SCHEMA SELECT SET SOME START TABLE TABLESAMPLE THEN TO TRIGGER TRUE TRY_CAST UNION UNIQUE"
                + " UPDATE USING VALUES VIEW WHEN WHENEVER WHERE WITH")
                    .split(" "));

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() throws Exception {
        client = ENGINE.client();
        client.run("CREATE STAGE ST");
    }

    @Test
    void everyWordThatIsNotReservedNamesColumns() throws Exception {
        List<String> words = new ArrayList<>(List.of("COPY", "STAGE", "PUT", "LIST", "MATCHED", "SETS", "NEXTVAL"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet keywords = statement.executeQuery("SELECT upper(keyword_name) FROM duckdb_keywords()")) {
            while (keywords.next()) {
                words.add(keywords.getString(1));
            }
        }
        words.removeAll(RESERVED_BY_SNOWFLAKE);
        // EXCEPT is an operator between queries wherever it stands.
        words.remove("EXCEPT");
        assertThat(words).hasSizeGreaterThan(300).contains("END", "LIMIT", "DEFAULT", "COMMENT", "KEY");
        List<String> broken = new ArrayList<>();
        for (String word : words) {
            try {
                column(word);
            } catch (SqlFailure | AssertionError e) {
                broken.add(word + ": " + e.getMessage());
            }
        }
        assertThat(broken).isEmpty();
    }

    private void column(String word) throws SqlFailure {
        String lower = word.toLowerCase(Locale.ROOT);
        client.run("CREATE OR REPLACE TABLE T (ID INT, " + lower + " INT)");
        client.run("INSERT INTO T (ID, " + word + ") VALUES (1, 2), (2, NULL)");
        client.run("UPDATE T SET " + word + " = T." + word + " + 1 WHERE " + word + " > 1");
        StatementResult result = client.run("SELECT " + lower + ", T." + word + " AS " + word
                + ", ID AS X FROM T WHERE " + word + " IS NOT NULL GROUP BY ID, " + word + " ORDER BY " + word);
        assertThat(result.rows()).containsExactly(List.of("3", "3", "1"));
        assertThat(result.columns()).extracting(Column::name).containsExactly(word, word, "X");
        assertThat(client.value("SELECT CAST(CASE WHEN " + word + " = 3 THEN " + word + " ELSE 0 END AS INT) FROM T"
                + " WHERE ID = 1")).isEqualTo("3");
    }

    @Test
    void theWordsOfClausesNameTablesViewsAndTheirColumnsInEveryStatement() throws Exception {
        for (String word :
                List.of("END", "LIMIT", "OFFSET", "DEFAULT", "MATCHED", "COMMENT", "BEGIN", "COPY", "STAGE")) {
            client.run("CREATE OR REPLACE TABLE " + word + " (" + word + " INT COMMENT 'c', \"V\" VARIANT)");
            client.run("INSERT INTO " + word + " (" + word + ", V) SELECT 1, PARSE_JSON('{\"end\": {\"case\": 5}}')");
            client.run("MERGE INTO " + word + " USING (SELECT 1 AS " + word + ") AS S ON " + word + "." + word + " = S."
                    + word + " WHEN MATCHED AND S." + word + " = 1 THEN UPDATE SET " + word + " = S." + word + " + 1"
                    + " WHEN NOT MATCHED THEN INSERT (" + word + ") VALUES (S." + word + ")");
            client.run("CREATE OR REPLACE VIEW V_" + word + " AS SELECT " + word + ", CAST(V:end.case AS INT) AS CASED"
                    + " FROM " + word + " WHERE " + word + " = 2");
            assertThat(client.rows("SELECT " + word + ", CASED FROM V_" + word + " LIMIT 1")).as(word)
                    .containsExactly(List.of("2", "5"));
            client.run("ALTER TABLE " + word + " RENAME COLUMN " + word + " TO X");
            client.run("ALTER TABLE " + word + " ADD COLUMN " + word + " VARCHAR DEFAULT CASE WHEN 1 = 1 THEN 'd' END");
            assertThat(client.rows("SELECT X, " + word + " FROM " + word)).containsExactly(List.of("2", "d"));
            client.run("DELETE FROM " + word + " WHERE " + word + " = 'd'");
            client.run("DROP TABLE " + word);
        }
    }

    @Test
    void copyTakesThemAsColumnsAndElements() throws Exception {
        ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS \"end\", 2 AS \"limit\"");
        client.run("CREATE TABLE T (END INT, LIMIT INT)");
        client.run("COPY INTO T (LIMIT, END) FROM (SELECT CAST($1:end AS INT), CASE WHEN $1:limit = 2 THEN $1:limit END"
                + " FROM @ST) FILE_FORMAT = (TYPE = PARQUET)");
        assertThat(client.rows("SELECT END, LIMIT FROM T")).containsExactly(List.of("2", "1"));
    }

    @Test
    void keywordsStayWhatTheyAre() throws Exception {
        client.run("CREATE TABLE T (A INT, END INT DEFAULT 7)");
        client.run("INSERT INTO T VALUES (1, DEFAULT), (2, 3)");
        client.run("UPDATE T SET A = A + 1, END = DEFAULT WHERE CASE END WHEN 3 THEN TRUE END");
        assertThat(client.rows("SELECT A, END, CASE WHEN END = 7 THEN END ELSE END END E, SUM(A) OVER (PARTITION BY"
            + " END ORDER BY A DESC NULLS LAST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM T ORDER BY A"
            + " ASC LIMIT 2 OFFSET 0"))
                .containsExactly(List.of("1", "7", "7", "4"), List.of("3", "7", "7", "3"));
        assertThat(client.rows("SELECT * EXCLUDE (END) FROM T ORDER BY 1 LIMIT 1")).containsExactly(List.of("1"));
        assertThat(client.fail("SELECT 1 FROM T, LATERAL FLATTEN(INPUT => PARSE_JSON('[]'), OUTER => TRUE)")
                        .getMessage())
                .contains("OUTER is not supported");
        assertThat(client.value("SELECT DATE '2024-01-31' + INTERVAL '1 day'")).isNotNull();
        assertThat(client.rows("SELECT END, COUNT(*) FROM T GROUP BY ROLLUP (END) ORDER BY 2, 1"))
                .hasSize(2);
        client.run("CREATE STAGE ES FILE_FORMAT = (ESCAPE = NONE, TYPE = CSV)");
        assertThat(client.run("SELECT end + 1 FROM T").columns().get(0).name()).isEqualTo("END + 1");
    }
}
