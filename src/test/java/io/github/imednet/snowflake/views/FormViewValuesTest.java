package io.github.imednet.snowflake.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which values the views of the forms have of those that a study may have, and what becomes of all others. */
class FormViewValuesTest {

    private static final String LONG = "x".repeat(299);

    /** Values of a number, and what becomes of each: its text in the column, or null and the misfit. */
    private static final List<List<String>> NUMBERS = List.of(
            Arrays.asList("0", "0.000000000000000000", null),
            Arrays.asList("-12.50", "-12.500000000000000000", null),
            Arrays.asList("\"1.10\"", "1.100000000000000000", null),
            Arrays.asList("4.997999999999999", "4.997999999999999000", null),
            Arrays.asList("12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678", null),
            Arrays.asList("\"007\"", null, "\"007\""),
            Arrays.asList("1e400", null, "\"1e400\""),
            Arrays.asList("1.5e3", null, "1500"),
            Arrays.asList("123456789012345678901", null, "123456789012345678901"),
            Arrays.asList("\"1234567890123456789012345678901234567890\"", null,
                    "\"1234567890123456789012345678901234567890\""),
            Arrays.asList("0.1234567890123456789", null, "0.1234567890123456789"),
            Arrays.asList("\" 1\"", null, "\" 1\""),
            Arrays.asList("\"+1\"", null, "\"+1\""),
            Arrays.asList("true", null, "true"),
            Arrays.asList("[1]", null, "[1]"),
            Arrays.asList("{\"a\":1}", null, "{\"a\":1}"),
            Arrays.asList("\"\"", null, null),
            Arrays.asList("null", null, null));

    /** Values of a date. */
    private static final List<List<String>> DATES = List.of(
            Arrays.asList("\"2024-02-29\"", "2024-02-29", null),
            Arrays.asList("\"2023-02-29\"", null, "\"2023-02-29\""),
            Arrays.asList("\"2024-02-30\"", null, "\"2024-02-30\""),
            Arrays.asList("\"2020-06\"", null, "\"2020-06\""),
            Arrays.asList("\"2024-2-9\"", null, "\"2024-2-9\""),
            Arrays.asList("\"29/02/2024\"", null, "\"29/02/2024\""),
            Arrays.asList("\"2024-02-29T00:00\"", null, "\"2024-02-29T00:00\""),
            Arrays.asList("20240229", null, "20240229"),
            Arrays.asList("\"\"", null, null));

    /** Values of a date with a time, with the date of each. */
    private static final List<List<String>> MOMENTS = List.of(
            Arrays.asList("\"2013-01-01T09:30\"", "2013-01-01 09:30:00", "2013-01-01", null),
            Arrays.asList("\"2013-01-01 09:30:15\"", "2013-01-01 09:30:15", "2013-01-01", null),
            Arrays.asList("\"2012-12-11\"", null, "2012-12-11", null),
            Arrays.asList("\"2012-02-30T09:30\"", null, null, "\"2012-02-30T09:30\""),
            Arrays.asList("\"2012-12-11T25:00\"", null, null, "\"2012-12-11T25:00\""),
            Arrays.asList("\"2012-12-11T09:30Z\"", null, null, "\"2012-12-11T09:30Z\""),
            Arrays.asList("\"2012-12\"", null, null, "\"2012-12\""));

    /** Values of a date of which parts may be unknown. */
    private static final List<List<String>> PARTIAL_DATES = List.of(
            Arrays.asList("\"2020\"", "2020", null, null),
            Arrays.asList("\"2020-06\"", "2020-06", null, null),
            Arrays.asList("\"UN-UNK-2020\"", "UN-UNK-2020", null, null),
            Arrays.asList("\"2020-06-05\"", "2020-06-05", "2020-06-05", null),
            Arrays.asList("\"2020-06-05T10:00\"", "2020-06-05T10:00", "2020-06-05", null),
            Arrays.asList("\"2020-02-30\"", "2020-02-30", null, null),
            Arrays.asList("\"\"", "", null, null));

