package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.load.Sql;

/** Expressions that convert a value exactly, or are NULL. */
final class SqlConversions {

    /** Digits before and after the point of a NUMBER(38, 18). */
    private static final String DIGITS = "-?(0|[1-9][0-9]{0,19})([.][0-9]{1,18})?";

    private static final String DATE = Sql.text("YYYY-MM-DD");
    private static final String MOMENT = Sql.text("YYYY-MM-DD HH24:MI:SS");

    private SqlConversions() {}

    /**
     * A NUMBER(38, 18), whether it came as a JSON number or as a text. Zeros before it are no part of a number, so a
     * text with some is none. A number that a VARIANT keeps as a double has lost digits, or may have.
     *
     * @param value a VARIANT
     * @param text the same as text
     */
    static String number(String value, String text) {
        return "CASE WHEN TYPEOF(" + value + ") <> 'DOUBLE' AND REGEXP_LIKE(" + text + ", " + Sql.text(DIGITS)
                + ") THEN TRY_TO_DECIMAL(" + text + ", 38, 18) END";
    }

    /** A text; what is a double, a list or an object in the VARIANT is none. */
    static String text(String value, String text) {
        return "CASE WHEN TYPEOF(" + value + ") NOT IN ('DOUBLE', 'ARRAY', 'OBJECT') THEN " + text + " END";
    }

    /** The date that the text is. It has to be the same text again, whatever else Snowflake would make a date of. */
    static String date(String text) {
        String date = "TRY_TO_DATE(" + text + ", " + DATE + ")";
        return "CASE WHEN TO_VARCHAR(" + date + ", " + DATE + ") = " + text + " THEN " + date + " END";
    }

    /** The date and time that the text is, without a zone: with T or a blank between them, with seconds or without. */
    static String moment(String text) {
        String spelledOut =
                "REPLACE(" + text + ", 'T', ' ') || CASE WHEN LENGTH(" + text + ") = 16 THEN ':00' ELSE '' END";
        String moment = "TRY_TO_TIMESTAMP_NTZ(" + spelledOut + ", " + MOMENT + ")";
        return "CASE WHEN TO_VARCHAR(" + moment + ", " + MOMENT + ") = " + spelledOut + " THEN " + moment + " END";
    }
}
