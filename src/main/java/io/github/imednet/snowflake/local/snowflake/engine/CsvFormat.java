package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.charset.Charset;
import java.util.List;

/**
 * Snowflake's options of CSV.
 *
 * @param delimiter of fields; empty if there is none
 * @param recordEnds what ends a record, the longest first; none if a file is a single record
 * @param enclosure {@link #NONE} for none, likewise the escapes
 * @param unenclosedEscape in fields that are not enclosed
 * @param nullTexts NULL_IF: fields that are NULL, as they are written in the file but for what encloses them
 */
record CsvFormat(
        String delimiter,
        List<String> recordEnds,
        int enclosure,
        int escape,
        int unenclosedEscape,
        boolean trimSpace,
        boolean skipBlankLines,
        boolean multiLine,
        boolean emptyIsNull,
        List<String> nullTexts,
        int skipHeader,
        boolean skipByteOrderMark,
        Charset charset) {

    /** No character. */
    static final int NONE = -2;

    boolean isNull(String field) {
        return nullTexts.contains(field);
    }

    String orNull(String field) {
        return isNull(field) ? null : field;
    }
}
