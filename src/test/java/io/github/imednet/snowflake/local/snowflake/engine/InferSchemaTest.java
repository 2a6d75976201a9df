package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** INFER_SCHEMA of staged files. */
class InferSchemaTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void stage() throws Exception {
        client = ENGINE.client();
        client.run("CREATE STAGE ST");
        client.run("CREATE FILE FORMAT CSV TYPE = CSV PARSE_HEADER = TRUE FIELD_OPTIONALLY_ENCLOSED_BY = '\"'");
        client.run("CREATE FILE FORMAT JSON TYPE = JSON STRIP_OUTER_ARRAY = TRUE");
    }

    @Test
    void aCsvFilesFirstLineNamesItsColumns() throws Exception {
        write("a.csv", "id,Amount,day,at,clock,ok,big,name,none\n"
                + "1,1.50,2024-02-29,2024-02-29 12:00:00,12:00:00,true,1e300,Ann,\n"
                + "-120,20.5,2024-03-01,2024-02-29T12:00:00.5,13:00:00.25,FALSE,2,\"29.02.2024\",\n"
                + "\\N,,,,,,,3,\n");

        assertThat(client.rows("SELECT COLUMN_NAME, TYPE, EXPRESSION, ORDER_ID FROM TABLE(INFER_SCHEMA("
                + "LOCATION => '@ST', FILE_FORMAT => 'CSV')) ORDER BY ORDER_ID"))
                .extracting(row -> String.join("|", row))
                .containsExactly("id|NUMBER(3, 0)|$1::NUMBER(3, 0)|0", "Amount|NUMBER(4, 2)|$2::NUMBER(4, 2)|1",
                        "day|DATE|$3::DATE|2", "at|TIMESTAMP_NTZ|$4::TIMESTAMP_NTZ|3", "clock|TIME|$5::TIME|4",
                        "ok|BOOLEAN|$6::BOOLEAN|5", "big|REAL|$7::REAL|6", "name|TEXT|$8::TEXT|7",
                        "none|TEXT|$9::TEXT|8");
    }

    @Test
    void withoutNamesTheColumnsAreCounted() throws Exception {
        client.run("CREATE FILE FORMAT PLAIN TYPE = CSV SKIP_HEADER = 1");
        write("a.csv", "id,name\n1,Ann\n2,Bo\n");

        assertThat(client.rows("SELECT COLUMN_NAME, TYPE, EXPRESSION FROM TABLE(INFER_SCHEMA(LOCATION => '@ST',"
                + " FILE_FORMAT => 'PLAIN'))")).containsExactly(
                        List.of("c1", "NUMBER(1, 0)", "$1::NUMBER(1, 0)"), List.of("c2", "TEXT", "$2::TEXT"));
    }

    @Test
    void keysOfDocumentsAreColumns() throws Exception {
        write("a.json", "[{\"id\": 1, \"n\": 1.25, \"day\": \"2024-02-29\", \"ok\": true, \"doc\": {\"a\": 1},"
                + " \"list\": [1], \"code\": \"007\", \"any\": 1, \"null\": null},"
                + " {\"late\": 1e300, \"id\": 1234, \"any\": [], \"list\": []}]");

        assertThat(client.rows("SELECT COLUMN_NAME, TYPE, NULLABLE, EXPRESSION FROM TABLE(INFER_SCHEMA("
                + "LOCATION => '@ST/a.json', FILE_FORMAT => 'JSON'))")).extracting(row -> row.get(0) + "|" + row.get(1))
                .containsExactlyInAnyOrder("id|NUMBER(4, 0)", "n|NUMBER(3, 2)", "day|DATE", "ok|BOOLEAN", "doc|OBJECT",
                        "list|ARRAY", "code|TEXT", "any|VARIANT", "null|TEXT", "late|REAL");
        assertThat(client.rows("SELECT $1:\"n\"::NUMBER(3, 2), $1:\"day\"::DATE = '2024-02-29' FROM @ST/a.json"
                + " (FILE_FORMAT => 'JSON') ORDER BY 1"))
                .containsExactly(List.of("1.25", "1"), Arrays.asList(null, null));
    }

    @Test
    void filesAndRecordsMayBeFewer() throws Exception {
        write("a.csv", "id\n1\nx\n");
        write("b.csv", "id,more\n123,2\n");
        String call = "SELECT COLUMN_NAME, TYPE, FILENAMES FROM TABLE(INFER_SCHEMA(LOCATION => '@ST',"
                + " FILE_FORMAT => 'CSV'%s))";

        assertThat(client.rows(call.formatted(", MAX_FILE_COUNT => 1")))
                .containsExactly(List.of("id", "TEXT", "a.csv"));
        assertThat(client.rows(call.formatted(", MAX_RECORDS_PER_FILE => 1, IGNORE_CASE => TRUE"))).containsExactly(
                List.of("ID", "NUMBER(3, 0)", "a.csv, b.csv"), List.of("MORE", "NUMBER(1, 0)", "a.csv, b.csv"));
        assertThat(client.rows(call.formatted(", FILES => ('b.csv')")).get(0))
                .containsExactly("id", "NUMBER(3, 0)", "b.csv");
        assertThat(client.fail(call.formatted(", KIND => 'ICEBERG'")).getMessage())
                .contains("option KIND is not supported");
        assertThat(client.fail("CREATE TABLE T USING TEMPLATE (SELECT 1)").getMessage())
                .contains("USING TEMPLATE is not supported");
    }

    private static void write(String name, String text) throws IOException, SqlFailure {
        Files.writeString(Files.createDirectories(ENGINE.stageDirectory("@ST")).resolve(name), text);
    }
}