    /** Values of a text. */
    private static final List<List<String>> TEXTS = List.of(
            Arrays.asList("\"O'Neill \\\\ \\\"x\\\" $$ \\n\\u00fc\"", "O'Neill \\ \"x\" $$ \nü", null),
            Arrays.asList("\"\"", "", null),
            Arrays.asList("true", "true", null),
            Arrays.asList("7.25", "7.25", null),
            Arrays.asList("\"14:30\"", "14:30", null),
            Arrays.asList("[\"A\",\"B\"]", null, "[\"A\",\"B\"]"),
            Arrays.asList("1e5", null, "100000"),
            Arrays.asList("null", null, null));

    @TempDir
    private static Path directory;

    private static LocalServers servers;
    private static ExportSummary summary;

    @BeforeAll
    static void export() throws Exception {
        WrittenStudy study = new WrittenStudy()
                .form("VS", "Vital Signs").variable("VS", "n", "NUMBER", "Result")
                .form("DT", "Dates").variable("DT", "d", "DATE", null)
                .form("TM", "Times").variable("TM", "t", "datetime", "When")
                .form("PD", "Partial").variable("PD", "p", "PRECISIONDATE", null)
                .form("TX", "Texts").variable("TX", "s", "TEXT", null)
                .form("AE", "It's \"quoted\", $$, \\n and\nnew")
                .variable("AE", "select", "TEXT", "what's \\ 'this' $$ \u4e2d\n?")
                .variable("AE", "aeterm", "TEXT", null)
                .variable("AE", "AETERM", "TEXT", null)
                .variable("AE", "Record_Id", "NUMBER", null)
                .variable("AE", "a\"b'c\\d.e[0]", "TEXT", null)
                .variable("AE", "1st value", "TEXT", null)
                .variable("AE", "\u4e2d", null, null)
                .variable("AE", LONG + "1", "TEXT", null)
                .variable("AE", LONG + "2", "TEXT", null)
                .variable("AE", "on", "PRECISIONDATE", null)
                .variable("AE", "ON_DATE", "TEXT", null)
                .form("ae", "The same key in lower case")
                .form("EMPTY", "Without variables");
        NUMBERS.forEach(value -> study.record("VS", "{\"n\":" + value.get(0) + "}"));
        DATES.forEach(value -> study.record("DT", "{\"d\":" + value.get(0) + "}"));
        MOMENTS.forEach(value -> study.record("TM", "{\"t\":" + value.get(0) + "}"));
        PARTIAL_DATES.forEach(value -> study.record("PD", "{\"p\":" + value.get(0) + "}"));
        TEXTS.forEach(value -> study.record("TX", "{\"s\":" + value.get(0) + "}"));
        study.record("AE", "{\"select\":\"1\",\"aeterm\":\"2\",\"AETERM\":\"3\",\"Record_Id\":4,"
                + "\"a\\\"b'c\\\\d.e[0]\":\"5\",\"1st value\":\"6\",\"\u4e2d\":\"7\",\"" + LONG + "1\":\"8\",\"" + LONG
                + "2\":\"9\",\"on\":\"2024-01-02\","
                + "\"ON_DATE\":\"10\",\"unvnum\":\"1\",\"extra\":{\"k\":[1]}}");
        study.record("AE", "{\"aeterm\":\"deleted\"}", true);
        study.record("ae", "{\"x\":1}");
        study.record("EMPTY", "[\"no object\"]");
        StudyData data = StudyData.folder(study.write(directory.resolve("study")));
        servers = new LocalServers(directory.resolve("snowflake"), data);
        summary = servers.export(WrittenStudy.KEY, Map.of("export.form-views", "true"));
    }

    @AfterAll
    static void stop() throws Exception {
        servers.close();
    }

    @Test
    void eachValueIsInItsColumnOrAMisfitAsItCame() throws Exception {
        assertValues();
    }

    @Test
    void parametersOfTheSessionChangeNothing() throws Exception {
        servers.useAccount(Map.of(
                "DATE_INPUT_FORMAT", "DD/MM/YYYY", "TIMESTAMP_INPUT_FORMAT", "DD/MM/YYYY",
                "DATE_OUTPUT_FORMAT", "DD.MM.YYYY", "TIMESTAMP_NTZ_OUTPUT_FORMAT", "DD.MM.YYYY",
                "TIMEZONE", "Asia/Tokyo", "TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_LTZ"));
        assertValues();
    }

