package io.github.imednet.snowflake.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.model.EntityList;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.imednet.snowflake.input.Json;
import io.github.imednet.snowflake.input.RecordShapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.generic.GenericRecord;

/** Whatever way an answer is read, its records are the same. */
class PlainRecordsTest {

    private static final String STUDY = "STUDY1";

    private static final String RECORD =
            "{\"studyKey\":\"STUDY1\",\"intervalId\":null,\"formId\":10231,\"formKey\":\"LB\","
                + "\"siteId\":708,\"recordId\":1000002,\"recordOid\":\"LB-027396\",\"recordType\":\"SUBJECT\",\"recordStatus\":\"Record"
                + " Complete\",\"deleted\":false,\"dateCreated\":\"2013-01-01 07:01:29\",\"dateModified\":\"2013-01-01"
                + " 07:20:29\",\"subjectId\":148,\"subjectOid\":\"SUBJ-0148\","
                + "\"subjectKey\":\"01-708-1336\",\"visitId\":1654,\"parentRecordId\":null,\"keywords\":[],\"recordData\":{\"lbtest\":\"Größe"
                + " \\\"ä\\\" \\u00e9😀\",\"lbseq\":-79.50,\"list\":[1,{\"a\":true}],\"none\":null}}";

    @Property(tries = 2000)
    void recordsOfAnyShapeAreTheSame(@ForAll("pages") List<Json.Object> served) throws IOException {
        byte[] body = page(served.stream().map(Json.Object::text).collect(Collectors.joining(", ")));

        assertThat(read(body)).hasToString(readTokenByToken(body).toString());
    }

    @Property(tries = 3000)
    void nothingInvalidIsTakenForAnAnswer(
            @ForAll @IntRange(min = 0, max = 2000) int place, @ForAll byte instead, @ForAll boolean cut)
            throws IOException {
        byte[] whole = page(RECORD + "," + RECORD.replace("1000002", "1000003"));
        byte[] body = cut ? Arrays.copyOf(whole, place % whole.length) : whole;
        if (!cut) {
            body[place % body.length] = instead;
        }
        PlainRecords plain = PlainRecords.read(body, STUDY);

        if (plain != null) {
            assertThat(plain.records()).hasToString(readTokenByToken(body).toString());
        }
    }

    @Example
    void theRecordsOfAStudyAreReadInOnePass() {
        byte[] body = page(RECORD);

        assertThat(new PlainRecordReader(new PlainJson(body), body, STUDY)
                        .read(new String(body, StandardCharsets.ISO_8859_1).indexOf("{\"studyKey")))
                .isNotNull();
    }

    @Provide
    Arbitrary<List<Json.Object>> pages() {
        return RecordShapes.records(3);
    }

    private static byte[] page(String records) {
        return ("{\"metadata\":{\"status\":\"OK\"}, \"pagination\" :{\"currentPage\":0,\"totalElements\":3},\n"
                        + "\"data\":["
                        + records + "]}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<GenericRecord> read(byte[] body) {
        PlainRecords plain = PlainRecords.read(body, STUDY);
        assertThat(plain).isNotNull();
        return plain.records();
    }

    private static List<GenericRecord> readTokenByToken(byte[] body) throws IOException {
        assertThat(JsonText.isUtf8(body)).isTrue();
        List<GenericRecord> records = new ArrayList<>();
        try (JsonParser parser = ApiJson.FACTORY.createParser(body)) {
            RecordReader reader = new RecordReader(parser, body, STUDY, EntityList.of(ImednetResource.RECORDS));
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean data = parser.currentName().equals("data");
                parser.nextToken();
                while (data && parser.nextToken() == JsonToken.START_OBJECT) {
                    records.add(reader.read());
                }
                parser.skipChildren();
            }
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
        }
        return records;
    }
}
