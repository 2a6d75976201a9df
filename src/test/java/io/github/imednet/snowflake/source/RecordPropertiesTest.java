package io.github.imednet.snowflake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.input.Json;
import io.github.imednet.snowflake.input.KeptRecord;
import io.github.imednet.snowflake.input.RecordShapes;
import io.github.imednet.snowflake.model.ColumnKind;
import io.github.imednet.snowflake.model.RecordColumn;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericRecord;

/** Whatever a record holds, nothing of it is lost and nothing of it stops a batch. */
class RecordPropertiesTest {

    private static final PageRequest REQUEST = new PageRequest("STUDY1", 0, 500);
    private static final DateTimeFormatter API_FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS]");

    private static final AnswerTime NOW = AnswerTime.of(null, null);

    private final PageReader reader = new PageReader();

    @Property(tries = 2000)
    void everythingThatARecordHoldsIsKept(@ForAll("records") Json.Object served) throws Exception {
        new KeptRecord(columns(read(served.text()))).keepsAllOf(served, "STUDY1");
    }

    @Property(tries = 300)
    void aVariableThatIsDroppedIsNowhereInTheRecord(@ForAll("records") Json.Object served) throws Exception {
        Json.Field marked = new Json.Field("aeterm", new Json.Text("the patient's own", false));
        List<Json.Field> fields = served.fields().stream()
                .map(field -> field.name().equals("recordData") ? with(field, marked) : field)
                .toList();

        Page page = reader.read(page(new Json.Object(fields).text()), NOW, REQUEST);
        GenericRecord record = new RecordEditor().dropVariable(page, "aeterm").records().get(0);

        assertThat(record.toString()).doesNotContain("the patient's own");
    }

    @Example
    void theTextNullAfterANullIsKeptAsAText() throws Exception {
        Json.Object served = new Json.Object(List.of(
                new Json.Field("recordId", new Json.Literal("1")),
                new Json.Field("formKey", new Json.Literal("null")),
                new Json.Field("formKey", new Json.Text("null", true))));

        Map<RecordColumn, String> columns = columns(read(served.text()));

        assertThat(columns.get(RecordColumn.FORM_KEY)).isEqualTo("null");
        new KeptRecord(columns).keepsAllOf(served, "STUDY1");
    }

    @Example
    void aNumberThatFitsAfterOneThatDoesNotIsInItsColumn() throws Exception {
        Json.Object served = new Json.Object(List.of(
                new Json.Field("recordId", new Json.Literal("1")),
                new Json.Field("intervalId", new Json.Text("007", false)),
                new Json.Field("intervalId", new Json.Literal("7"))));

        Map<RecordColumn, String> columns = columns(read(served.text()));

        assertThat(columns.get(RecordColumn.INTERVAL_ID)).isEqualTo("7");
        assertThat(columns.get(RecordColumn._UNMAPPED_FIELDS)).isEqualTo("{\"intervalId\":\"007\"}");
        new KeptRecord(columns).keepsAllOf(served, "STUDY1");
    }

    @Example
    void tenThousandKeysAreKept() throws Exception {
        String data = IntStream.range(0, 10_000)
                .mapToObj(i -> "\"k" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(recordData(data)).isEqualTo(data);
    }

    @Example
    void aValueOfThirtyMegabytesIsKept() throws Exception {
        String value = "x".repeat(30_000_000);

        assertThat(recordData("{\"memo\":\"" + value + "\"}")).isEqualTo("{\"memo\":\"" + value + "\"}");
        assertThat(columns(read("{\"recordId\":1,\"subjectKey\":\"" + value + "\"}"))
                        .get(RecordColumn.SUBJECT_KEY))
                .isEqualTo(value);
    }

    @Example
    void aNumberOfAMillionDigitsIsKept() throws Exception {
        String number = "7".repeat(1_000_000);
        Map<RecordColumn, String> columns = columns(read("{\"recordId\":1,\"siteId\":" + number + "}"));

        assertThat(columns.get(RecordColumn.SITE_ID)).isNull();
        assertThat(columns.get(RecordColumn._UNMAPPED_FIELDS)).isEqualTo("{\"siteId (JSON text)\":\"" + number + "\"}");
    }

    @Example
    void dataNestedDeeperThanVariantsSurelyAreIsKeptAsTextBesideTheKeysThatCanBeAskedFor() throws Exception {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        Map<RecordColumn, String> columns =
                columns(read("{\"recordId\":1,\"recordData\":{\"a\":1.10,\"deep\":" + deep + "}}"));

        assertThat(columns.get(RecordColumn.RECORD_DATA)).isEqualTo("{\"a\":1.10,\"deep\":\"" + deep + "\"}");
        assertThat(columns.get(RecordColumn._UNMAPPED_FIELDS))
                .isEqualTo("{\"recordData (JSON text)\":\"{\\\"a\\\":1.10,\\\"deep\\\":" + deep + "}\"}");
    }

    @Example
    void nestingBeyondAllMeasureIsAPermanentErrorThatNamesTheRecord() {
        String deep = "[".repeat(150_000) + "]".repeat(150_000);
        String records =
                "{\"recordId\":41},{\"recordId\":42,\"recordData\":{\"aeterm\":\"Headache\",\"deep\":" + deep + "}}";

        ImednetApiException refusal =
                catchThrowableOfType(ImednetApiException.class, () -> reader.read(page(records), NOW, REQUEST));

        assertThat(refusal.isRetryable()).isFalse();
        assertThat(refusal)
                .hasMessage("iMednet's page 0 of STUDY1 has as number 2, after record 41, (record 42) a record that is"
                        + " nested deeper than 100000 levels, or otherwise too large, and cannot be read: correct"
                        + " it in iMednet")
                .hasNoCause();
    }

    @Example
    void aKeyThatComesTwiceInTheDataIsKeptWithItsFirstValueAndAllOfItAsText() throws Exception {
        Map<RecordColumn, String> columns =
                columns(read("{\"recordId\":1,\"recordData\":{\"a\":1,\"b\":2,\"\\u0061\":3}}"));

        assertThat(columns.get(RecordColumn.RECORD_DATA)).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(columns.get(RecordColumn._UNMAPPED_FIELDS))
                .isEqualTo("{\"recordData (JSON text)\":\"{\\\"a\\\":1,\\\"b\\\":2,\\\"\\\\u0061\\\":3}\"}");
    }

    @Example
    void aFieldThatIsUnmappedTwiceMakesNoObjectWithAKeyTwice() throws Exception {
        assertThat(columns(read("{\"recordId\":1,\"siteId\":\"x\",\"siteId\":\"y\",\"siteId (2)\":3}"))
                        .get(RecordColumn._UNMAPPED_FIELDS))
                .isEqualTo("{\"siteId\":\"x\",\"siteId (2)\":\"y\",\"siteId (2) (2)\":3}");
    }

    @Example
    void aRecordOfAnotherStudyKeyIsOfTheStudyThatWasAskedForAndKeepsWhatItSays() throws Exception {
        for (String said : List.of("\"OTHER\"", "7", "[\"STUDY1\"]")) {
            Map<RecordColumn, String> columns = columns(read("{\"recordId\":1,\"studyKey\":" + said + "}"));
            assertThat(columns.get(RecordColumn.STUDY_KEY)).isEqualTo("STUDY1");
            assertThat(columns.get(RecordColumn._UNMAPPED_FIELDS)).isEqualTo("{\"studyKey\":" + said + "}");
        }
        for (String nothing : List.of(
                "{\"recordId\":1}", "{\"recordId\":1,\"studyKey\":null}", "{\"recordId\":1,\"studyKey\":\"\"}")) {
            assertThat(columns(read(nothing)).get(RecordColumn.STUDY_KEY)).isEqualTo("STUDY1");
            assertThat(columns(read(nothing)).get(RecordColumn._UNMAPPED_FIELDS)).isNull();
        }
    }

    @Example
    void halfASurrogatePairIsNoTextAndIsKeptAsItsEscape() throws Exception {
        Map<RecordColumn, String> columns =
                columns(read("{\"recordId\":1,\"subjectKey\":\"a\\ud83d\",\"formKey\":\"\\u0000\"}"));

        assertThat(columns.get(RecordColumn.SUBJECT_KEY)).isNull();
        assertThat(columns.get(RecordColumn._UNMAPPED_FIELDS))
                .isEqualTo("{\"subjectKey (JSON text)\":\"\\\"a\\\\ud83d\\\"\",\"formKey (JSON"
                        + " text)\":\"\\\"\\\\u0000\\\"\"}");
    }

    @Example
    void aNameWithHalfASurrogatePairIsAPermanentErrorThatNamesTheRecord() {
        for (String name : List.of("a\\ud83d", "\\ude00a")) {
            String record = "{\"recordId\":42,\"recordData\":{\"" + name + "\":\"Headache\"}}";

            ImednetApiException refusal =
                    catchThrowableOfType(ImednetApiException.class, () -> reader.read(page(record), NOW, REQUEST));

            assertThat(refusal.isRetryable()).isFalse();
            assertThat(refusal)
                    .hasMessageContaining("as number 1 (record 42)")
                    .hasMessageContaining("correct it")
                    .hasNoCause();
        }
    }

    @Example
    void bytesThatAreNotUtf8AreNoAnswer() {
        for (String bytes :
                List.of("ED A0 80", "C0 80", "E0 80 80", "F5 80 80 80", "F4 90 80 80", "80", "E2 82", "FF")) {
            byte[] text = HexFormat.ofDelimiter(" ").parseHex(bytes);
            for (String field : List.of("recordData", "subjectKey", "new")) {
                byte[] body = page("{\"recordId\":1,\"" + field + "\":\"####\"}");
                byte[] broken = new String(body, StandardCharsets.ISO_8859_1)
                        .replace("####", new String(text, StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1);
                assertThat(catchThrowableOfType(ImednetApiException.class, () -> reader.read(broken, NOW, REQUEST)))
                        .as("%s in %s", bytes, field)
                        .isNotNull()
                        .hasMessageContaining("not JSON");
            }
        }
    }

    @Example
    void aByteOrderMarkChangesNothing() {
        byte[] body = new String(page("{\"recordId\":1,\"recordData\":{\"a\":\"é\"}}"), StandardCharsets.UTF_8)
                .replaceFirst("^", "\uFEFF")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(columns(reader.read(body, NOW, REQUEST).records().get(0)).get(RecordColumn.RECORD_DATA))
                .isEqualTo("{\"a\":\"é\"}");
    }

    @Provide
    Arbitrary<Json.Object> records() {
        return RecordShapes.record(1);
    }

    private static Json.Field with(Json.Field data, Json.Field variable) {
        List<Json.Field> fields =
                new ArrayList<>(data.value() instanceof Json.Object object ? object.fields() : List.of());
        fields.add(fields.size() / 2, variable);
        return new Json.Field(data.name(), new Json.Object(fields));
    }

    private String recordData(String data) throws Exception {
        return columns(read("{\"recordId\":1,\"recordData\":" + data + "}")).get(RecordColumn.RECORD_DATA);
    }

    private GenericRecord read(String record) {
        return reader.read(page(record), NOW, REQUEST).records().get(0);
    }

    private static byte[] page(String records) {
        return ("{\"pagination\":{\"currentPage\":0,\"totalElements\":1},\"data\":[" + records + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<RecordColumn, String> columns(GenericRecord record) {
        Map<RecordColumn, String> columns = new EnumMap<>(RecordColumn.class);
        for (RecordColumn column : RecordColumn.values()) {
            Object value = record.get(column.ordinal());
            boolean time = column.kind() == ColumnKind.TIMESTAMP && value != null;
            columns.put(column, value == null ? null : time ? time((Long) value) : value.toString());
        }
        return columns;
    }

    private static String time(long micros) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
        return API_FORM.format(time).replaceAll("\\.000000$", "");
    }
}