    private static void assertValues() throws Exception {
        String date = "TO_VARCHAR(%s, 'YYYY-MM-DD')";
        assertThat(rows("TO_VARCHAR(N), _MISFITS['n']", "FORM_VS")).isEqualTo(answers(NUMBERS));
        assertThat(rows(date.formatted("D") + ", _MISFITS['d']", "FORM_DT")).isEqualTo(answers(DATES));
        String moment = "TO_VARCHAR(T, 'YYYY-MM-DD HH24:MI:SS'), " + date.formatted("T_DATE");
        assertThat(rows(moment + ", _MISFITS['t']", "FORM_TM"))
                .isEqualTo(answers(MOMENTS));
        assertThat(rows("P, " + date.formatted("P_DATE") + ", _MISFITS['p']", "FORM_PD"))
                .isEqualTo(answers(PARTIAL_DATES));
        assertThat(rows("S, _MISFITS['s']", "FORM_TX")).isEqualTo(answers(TEXTS));
        assertThat(servers.query("SELECT COUNT(_MISFITS), COUNT(_OTHER_DATA) FROM FORM_PD"))
                .containsExactly(List.of("0", "0"));
    }

    private static List<List<String>> rows(String columns, String view) throws Exception {
        return servers.query("SELECT " + columns + " FROM " + view + " ORDER BY RECORD_ID");
    }

    /** Without what the API sent. */
    private static List<List<String>> answers(List<List<String>> values) {
        return values.stream().map(value -> value.subList(1, value.size())).toList();
    }

    @Test
    void namesNeedNoQuotesAndAreNeverTwice() throws Exception {
        String columns = "SELECT_, AETERM, AETERM_1007, RECORD_ID_1008, A_B_C_D_E_0_, _1ST_VALUE, _, " + "X".repeat(255)
                + ", " + "X".repeat(250) + "_1013, \"ON_\", ON_DATE, ON_DATE_1014";
        assertThat(rows(columns, "FORM_AE")).containsExactly(List.of(
                "1", "2", "3", "4.000000000000000000", "5", "6", "7", "8", "9", "2024-01-02", "10", "2024-01-02"));
        assertThat(rows("RECORD_ID > 10, _MISFITS, _OTHER_DATA", "FORM_AE")).containsExactly(
                Arrays.asList("TRUE", null, "{\"unvnum\":\"1\",\"extra\":{\"k\":[1]}}"));
        assertThat(rows("_OTHER_DATA", "FORM_AE_106")).containsExactly(List.of("{\"x\":1}"));
        assertThat(rows("_OTHER_DATA, _MISFITS", "FORM_EMPTY")).containsExactly(
                Arrays.asList("{\"recordData\":[\"no object\"]}", null));
        assertThat(summary.formViews().renamed()).contains(
                new RenamedName("ae", null, "FORM_AE_106"),
                new RenamedName("AE", "AETERM", "AETERM_1007"),
                new RenamedName("AE", "select", "SELECT_"),
                new RenamedName("AE", "on", "ON_DATE_1014"));
        assertThat(summary.formViews().made()).hasSize(8);
        assertThat(summary.formViews().drift()).isEmpty();
    }

    @Test
    void labelsAndNamesOfFormsAreComments() throws Exception {
        assertThat(servers.query("SELECT COMMENT FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_NAME = 'FORM_AE'"))
                .containsExactly(List.of("It's \"quoted\", $$, \\n and\nnew"));
        assertThat(servers.query("SELECT COMMENT FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'FORM_AE' AND"
                + " COLUMN_NAME = 'SELECT_'")).containsExactly(List.of("what's \\ 'this' $$ \u4e2d\n?"));
        assertThat(servers.query("SELECT COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME ="
                + " 'FORM_TM' ORDER BY ORDINAL_POSITION DESC LIMIT 4")).containsExactly(
                        List.of("_OTHER_DATA", "VARIANT"), List.of("_MISFITS", "VARIANT"), List.of("T_DATE", "DATE"),
                        List.of("T", "TIMESTAMP_NTZ"));
    }

    @Test
    void theViewOfAFormHasAllOfItsRecords() throws Exception {
        for (String form : List.of("VS", "DT", "TM", "PD", "TX", "AE", "EMPTY")) {
            assertThat(servers.number("SELECT COUNT(*) FROM FORM_" + form)).as(form).isEqualTo(servers.number(
                    "SELECT COUNT(*) FROM RECORDS WHERE NOT DELETED AND FORM_KEY = '" + form + "'"));
        }
    }
}
