package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SET, {@code $name} and UNSET. */
class SessionVariablesTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @Test
    void aVariableIsWhatItsExpressionGave() throws Exception {
        assertThat(client.run("SET (A, b) = (1 + 1.5, 'it''s')").type()).isEqualTo(StatementType.SESSION);
        client.run("SET C = (SELECT MAX(COLUMN1) FROM (VALUES (DATE '2024-02-29'), (DATE '2023-01-01')))");
        client.run("SET D = $A > 2");
        client.run("SET E = NULL");
        assertThat(client.rows("SELECT $A - -$a, $B || '!', TO_CHAR($C, 'DD.MM.YYYY'), $D, $E IS NULL"))
                .containsExactly(List.of("5.0", "it's!", "29.02.2024", "1", "1"));
        client.run("SET M = '2024-02-29 12:00:00.5'::TIMESTAMP_TZ");
        assertThat(client.value("SELECT DATEADD('day', 1, $M) = '2024-03-01 12:00:00.5'::TIMESTAMP_TZ")).isEqualTo("1");
    }

    @Test
    void aVariableNamesAnObjectAndFiltersRows() throws Exception {
        client.run("SET T = 'DB.PUBLIC.T'");
        client.run("CREATE TABLE IDENTIFIER($T) (A NUMBER)");
        client.run("INSERT INTO IDENTIFIER($T) VALUES (1), (2)");
        client.run("SET WANTED = 2");
        assertThat(client.value("SELECT A FROM IDENTIFIER($T) WHERE A = $WANTED")).isEqualTo("2");
        client.run("UPDATE T SET A = $WANTED + 1 WHERE A = $WANTED");
        assertThat(client.value("SELECT MAX(A) FROM T")).isEqualTo("3");
    }

    @Test
    void variablesAreShown() throws Exception {
        client.run("SET (MAX_ROWS, \"who\") = (70, 'me')");
        client.run("SET MAX_ROWS = 71");
        client.run("SET GONE = 1");
        client.run("UNSET GONE");
        StatementResult shown = client.run("SHOW VARIABLES");
        assertThat(shown.columns()).extracting(Column::name)
                .containsExactly("session_id", "created_on", "updated_on", "name", "value", "type", "comment");
        assertThat(shown.rows()).extracting(row -> row.subList(3, 6))
                .containsExactly(List.of("MAX_ROWS", "71", "fixed"), List.of("who", "me", "text"));
        assertThat(client.column("name", "SHOW VARIABLES LIKE 'max%'")).containsExactly("MAX_ROWS");
        assertThat(client.rows("SELECT \"name\" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID())) WHERE \"value\" = '71'"))
                .containsExactly(List.of("MAX_ROWS"));
    }

    @Test
    void variablesBelongToTheirSessionAndEndWithUnset() throws Exception {
        client.run("SET A = 1");
        try (Client other = Client.of(ENGINE.engine())) {
            assertThat(other.failure("SELECT $A")).isEqualTo("002211/02000");
        }
        client.run("UNSET (A, NEVER)");
        assertThat(client.failure("SELECT $A")).isEqualTo("002211/02000");
        assertThat(client.failure("SET (A, B) = (1)")).isEqualTo("001003/42000");
        assertThat(client.failure("SET (A, B) = (1, 'x'::NUMBER)")).isEqualTo("100038/22018");
        assertThat(client.failure("SELECT $A")).isEqualTo("002211/02000");
        assertThat(client.fail("SET A = PARSE_JSON('{}')").getMessage()).contains("variable of type VARIANT");
    }

    @Test
    void columnsByNumberAndDollarQuotesAreNoVariables() throws Exception {
        assertThat(client.value("SELECT $1 FROM VALUES ($$a $b c$$)")).isEqualTo("a $b c");
    }
}
