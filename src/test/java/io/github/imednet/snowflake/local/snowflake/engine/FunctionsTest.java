package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    @ParameterizedTest
    @CsvSource(delimiterString = "==>", nullValues = "NULL", value = {
        "IFF(1 = 1, 'a', 'b') ==> a",
        "NVL(NULL, 2) ==> 2",
        "NVL2(1, 'set', 'null') ==> set",
        "IFNULL(NULL, 'x') ==> x",
        "COALESCE(NULL, NULL, 3) ==> 3",
        "ZEROIFNULL(NULL) ==> 0",
        "NULLIFZERO(0) ==> NULL",
        "NULLIF(1, 1) ==> NULL",
        "EQUAL_NULL(NULL, NULL) ==> 1",
        "DECODE(2, 1, 'one', 2, 'two', 'many') ==> two",
        "CASE WHEN 1 = 2 THEN 'a' ELSE 'b' END || '!' ==> b!",
        "CASE 1 WHEN 1 THEN 2 END::VARCHAR ==> 2",
        "LENGTH('a\\0b') ==> 3",
        "GREATEST(1, 3, 2) ==> 3",
        "LEAST(1, NULL) ==> NULL",
        "CONCAT('a', NULL) ==> NULL",
        "MONTHNAME('2024-01-01'::DATE) ==> Jan",
        "TO_VARCHAR(12.5) ==> 12.5",
        "TO_CHAR('2024-01-02'::DATE, 'DD.MM.YYYY') ==> 02.01.2024",
        "TO_VARCHAR('2024-01-02 03:04:05'::TIMESTAMP_NTZ, 'YYYYMMDD HH24MISS') ==> 20240102 030405",
        "TO_NUMBER('12.7') ==> 13",
        "TO_NUMBER('12.75', 10, 2) ==> 12.75",
        "TRY_TO_NUMBER('abc') ==> NULL",
        "TRY_TO_NUMBER('7') ==> 7",
        "TRY_CAST('x' AS INTEGER) ==> NULL",
        "CAST('5' AS NUMBER(3,0)) ==> 5",
        "TO_DOUBLE('1.5') ==> 1.5",
        "TO_BOOLEAN('true') ==> 1",
        "TO_DATE('02.01.2024', 'DD.MM.YYYY') ==> 19724",
        "TO_TIMESTAMP_NTZ('2024-01-02T03:04:05.678') ==> 1704164645.678000000",
        "TO_TIMESTAMP_NTZ('2024-01-02T03:04:05.678Z') ==> 1704164645.678000000",
        "TO_TIMESTAMP('02/01/2024 03:04', 'DD/MM/YYYY HH24:MI') ==> 1704164640.000000000",
        "TRY_TO_TIMESTAMP_NTZ('never') ==> NULL",
        "DATEADD(day, 1, '2024-02-28'::TIMESTAMP_NTZ) ==> 1709164800.000000000",
        "DATEADD('month', -1, TO_TIMESTAMP_NTZ('2024-03-31')) ==> 1709164800.000000000",
        "DATEADD(month, 1, '2024-01-31'::DATE) ==> 19782",
        "DATEADD(hour, 1, '2024-01-31'::DATE) ==> 1706662800.000000000",
        "DATEADD(us, 5000000000, '2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ) ==> 1704169645.123456789",
        "DATEADD(nanosecond, 5, '2024-01-02 03:04:05.123456'::TIMESTAMP_NTZ) ==> 1704164645.123456005",
        "DATEADD('ns', -1, '2024-01-02'::DATE) ==> 1704153599.999999999",
        "DATEADD(nsecond, -1, '00:00:00'::TIME) ==> 86399.999999999",
        "DATEADD(ns, 7, '2024-01-02 00:00:00 +01:00'::TIMESTAMP_TZ) ==> 1704150000.000000007",
        "DATEADD(ns, 1, NULL) ==> NULL",
        "DATEADD(day, 1, NULL) ==> NULL",
        "DATE_TRUNC(day, NULL) ==> NULL",
        "DATEADD(day, 1, COALESCE(NULL, '2024-01-31'::DATE)) ==> 19754",
        "DATEADD(day, 1, DATEADD(month, 1, '2024-01-31'::DATE)) ==> 19783",
        "DATEADD(day, 1, CURRENT_DATE()) - CURRENT_DATE ==> 1",
        "DATE_TRUNC('month', MAX('2024-01-31'::DATE)) ==> 19723",
        "DATE_TRUNC('month', '2024-01-31') ==> 1704067200.000000000",
        "DATEADD(day, 1, MAX('2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ)) ==> 1704251045.123456789",
        "DATEADD(hour, 1, MAX('03:04:05.123456789'::TIME)) ==> 14645.123456789",
        "DATEDIFF(hour, MIN('2024-01-02 00:00 +00:00'::TIMESTAMP_TZ), '2024-01-02 02:00Z'::TIMESTAMP_LTZ) ==> 2",
        "DATEDIFF(ns, '2024-01-02 00:00:00.123456789'::TIMESTAMP_NTZ, '2024-01-02 00:00:01.123456790'::TIMESTAMP_NTZ)"
                + " ==> 1000000001",
        "DATEDIFF(us, '2024-01-02'::DATE, '2024-01-02 00:00:00.123456789'::TIMESTAMP_NTZ) ==> 123456",
        "DATEDIFF(nanosecond, '0001-01-01', '9999-12-31') ==> 315537811200000000000",
        "DATE_TRUNC('us', '2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ) ==> 1704164645.123456000",
        "DATE_TRUNC('ns', '2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ) ==> 1704164645.123456789",
        "DATE_TRUNC(usec, '03:04:05.123456789'::TIME) ==> 11045.123456000",
        "DATE_PART(ns, '2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ) ==> 123456789",
        "DATE_PART(epoch_nanosecond, '2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ) ==> 1704164645123456789",
        "DATEDIFF(day, '2024-01-01', '2024-03-01') ==> 60",
        "DATEDIFF(hour, '2024-01-01 00:59:00'::TIMESTAMP_NTZ, '2024-01-01 01:00:00'::TIMESTAMP_NTZ) ==> 1",
        "DATE_TRUNC('month', '2024-02-15'::DATE) ==> 19754",
        "YEAR('2024-02-15'::DATE) ==> 2024",
        "DATE_PART(epoch_second, '2024-01-02 03:04:05'::TIMESTAMP_NTZ) ==> 1704164645",
        "EXTRACT(month FROM '2024-02-15'::DATE) ==> 2",
        "DAYNAME('2024-01-01'::DATE) ==> Mon",
        "CONVERT_TIMEZONE('UTC', 'Europe/Berlin', '2024-01-01 12:00:00'::TIMESTAMP_NTZ) ==> 1704114000.000000000",
        "SHA2('abc') ==> ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA2('abc', 256) ==> ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "MD5('abc') ==> 900150983cd24fb0d6963f7d28e17f72",
        "HASH('a') = HASH('a') ==> 1",
        "HASH('a') = HASH('b') ==> 0",
        "LENGTH(UUID_STRING()) ==> 36",
        "UPPER('a') || LOWER('B') ==> Ab",
        "CONCAT('a', 'b') ==> ab",
        "SUBSTR('abc', 2, 1) ==> b",
        "SPLIT_PART('a/b/c', '/', 2) ==> b",
        "REPLACE('aba', 'a', 'c') ==> cbc",
        "CONTAINS('abc', 'b') ==> 1",
        "STARTSWITH('abc', 'a') ==> 1",
        "REGEXP_LIKE('abc', 'a.*') ==> 1",
        "REGEXP_REPLACE('a1b2', '[0-9]', '') ==> ab",
        "LEFT('abc', 2) ==> ab",
        "TRIM('  a ') ==> a",
        "TYPEOF(PARSE_JSON('[]')) ==> ARRAY",
        "MOD(7, 3) ==> 1",
        "7 % 3 ==> 1",
        "ROUND(2.567, 2) ==> 2.57",
        "DIV0(1, 0) ==> 0.0",
        "CURRENT_DATABASE() ==> DB",
        "CURRENT_SCHEMA() ==> PUBLIC",
        "CURRENT_WAREHOUSE() ==> WH",
        "CURRENT_ROLE() ==> ROLE",
        "CURRENT_USER() ==> LOCAL",
        "CURRENT_VERSION() IS NOT NULL ==> 1",
        "SYSDATE() <= DATEADD(minute, 1, SYSDATE()) ==> 1",
        "CURRENT_DATE = CURRENT_DATE() ==> 1",
    })
    void functionsAnswerAsSnowflakesDo(String expression, String expected) throws Exception {
        assertThat(ENGINE.client().value("SELECT " + expression)).isEqualTo(expected);
    }

    @Test
    void theTypesOfTimeFunctionsAreSnowflakes() throws Exception {
        assertThat(ENGINE.client()
                        .run("SELECT CURRENT_TIMESTAMP(), CURRENT_TIMESTAMP, SYSDATE(), CURRENT_DATE, CURRENT_TIME(),"
                                + " TO_TIMESTAMP_LTZ('2024-01-01'), DATEADD(day, 1, SYSDATE()), LOCALTIMESTAMP")
                        .columns())
                .extracting(Column::type)
                .containsExactly("timestamp_ltz", "timestamp_ltz", "timestamp_ntz", "date", "time", "timestamp_ltz",
                        "timestamp_ntz", "timestamp_ntz");
    }

    @Test
    void aggregatesAndWindowsWork() throws Exception {
        Client client = ENGINE.client();
        client.run("CREATE TABLE T (G VARCHAR, N NUMBER)");
        client.run("INSERT INTO T VALUES ('a', 1), ('a', 2), ('b', 3), ('b', NULL)");
        assertThat(client.rows("SELECT G, COUNT(*), COUNT(N), COUNT(DISTINCT G), SUM(N), MIN(N), MAX(N), ARRAY_AGG(N),"
                + " LISTAGG(N, ',') WITHIN GROUP (ORDER BY N) FROM T GROUP BY G ORDER BY G")).containsExactly(
                        List.of("a", "2", "2", "1", "3", "1", "2", "[1,2]", "1,2"),
                        List.of("b", "2", "1", "1", "3", "3", "3", "[3]", "3"));
        assertThat(client.rows("SELECT N FROM T QUALIFY ROW_NUMBER() OVER (PARTITION BY G ORDER BY N DESC) = 1 ORDER"
                + " BY G"))
                .containsExactly(List.of("2"), Collections.singletonList(null));
    }

    @Test
    void whatSnowflakeHasNotOrThisServerHasNotIsRefused() {
        Client client = ENGINE.client();
        assertThat(client.failure("SELECT NO_SUCH_FUNCTION(1)")).isEqualTo("002140/42601");
        assertThat(client.failure("SELECT * FROM READ_PARQUET('/etc/passwd')")).isEqualTo("002140/42601");
        assertThat(client.failure("SELECT IFF(1 = 1, 2)")).isEqualTo("000938/22023");
        assertThat(client.failure("SELECT IFF(1 = 1, 2, 3, 4)")).isEqualTo("000939/22023");
        assertThat(client.failure("SELECT SHA2('a', 512)")).isEqualTo("001003/42000");
        assertThat(client.failure("SELECT TO_CHAR(SYSDATE(), 'Q')")).isEqualTo("001003/42000");
    }

    @Test
    void divisionByZeroFails() throws Exception {
        Client client = ENGINE.client();
        assertThat(client.failure("SELECT 1 / 0")).isEqualTo("100051/22012");
        assertThat(client.failure("SELECT 1 / A FROM VALUES (0) V (A)")).isEqualTo("100051/22012");
        assertThat(client.value("SELECT 6 / 4")).isEqualTo("1.5");
    }
}
