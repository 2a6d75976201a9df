package example;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalServers.class)
class ExportByRestTest {

    @Test
    void aCallExportsTheStudyAndTheNextOneSendsNothing() {
        given().post("/exports/SAMPLE").then().statusCode(200).body(containsString("1200 rows loaded, 0 there already"));
        given().post("/exports/SAMPLE").then().statusCode(200).body(containsString("0 rows loaded, 1200 there already"));
    }

    @Test
    void aStudyThatThereIsNotIsTheCallersError() {
        given().post("/exports/NO_SUCH_STUDY").then().statusCode(400).body(containsString("NO_SUCH_STUDY"));
    }
}
