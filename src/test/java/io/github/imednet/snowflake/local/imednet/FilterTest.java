package io.github.imednet.snowflake.local.imednet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    @TempDir
    private static Path folder;

    private static StudyData data;
    private static ImednetServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() throws IOException {
        data = new StudyFiles(folder)
                .lines("records",
                        record(1, "AE", "Record Complete", "null", "2024-01-01 00:00:00",
                                "\"aeterm\":\"Bronchitis, acute\",\"age\":7,\"lot\":\"007\",\"ok\":true"),
                        record(2, "AE", "Record \\\"Odd\\\"; late", "1", "2024-01-01 06:00:00",
                                "\"aeterm\":\"severe bronchitis\",\"age\":65,\"lot\":\"7\""),
                        record(3, "DM", "it's", "1", "2024-01-01 12:00:00",
                                "\"aeterm\":\"\",\"age\":\"70\",\"lot\":\"1E3\",\"ok\":false"),
                        record(10, "VS", "Record Complete", "2", "2024-03-01 00:00:00",
                                "\"aeterm\":null,\"age\":\"<5\",\"lot\":\"a.c\""),
                        record(11, "vs", "Größe", "10", "2025-01-01 00:00:00", "\"age\":\"\",\"lot\":\"abc\""))
                .lines("visits",
                        "{\"visitId\":1,\"studyKey\":\"S\",\"visitDate\":\"2019-03-18\",\"dueDate\":null}",
                        "{\"visitId\":2,\"studyKey\":\"S\",\"visitDate\":\"2019-03-19\",\"dueDate\":\"2019-03-20\"}",
                        "{\"visitId\":3,\"studyKey\":\"S\",\"visitDate\":\"\",\"dueDate\":\"2019-03-19\"}")
                .open();
        server = ImednetServer.start(ImednetServer.Settings.defaults(data));
        client = new ApiClient(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        data.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "recordId<3                                    | 1 2",
        "recordId<=3                                   | 1 2 3",
        "recordId>3                                    | 10 11",
        "recordId>=10                                  | 10 11",
        "recordId==10                                  | 10",
        "recordId==10.0                                | 10",
        "recordId!=10                                  | 1 2 3 11",
        "formKey==VS                                   | 10",
        "formKey!=AE                                   | 3 10 11",
        "formKey>=DM                                   | 3 10 11",
        "deleted==true                                 | 1",
        "deleted!=TRUE                                 | 2 3 10 11",
        "parentRecordId==1                             | 2 3",
        "parentRecordId!=1                             | 1 10 11",
        "parentRecordId<5                              | 2 3 10",
        "recordStatus==\"Record Complete\"             | 1 10",
        "recordStatus=='Record Complete'               | 1 10",
        "recordStatus==\"Record \\\"Odd\\\"; late\"    | 2",
        "recordStatus==\"it's\"                        | 3",
        "recordStatus=='it\\'s'                        | 3",
        "recordStatus==Größe                           | 11",
        "formKey==\"AE\"                               | 1 2",
        "dateModified>=2024-01-01T06:00:00Z            | 2 3 10 11",
        "dateModified>2024-01-01T00:00:00-06:00        | 3 10 11",
        "dateModified<2024-01-01T08:00:00+02:00        | 1",
        "dateModified==2024-01-01T12:00:00Z            | 3",
        "dateModified<2024-01-01T06:00:00.5Z           | 1 2",
        "formKey==AE;recordId>1                        | 2",
        "formKey==AE and recordId>1                    | 2",
        "formKey==DM,recordId>10                       | 3 11",
        "formKey==DM or recordId>10                    | 3 11",
        "formKey==AE;recordId>1,siteId==5;deleted==false | 2 3 10 11",
        "siteId==6                                     | ``",
    })
    void aFilterSelectsTheRecordsThatItIsTrueFor(String filter, String ids) {
        assertThat(String.join(" ", client.values("recordId", "/studies/S/records", "filter", filter)))
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "visitDate<2019-03-19      | 1",
        "visitDate==2019-03-19     | 2",
        "visitDate!=2019-03-19     | 1 3",
        "dueDate>=2019-03-19       | 2 3",
        "dueDate!=2019-03-19       | 1 2",
    })
    void visitDatesAreDaysAndOneThatIsNotKnownIsNeitherBeforeNorAfter(String filter, String ids) {
        assertThat(String.join(" ", client.values("visitId", "/studies/S/visits", "filter", filter))).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "aeterm=~bronchitis              | 1 2",
        "aeterm=~^bronch                 | 1",
        "lot=~a.c                        | 10 11",
        "lot=~\"a\\.c\"                  | 10",
        "lot=~\"^0*7$\"                  | 1 2",
        "aeterm==\"severe bronchitis\"   | 2",
        "aeterm==\"\"                    | 3",
        "aeterm!=\"\"                    | 1 2 10 11",
        "age>65                          | 3",
        "age>=65                         | 2 3",
        "age<65                          | 1",
        "age==65                         | 2",
        "age==70                         | 3",
        "lot==007                        | 1",
        "lot==7                          | 2",
        "lot!=7                          | 1 3 10 11",
        "ok==true                        | 1",
        "ok!=true                        | 2 3 10 11",
        "age>10;lot==7                   | 2",
        "age>66,lot==007                 | 1 3",
        "nothing==1                      | ``",
    })
    void aRecordDataFilterSelectsTheRecordsWhoseAnswersItIsTrueFor(String filter, String ids) {
        assertThat(String.join(" ", client.values("recordId", "/studies/S/records", "recordDataFilter", filter)))
                .isEqualTo(ids);
    }

    @Test
    void bothFiltersCanBeGivenAndBothMustHold() {
        assertThat(client.values("recordId", "/studies/S/records",
                "filter", "recordId>1", "recordDataFilter", "aeterm=~bronchitis")).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "recordId", "recordId=1", "recordId>", "recordId >1", "recordId> 1", "recordId > 1", "==1",
        "recordId==1;", "recordId==1;;formKey==AE", ",recordId==1", "recordId==1 formKey==AE", "(recordId==1)",
        "recordStatus==Record Complete", "formKey==\"AE", "recordId==abc", "deleted==yes",
        "formKey=~A", "recordID==1", "recordData==1", "visitDate>2019-03-19",
        "dateModified>2018", "dateModified>2018-01-01", "dateModified>2018-01-01T06:00:00",
        "dateModified>\"2018-01-01 06:00:00\"", "recordId>1;recordId<5", "formKey==AE,formKey==DM"})
    void aFilterThatBreaksTheRulesIsRefused(String filter) {
        HttpResponse<String> response = client.get("/studies/S/records", "filter", filter);
        JsonNode error = ApiClient.json(response.body()).at("/metadata/error");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.at("/code").asText()).isEqualTo("1000");
        assertThat(error.at("/field/attribute").asText()).isEqualTo("filter");
        assertThat(error.at("/field/value").asText()).isEqualTo(filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "aeser==Bronchitis;gender==Male,age>=65", "age>1;age<5", "aeterm=~\"[\"", "aeterm ==x", "aeterm=~"})
    void aRecordDataFilterThatBreaksTheRulesIsRefused(String filter) {
        HttpResponse<String> response = client.get("/studies/S/records", "recordDataFilter", filter);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(ApiClient.json(response.body()).at("/metadata/error/field/attribute").asText())
                .isEqualTo("recordDataFilter");
    }

    @Test
    void aRecordDataFilterIsForRecordsOnly() {
        assertThat(client.get("/studies/S/visits", "recordDataFilter", "a==1").statusCode()).isEqualTo(400);
    }

    @Test
    void aFilterGivenTwiceIsRefused() {
        assertThat(client.get("/studies/S/records", "filter", "recordId>1", "filter", "formKey==AE").statusCode())
                .isEqualTo(400);
    }

    @Test
    void theTotalsAreThoseOfTheFilteredList() {
        JsonNode page = client.page("/studies/S/records", "filter", "recordId>1", "size", "3", "page", "1");
        assertThat(page.at("/pagination/totalElements").intValue()).isEqualTo(4);
        assertThat(page.at("/pagination/totalPages").intValue()).isEqualTo(2);
        assertThat(page.get("data")).hasSize(1);
    }

    private static String record(
            int id, String form, String status, String parent, String modified, String recordData) {
        return "{\"studyKey\":\"S\",\"formKey\":\"" + form + "\",\"siteId\":5,\"recordId\":" + id
                + ",\"recordStatus\":\"" + status + "\",\"deleted\":" + (id == 1) + ",\"dateModified\":\"" + modified
                + "\",\"parentRecordId\":" + parent + ",\"keywords\":[{\"keywordId\":1}],\"recordData\":{"
                + recordData + "}}";
    }
}
