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
    void momentsOfAnyTypeAreWrittenInAFormatAlsoWhereOnlyABindHasTheType() throws Exception {
        client.run("CREATE TABLE T (D DATE, H TIME, N TIMESTAMP_NTZ, L TIMESTAMP_LTZ, Z TIMESTAMP_TZ)");
        client.run("INSERT INTO T SELECT '2024-01-02', '03:04:05', '2024-01-02 03:04:05.123456789',"
                + " '2024-01-02 03:04:05 +0000', '2024-01-02 03:04:05 +0130'");
        assertThat(client.rows("SELECT TO_VARCHAR(D, 'YYYYMMDD'), TO_VARCHAR(H, 'HH24MI'), TO_VARCHAR(N, 'MI:SS.FF9'),"
                + " TO_VARCHAR(L, 'YYYY'), TO_VARCHAR(Z, 'HH24 TZHTZM'), TO_VARCHAR(NULL, 'YYYY') FROM T"))
                .containsExactly(Arrays.asList("20240102", "0304", "04:05.123456789", "2024", "03 +0130", null));

        Binding day = new Binding("DATE", List.of("1704153600000"));
        Binding moment = new Binding("TIMESTAMP_NTZ", List.of("1704164645000000000"));
        Binding none = new Binding("TIMESTAMP_NTZ", Arrays.asList((String) null));
        String written = "SELECT TO_VARCHAR(:1, 'YYYY-MM-DD'), TO_VARCHAR(COALESCE(:2, :3), 'HH24:MI'),"
                + " TO_VARCHAR(:2, 'YYYY'), TO_VARCHAR(X, 'SS') FROM (SELECT :3 AS X)";
        assertThat(client.rows(written, day, none, moment))
                .containsExactly(Arrays.asList("2024-01-02", "03:04", null, "05"));
        assertThat(client.rows("SELECT TO_VARCHAR(X, 'SS') FROM (SELECT :1 AS X)", none).get(0)).containsOnlyNulls();
    }

    @Test
    void functionsOfMomentsTakeABindAndANull() throws Exception {
        Binding moment = new Binding("TIMESTAMP_NTZ", List.of("1704164645000000000"));
        Binding time = new Binding("TIME", List.of("11045000000000"));
        assertThat(client.rows("SELECT TO_VARCHAR(DATEADD('day', 1, :1)), TO_VARCHAR(DATE_TRUNC('day', :1)), YEAR(:1),"
                + " DATEDIFF('day', :1, :1), TO_VARCHAR(:1), TO_VARCHAR(:2)", moment, time))
                .containsExactly(List.of("2024-01-03 03:04:05.000", "2024-01-02 00:00:00.000", "2024", "0",
                        "2024-01-02 03:04:05.000", "03:04:05"));
        assertThat(client.rows(
                        "SELECT DATEADD(hour, 1, :1), DATEADD(ns, -1, :1), DATE_TRUNC('hour', :1), DATEDIFF(minute, :1,"
                                + " '03:05:00'::TIME)",
                        time))
                .containsExactly(List.of("14645.000000000", "11044.999999999", "10800.000000000", "1"));
        assertThat(client.rows("SELECT DATEADD(day, 1, :1), DATE_TRUNC(month, :1)",
                new Binding("DATE", List.of("1704153600000")))).containsExactly(List.of("19725", "19723"));
        assertThat(client.rows("SELECT DATEADD('day', 1, X), DATEADD('ns', 1, X), DATE_TRUNC('day', X), YEAR(X),"
                                + " HOUR(X), DATEDIFF('day', X, X), TO_VARCHAR(X), X::TIMESTAMP_TZ, X::DATE,"
                                + " X::TIME, X::TIMESTAMP_LTZ FROM (SELECT NULL AS X)")
                        .get(0))
                .containsOnlyNulls();
    }

    @Test
    void valuesOfOtherTypesAreInsertedAsTheirText() throws Exception {
        client.run("CREATE TABLE T (A VARCHAR, B VARCHAR, C VARCHAR, D VARCHAR, E VARCHAR)");
        client.run("INSERT INTO T VALUES (NULL, 7, TRUE, 1.50, 123456789012)");
        client.run("INSERT INTO T SELECT NULL, 7, 1 = 2, 0.5, '2024-01-02'::DATE");
        assertThat(client.rows("SELECT * FROM T ORDER BY C DESC")).containsExactly(
                Arrays.asList(null, "7", "true", "1.50", "123456789012"),
                Arrays.asList(null, "7", "false", "0.5", "2024-01-02"));
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
