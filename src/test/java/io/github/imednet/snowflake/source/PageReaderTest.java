package io.github.imednet.snowflake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.model.RecordColumn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {

    private static final PageRequest REQUEST = new PageRequest("STUDY1", 0, 500);
    private static final AnswerTime NOW = AnswerTime.of(null, null);

    private final PageReader reader = new PageReader();

    @Test
    void everyFieldOfARecordGoesToItsColumn() {
        GenericRecord record = record(
                """
                {"studyKey":"STUDY1","intervalId":12,"formId":3001,"formKey":"AE","siteId":7,"recordId":900017,
                 "recordOid":"AE-17","recordType":"SUBJECT","recordStatus":"Record Complete","deleted":false,
                 "dateCreated":"2025-01-18 09:00:00","dateModified":"2025-01-19 16:42:10","subjectId":55,
                 "subjectOid":"S-55","subjectKey":"007-013","visitId":88,"parentRecordId":null,
                 "keywords":[{"keywordName":"Late Entry"}],"recordData":{"aeterm":"Headache","aeser":""}}""");

        assertThat(text(record, RecordColumn.STUDY_KEY)).isEqualTo("STUDY1");
        assertThat(value(record, RecordColumn.INTERVAL_ID)).isEqualTo(12L);
        assertThat(text(record, RecordColumn.FORM_KEY)).isEqualTo("AE");
        assertThat(value(record, RecordColumn.RECORD_ID)).isEqualTo(900017L);
        assertThat(value(record, RecordColumn.DELETED)).isEqualTo(false);
        assertThat(value(record, RecordColumn.DATE_MODIFIED)).isEqualTo(micros("2025-01-19T16:42:10"));
        assertThat(value(record, RecordColumn.PARENT_RECORD_ID)).isNull();
        assertThat(text(record, RecordColumn.KEYWORDS)).isEqualTo("[{\"keywordName\":\"Late Entry\"}]");
        assertThat(text(record, RecordColumn.RECORD_DATA)).isEqualTo("{\"aeterm\":\"Headache\",\"aeser\":\"\"}");
        assertThat(value(record, RecordColumn._UNMAPPED_FIELDS)).isNull();
    }

    @Test
    void theDataOfARecordKeepsEveryByteThatTheApiSent() {
        String data = "{\"a\": 1.10, \"A\":12345678901234567890.123456789, \"ä\\u00e4\\\"\":\"\\ud83d\\ude00😀\","
                + " \"n\":{\"x\":[null,true,{}]}, \"b\":2 }";

        assertThat(text(record("{\"recordId\":1,\"recordData\":" + data + "}"), RecordColumn.RECORD_DATA))
                .isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "siteId | '\"abc\"'",
                "siteId | '[7]'",
                "siteId | 7.5",
                "siteId | 99999999999999999999",
                "deleted | '\"maybe\"'",
                "deleted | 2",
                "dateCreated | '\"2025-13-40 09:00:00\"'",
                "dateCreated | '\"2025-02-30 09:00:00\"'",
                "dateCreated | '\"2025-01-18 24:00:00\"'",
                "dateCreated | 20250118",
                "somethingNew | '{\"a\":1}'",
                "somethingNew | null"
            })
    void aValueThatFitsNoColumnIsKeptAsItCame(String field, String value) {
        GenericRecord record = record("{\"recordId\":1,\"" + field + "\":" + value + "}");

        assertThat(text(record, RecordColumn._UNMAPPED_FIELDS)).isEqualTo("{\"" + field + "\":" + value + "}");
    }

    @Test
    void severalUnmappedFieldsMakeOneObject() {
        GenericRecord record = record("{\"new\\\"one\":1,\"recordId\":1,\"siteId\":\"x\",\"recordId\":2}");

        assertThat(value(record, RecordColumn.RECORD_ID)).isEqualTo(1L);
        assertThat(text(record, RecordColumn._UNMAPPED_FIELDS))
                .isEqualTo("{\"new\\\"one\":1,\"siteId\":\"x\",\"recordId\":2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'\"42\"' | 42", "42.0 | 42", "4.2e1 | 42", "'\"-7\"' | -7"})
    void aNumberInAnotherGuiseIsStillANumber(String value, long number) {
        GenericRecord record = record("{\"recordId\":1,\"siteId\":" + value + "}");

        assertThat(value(record, RecordColumn.SITE_ID)).isEqualTo(number);
        assertThat(text(record, RecordColumn._UNMAPPED_FIELDS)).isEqualTo("{\"siteId\":" + value + "}");
    }

    @Test
    void aTruthValueInATextIsStillOneAndItsTextIsKept() {
        GenericRecord record = record("{\"recordId\":1,\"deleted\":\"True\"}");

        assertThat(value(record, RecordColumn.DELETED)).isEqualTo(true);
        assertThat(text(record, RecordColumn._UNMAPPED_FIELDS)).isEqualTo("{\"deleted\":\"True\"}");
    }

    @Test
    void dataThatIsNullIsToldFromDataThatIsNotThere() {
        GenericRecord record = record("{\"recordId\":1,\"siteId\":null,\"recordData\":null,\"keywords\":null}");

        assertThat(value(record, RecordColumn.RECORD_DATA)).isNull();
        assertThat(text(record, RecordColumn._UNMAPPED_FIELDS)).isEqualTo("{\"recordData\":null,\"keywords\":null}");
        assertThat(value(record("{\"recordId\":1}"), RecordColumn._UNMAPPED_FIELDS)).isNull();
    }

    @Test
    void anEmptyTextWhereNoTextBelongsIsNothingInItsColumnAndIsKept() {
        GenericRecord record =
                record("{\"recordId\":1,\"siteId\":\"\",\"deleted\":\"\",\"dateCreated\":\"\",\"formKey\":\"\"}");

        assertThat(value(record, RecordColumn.SITE_ID)).isNull();
        assertThat(value(record, RecordColumn.DELETED)).isNull();
        assertThat(value(record, RecordColumn.DATE_CREATED)).isNull();
        assertThat(text(record, RecordColumn.FORM_KEY)).isEmpty();
        assertThat(text(record, RecordColumn._UNMAPPED_FIELDS))
                .isEqualTo("{\"siteId\":\"\",\"deleted\":\"\",\"dateCreated\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"7 | 7", "true | true", "'{\"a\": [1]}' | '{\"a\": [1]}'", "1.50 | 1.50"})
    void aTextColumnTakesEveryJsonValueAsItsText(String value, String text) {
        GenericRecord record = record("{\"recordId\":1,\"subjectKey\":" + value + "}");

        assertThat(text(record, RecordColumn.SUBJECT_KEY)).isEqualTo(text);
        assertThat(text(record, RecordColumn._UNMAPPED_FIELDS)).isEqualTo("{\"subjectKey\":" + value + "}");
    }

    @Test
    void equalTextsOfRecordsAreReadAsEachRecordHasThem() {
        byte[] page = page(0, 5, """
                {"recordId":1,"formKey":"AE","subjectKey":"é"},{"recordId":2,"formKey":"AE","subjectKey":"é"},
                {"recordId":3,"formKey":"AES","subjectKey":"A\\u0045"},{"recordId":4,"formKey":"","subjectKey":"AE"},
                {"recordId":5,"formKey":"é","subjectKey":"Ae"}""");

        assertThat(reader.read(page, NOW, REQUEST).records())
                .extracting(
                        record -> text(record, RecordColumn.FORM_KEY) + "/" + text(record, RecordColumn.SUBJECT_KEY))
                .containsExactly("AE/é", "AE/é", "AES/AE", "/AE", "é/Ae");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-01-18 09:00:00, 2025-01-18T09:00:00",
        "2025-01-18T09:00:00Z, 2025-01-18T09:00:00",
        "2025-01-18T09:00:00-06:00, 2025-01-18T15:00:00",
        "2025-01-18 09:00:00.123456, 2025-01-18T09:00:00.123456",
        "2025-01-18, 2025-01-18T00:00:00",
        "0001-01-01 00:00:00, 0001-01-01T00:00:00",
        "9999-12-31 23:59:59, 9999-12-31T23:59:59"
    })
    void datesAreReadAsUtcAndThoseThatSayMoreOrLessAreKept(String text, String expected) {
        GenericRecord record = record("{\"recordId\":1,\"dateCreated\":\"" + text + "\"}");

        assertThat(value(record, RecordColumn.DATE_CREATED)).isEqualTo(micros(expected));
        boolean isWhole = text.length() > "YYYY-MM-DD".length() && !text.endsWith("-06:00");
        assertThat(value(record, RecordColumn._UNMAPPED_FIELDS) == null).isEqualTo(isWhole);
    }

    @Test
    void anAnswerCutOffAnywhereIsNoAnswer() {
        byte[] whole = page(0, 2, "{\"recordId\":1,\"recordData\":{\"a\":\"b\"}},{\"recordId\":2}");
        assertThat(reader.read(whole, NOW, REQUEST).records()).hasSize(2);

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            ImednetApiException refusal =
                    catchThrowableOfType(ImednetApiException.class, () -> reader.read(part, NOW, REQUEST));
            assertThat(refusal).as("the first %d bytes", length).isNotNull();
            assertThat(refusal.isRetryable()).isTrue();
        }
    }

    @Test
    void aFaultInTheTextIsToldWithoutTheText() {
        assertThatExceptionOfType(ImednetApiException.class)
                .isThrownBy(() -> reader.read(page(0, 1, "{\"recordId\":1,\"recordData\":{Headache}}"), NOW, REQUEST))
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("Headache"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>busy</html>", "[]", "null", "{}", "{\"data\":[]}", "{\"pagination\":{}}"})
    void whatIsNoPageIsTriedAgain(String body) {
        ImednetApiException refusal = catchThrowableOfType(
                ImednetApiException.class, () -> reader.read(body.getBytes(StandardCharsets.UTF_8), NOW, REQUEST));

        assertThat(refusal.isRetryable()).isTrue();
    }

    @Test
    void anotherPageThanTheOneAskedForIsNotTaken() {
        assertThatExceptionOfType(ImednetApiException.class)
                .isThrownBy(() -> reader.read(page(3, 1, "{\"recordId\":1}"), NOW, REQUEST))
                .withMessageContaining("page 0 of STUDY1 with page 3");
    }

    @Test
    void aPageWithFewerRecordsThanItsTotalsSayIsNotTaken() {
        assertThatExceptionOfType(ImednetApiException.class)
                .isThrownBy(() -> reader.read(page(0, 3, "{\"recordId\":1},{\"recordId\":2}"), NOW, REQUEST))
                .withMessageContaining("2 records, expected 3");
    }

    @Test
    void aRecordTwiceOnAPageIsNotTaken() {
        String[] pages = {
            "{\"recordId\":5},{\"recordId\":5},{\"recordId\":6}", "{\"recordId\":5},{\"recordId\":6},{\"recordId\":5}"
        };
        for (String records : pages) {
            assertThatExceptionOfType(ImednetApiException.class)
                    .isThrownBy(() -> reader.read(page(0, 3, records), NOW, REQUEST))
                    .matches(failure -> !failure.isRetryable())
                    .withMessageContaining("page 0 of STUDY1 has record 5 twice");
        }
    }

    @Test
    void aPageThatIsNotInOrderIsAskedForAgain() {
        assertThatExceptionOfType(ImednetApiException.class)
                .isThrownBy(() -> reader.read(page(0, 2, "{\"recordId\":2},{\"recordId\":1}"), NOW, REQUEST))
                .matches(ImednetApiException::isRetryable)
                .withMessageContaining("record 1 after record 2");
    }

    @Test
    void aRecordWithoutAnIdIsAPermanentError() {
        ImednetApiException refusal = catchThrowableOfType(
                ImednetApiException.class, () -> reader.read(page(0, 1, "{\"recordId\":\"x\"}"), NOW, REQUEST));

        assertThat(refusal.isRetryable()).isFalse();
    }

    @Test
    void anEmptyStudyHasAPageWithoutRecords() {
        assertThat(reader.read(page(0, 0, ""), NOW, REQUEST).records()).isEmpty();
    }

    private GenericRecord record(String json) {
        return reader.read(page(0, 1, json), NOW, REQUEST).records().get(0);
    }

    private static byte[] page(int number, int total, String records) {
        return """
                {"metadata":{"status":"OK","error":{}},"pagination":{"currentPage":%d,"size":500,"totalPages":1,
                "totalElements":%d,"sort":[{"property":"recordId","direction":"ASC"}]},"data":[%s]}"""
                .formatted(number, total, records)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Object value(GenericRecord record, RecordColumn column) {
        return record.get(column.parquetName());
    }

    private static String text(GenericRecord record, RecordColumn column) {
        return String.valueOf(value(record, column));
    }

    private static long micros(String dateTime) {
        LocalDateTime value = LocalDateTime.parse(dateTime);
        return value.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + value.getNano() / 1000;
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
