package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VariantTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void table() throws Exception {
        client = ENGINE.client();
        client.run("CREATE TABLE T (V VARIANT)");
    }

    @Test
    void jsonIsGivenBackCompactWithEveryDigit() throws Exception {
        insert("{\"Name\": \"a b\", \"n\": 12345678901234567890123456789012345.10, \"big\": 1e400,"
                + " \"l\": [1, 2 , null], \"q\": \"\\\\\"quoted\\\\\"  \"}");
        assertThat(client.value("SELECT V FROM T")).isEqualTo(
                "{\"Name\":\"a b\",\"n\":12345678901234567890123456789012345.10,\"big\":1e400,"
                        + "\"l\":[1,2,null],\"q\":\"\\\"quoted\\\"  \"}");
    }

    @Test
    void elementsKeepEveryDigitOfTheirNumbers() throws Exception {
        insert("{\"n\": 12345678901234567890.123, \"m\": 1.10, \"i\": 12345678901234567890123456789012345678,"
                + " \"a 1.50\": [1.10, {\"x\": -2.500, \"s\": \"3.50, \\\\\"[4.50]\"}, 0.10]}");
        assertThat(client.rows("SELECT V:n, V:n::VARCHAR, V:n::NUMBER(38,10), V:i, V:i::NUMBER, V:m, V:m::VARCHAR,"
                + " V:\"a 1.50\"[0], V:\"a 1.50\", GET_PATH(V, 'n'), GET(V:\"a 1.50\", 2), GET(V, 'n'), UPPER(V:n)"
                + " FROM T")).containsExactly(List.of(
                        "12345678901234567890.123", "12345678901234567890.123", "12345678901234567890.1230000000",
                        "12345678901234567890123456789012345678", "12345678901234567890123456789012345678", "1.1",
                        "1.1", "1.1", "[1.1,{\"x\":-2.5,\"s\":\"3.50, \\\"[4.50]\"},0.1]",
                        "12345678901234567890.123", "0.1", "12345678901234567890.123", "12345678901234567890.123"));
        assertThat(client.rows("SELECT F.KEY, F.INDEX, F.VALUE, F.VALUE:x FROM T, LATERAL FLATTEN(V:\"a 1.50\") F"
                + " ORDER BY F.INDEX")).containsExactly(
                        Arrays.asList(null, "0", "1.1", null),
                        Arrays.asList(null, "1", "{\"x\":-2.5,\"s\":\"3.50, \\\"[4.50]\"}", "-2.5"),
                        Arrays.asList(null, "2", "0.1", null));
        assertThat(client.value("SELECT ARRAY_AGG(V:n) FROM T")).isEqualTo("[12345678901234567890.123]");
        assertThat(client.value("SELECT TO_JSON(OBJECT_CONSTRUCT('n', V:n)) FROM T"))
                .isEqualTo("{\"n\":12345678901234567890.123}");
        assertThat(client.rows("SELECT UPPER(TRIM(V:m)), COUNT(*) FROM T GROUP BY UPPER(TRIM(V:m))"))
                .containsExactly(List.of("1.1", "1"));
        assertThat(client.value("SELECT V::VARCHAR FROM T")).contains("\"n\":12345678901234567890.123,\"m\":1.1,");
        assertThat(client.value("SELECT PARSE_JSON('{\"n\":12345678901234567890.123}'):n"))
                .isEqualTo("12345678901234567890.123");
        assertThat(client.rows("SELECT TO_VARIANT(V:n), TO_VARIANT(12345678901234567890.123::NUMBER(38,3)),"
                + " TO_VARIANT(0.5::NUMBER(2,2)) FROM T")).containsExactly(
                        List.of("12345678901234567890.123", "12345678901234567890.123", "0.5"));
    }

    @Test
    void numbersBeyondThirtyEightDigitsAreDoubles() throws Exception {
        insert("[123456789012345678901234567890123456789, 1234567890123456789012345678901234567.89, 1.912e2]");
        assertThat(client.rows("SELECT V[0], V[1]::FLOAT, V[2], V[2]::NUMBER(38,1) FROM T")).containsExactly(
                List.of("1.2345678901234568E38", "1.2345678901234568E36", "191.2", "191.2"));
    }

    @Test
    void textsKeepEveryCharacter() throws Exception {
        insert("{\"s\": \"\\\\u0001 \\\\u00e9 \\\\ud83d\\\\ude00 \\\\\\\\ \\\\/ 1.50\", \"l\": [\"\u00e9\"]}");
        assertThat(client.rows("SELECT V:s::VARCHAR, V:l, GET_PATH(V, 'l[0]')::VARCHAR FROM T")).containsExactly(
                List.of("\u0001 \u00e9 \ud83d\ude00 \\ / 1.50", "[\"\u00e9\"]", "\u00e9"));
        assertThat(client.failure("SELECT GET_PATH(V, 'l[x') FROM T")).isEqualTo("001003/42000");
    }

    @Test
    void membersOfOneDocumentAreReadAsTheyAreWritten() throws Exception {
        insert("{\"s\": \"a, \\\\\"b\\\\\"} \\\\u00e9\" , \"n\" : -1.50 , \"l\":[1.10, {\"s\": 2}] ,\"o\": {\"n\":"
                + " 3}, \"t\": true, \"z\": null, \"\": \"empty\", \"\u00e9\ud83d\ude00\": \"\ud83d\ude00\","
                + " \"last\": 7}");
        assertThat(client.rows("SELECT V:s::VARCHAR, V:s, V:n, V:n::VARCHAR, V:l, V:l[1]:s, V:o, V:o.n, V:t, V:z,"
                + " V:z::VARCHAR, V['']::VARCHAR, V['\u00e9\ud83d\ude00']::VARCHAR, V:last, V:gone, V:s:n FROM T"))
                .containsExactly(Arrays.asList("a, \"b\"} \u00e9", "\"a, \\\"b\\\"} \u00e9\"", "-1.5", "-1.5",
                        "[1.1,{\"s\":2}]", "2", "{\"n\":3}", "3", "true", "null", null, "empty", "\ud83d\ude00", "7",
                        null, null));
        assertThat(client.rows("SELECT PARSE_JSON('[1]'):a, PARSE_JSON('7'):a, PARSE_JSON('{}'):a"))
                .containsExactly(Arrays.asList(null, null, null));
    }

    @Test
    void jsonNullIsNotSqlNull() throws Exception {
        assertThat(client.rows("SELECT PARSE_JSON('null'), PARSE_JSON(NULL), PARSE_JSON(''), PARSE_JSON('  ')"))
                .containsExactly(Arrays.asList("null", null, null, null));
        insert("{\"a\": null}");
        assertThat(client.rows("SELECT V:a, V:b, V:a::VARCHAR, V:a IS NULL, V:b IS NULL, IS_NULL_VALUE(V:a) FROM T"))
                .containsExactly(Arrays.asList("null", null, null, "0", "1", "1"));
    }

    @Test
    void pathsReachIntoObjectsAndArrays() throws Exception {
        insert("{\"path\": {\"to\": [{\"x\": \"y\"}, 2]}, \"Mixed Case\": 1, \"a.b\": 3}");
        assertThat(client.rows("SELECT V:path.to[0].x::VARCHAR, V:path.to[1]::NUMBER, V:\"Mixed Case\"::INT,"
                + " V['a.b']::INT, V:path:to[1], T.V:path.to, V:PATH FROM T")).containsExactly(
                        Arrays.asList("y", "2", "1", "3", "2", "[{\"x\":\"y\"},2]", null));
        assertThat(client.value("SELECT GET_PATH(V, 'path.to[0].x')::VARCHAR FROM T")).isEqualTo("y");
        assertThat(client.value("SELECT PARSE_JSON('[5,6]')[1]::NUMBER")).isEqualTo("6");
    }

    @Test
    void elementsCompareByTheirContent() throws Exception {
        insert("{\"name\": \"x\", \"n\": 10}");
        assertThat(client.value("SELECT COUNT(*) FROM T WHERE V:name = 'x' AND V:n > 9 AND V:n BETWEEN 9 AND 10 AND"
                + " V:name IN ('x', 'y') AND V:name LIKE 'x%' AND 'x' = V:name")).isEqualTo("1");
        assertThat(client.value("SELECT COUNT(*) FROM T WHERE V:name::VARCHAR = 'x' AND V:n::NUMBER = 10"))
                .isEqualTo("1");
    }

    @Test
    void functionsOfTextSeeTheText() throws Exception {
        insert("{\"name\": \"x\"}");
        assertThat(client.rows("SELECT UPPER(V:name), LENGTH(V:name), V:name || '!', '!' || V:name, TRIM(V:name),"
                + " LEFT(V:name, 1), PARSE_JSON(TO_VARIANT('[1]')), LENGTH(TO_VARIANT('xy')) FROM T"))
                .containsExactly(List.of("X", "1", "x!", "!x", "x", "x", "[1]", "2"));
    }

    @Test
    void flattenMakesARowOfEachElement() throws Exception {
        insert("{\"a\": [1, {\"x\": 2}], \"b\": null}");
        assertThat(client.rows("SELECT F.KEY, F.VALUE, F.PATH FROM T, LATERAL FLATTEN(INPUT => V) F ORDER BY 1"))
                .containsExactly(List.of("a", "[1,{\"x\":2}]", "a"), List.of("b", "null", "b"));
        assertThat(client.rows("SELECT F.INDEX, F.VALUE:x::INT FROM T, TABLE(FLATTEN(V:a)) F ORDER BY 1"))
                .containsExactly(Arrays.asList("0", null), Arrays.asList("1", "2"));
        assertThat(client.rows("SELECT VALUE FROM T, LATERAL FLATTEN(INPUT => V, PATH => 'a', OUTER => FALSE) ORDER"
                + " BY INDEX"))
                .hasSize(2);
        assertThat(client.rows("SELECT VALUE FROM TABLE(FLATTEN(INPUT => PARSE_JSON('5')))")).isEmpty();
        assertThat(client.failure("SELECT 1 FROM T, LATERAL FLATTEN(INPUT => V, OUTER => TRUE)"))
                .isEqualTo("001003/42000");
    }

    @Test
    void castsUnwrapTheValue() throws Exception {
        insert("{\"s\": \"text\", \"n\": \"12\", \"b\": true, \"t\": \"2024-01-02T03:04:05Z\", \"d\": \"2024-01-02\","
                + " \"f\": 1.5}");
        assertThat(client.rows("SELECT V:s::VARCHAR, V:n::NUMBER, V:b::BOOLEAN, V:t::TIMESTAMP_NTZ, V:d::DATE,"
                + " V:f::FLOAT, V:f::VARCHAR, V:s, V::VARCHAR IS NOT NULL FROM T")).containsExactly(List.of(
                        "text", "12", "1", "1704164645.000000000", "19724", "1.5", "1.5", "\"text\"", "1"));
        assertThat(client.failure("SELECT V:s::NUMBER FROM T")).isIn("100038/22018", "100071/22000");
    }

    @Test
    void objectsAndArraysAreBuiltAndMeasured() throws Exception {
        assertThat(client.value("SELECT OBJECT_CONSTRUCT('a', 1, 'b', NULL, 'c', 'x', 'd', PARSE_JSON('[1]'))"))
                .isEqualTo("{\"a\":1,\"c\":\"x\",\"d\":[1]}");
        assertThat(client.value("SELECT ARRAY_CONSTRUCT(1, 'a', NULL)")).isEqualTo("[1,\"a\",null]");
        assertThat(client.value("SELECT ARRAY_SIZE(PARSE_JSON('[1,2,3]'))")).isEqualTo("3");
        assertThat(client.rows("SELECT ARRAY_SIZE(PARSE_JSON('{}'))"))
                .containsExactly(Collections.singletonList(null));
        assertThat(client.value("SELECT TO_JSON(PARSE_JSON('{\"a\" : 1}'))")).isEqualTo("{\"a\" : 1}".replace(" ", ""));
        assertThat(client.value("SELECT TO_VARIANT('x')")).isEqualTo("\"x\"");
        assertThat(client.value("SELECT TO_VARIANT(PARSE_JSON('{\"a)\":\"(\"}'))")).isEqualTo("{\"a)\":\"(\"}");
        assertThat(client.value("SELECT TO_VARIANT(PARSE_JSON('1') = PARSE_JSON('1'))")).isEqualTo("true");
        assertThat(client.value("SELECT TO_VARIANT(1.5)::NUMBER(3,1)")).isEqualTo("1.5");
        assertThat(client.value("SELECT OBJECT_KEYS(PARSE_JSON('{\"a\":1,\"b\":2}'))")).isEqualTo("[\"a\",\"b\"]");
    }

    @Test
    void invalidJsonFailsOrIsNullWhenTried() throws Exception {
        assertThat(client.failure("SELECT PARSE_JSON('{\"a\":')")).isEqualTo("100069/22P02");
        assertThat(client.rows("SELECT TRY_PARSE_JSON('{\"a\":'), TRY_PARSE_JSON('{\"a\": 1}')"))
                .containsExactly(Arrays.asList(null, "{\"a\":1}"));
        assertThat(client.failure("INSERT INTO T SELECT PARSE_JSON('nope')")).isEqualTo("100069/22P02");
    }

    @Test
    void objectAndArrayColumnsTakeWhatTheyAreFor() throws Exception {
        assertThat(client.value("SELECT PARSE_JSON('{\"a\":1}')::OBJECT")).isEqualTo("{\"a\":1}");
        assertThat(client.value("SELECT PARSE_JSON('1')::ARRAY")).isEqualTo("[1]");
        assertThat(client.failure("SELECT PARSE_JSON('1')::OBJECT")).isEqualTo("100071/22000");
    }

    private void insert(String json) throws SqlFailure {
        client.run("INSERT INTO T SELECT PARSE_JSON('" + json + "')");
    }
}
