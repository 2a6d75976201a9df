package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Binds by number and name, and constants of objects, arrays and bytes. */
class BindsTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void openSession() {
        client = ENGINE.client();
    }

    @Test
    void aNumberedBindStandsInAnyOrderAndMoreThanOnce() throws Exception {
        assertThat(client.rows("SELECT :2, :1, :2", text("a"), text("b"))).containsExactly(List.of("b", "a", "b"));
        assertThat(client.failure("SELECT :3", text("a"))).isEqualTo("002049/42601");

        client.run("CREATE TABLE T (V VARIANT, A VARCHAR)");
        client.run("INSERT INTO IDENTIFIER(:1) SELECT PARSE_JSON(:2), :3", text("T"), text("{\"a\": {\"b\": 5}}"),
                text("x"));
        assertThat(client.rows("SELECT V:a.b::NUMBER, V:a:b FROM T WHERE A = :1", text("x")))
                .containsExactly(List.of("5", "5"));
        assertThat(client.count("INSERT INTO T (A) VALUES (:1)", new Binding("TEXT", List.of("1", "2")))).isEqualTo(2);
    }

    @Test
    void aNamedBindHasItsValueAndRunsEarlierAnswersToo() throws Exception {
        client.session().execute("show-1", "SHOW SCHEMAS", List.of(), Map.of());

        assertThat(client.value("SELECT {'name': \"name\"} FROM TABLE(RESULT_SCAN(:SHOWN)) WHERE \"name\" ILIKE :NAME",
                new Binding("NAME", "TEXT", List.of("pub%")), new Binding("SHOWN", "TEXT", List.of("show-1"))))
                .isEqualTo("{\"name\":\"PUBLIC\"}");
    }

    @Test
    void constantsOfObjectsArraysAndBytesAreWrittenAsInSnowflake() throws Exception {
        assertThat(client.rows("SELECT {'a': 1, 'b': NULL, 'c': {'d': [1, 'x']}}, [], NULLIF({'a': NULL}, {}), X'00FF',"
                + " ARRAY_AGG({'n': N}) WITHIN GROUP (ORDER BY N DESC), FROM (VALUES (1), (2)) AS T (N)"))
                .containsExactly(Arrays.asList(
                        "{\"a\":1,\"c\":{\"d\":[1,\"x\"]}}", "[]", null, "00FF", "[{\"n\":2},{\"n\":1}]"));
        assertThat(client.failure("SELECT {'a'}")).isEqualTo("001003/42000");
    }

    @Test
    void generatedRowsAreNumberedFromZero() throws Exception {
        assertThat(client.rows("SELECT SEQ4(), SEQ8() FROM TABLE(GENERATOR(ROWCOUNT => 2)) ORDER BY 1"))
                .containsExactly(List.of("0", "0"), List.of("1", "1"));
    }

    private static Binding text(String value) {
        return new Binding("TEXT", List.of(value));
    }
}
