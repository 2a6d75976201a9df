package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.rows.IngestException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IngestTest {

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void rowsAsMapsBecomeATable() throws Exception {
        IngestSummary summary = snowflake.ingest("maps", rows(3).iterator(), Map.of());

        assertThat(summary.rows()).isEqualTo(3);
        assertThat(summary.files()).isEqualTo(1);
        assertThat(snowflake.query("SELECT * FROM MAPS ORDER BY ID"))
                .containsExactly("0|name 0", "1|name 1", "2|name 2");
        assertThat(snowflake.query("DESCRIBE TABLE MAPS"))
                .extracting(row -> row.substring(0, row.indexOf("|COLUMN")))
                .containsExactly("ID|NUMBER(38,0)", "NAME|VARCHAR(16777216)");
    }

    @Test
    void rowsThatCanBeGoneThroughOnlyOnceAreAllLoaded() throws Exception {
        Iterator<Map<String, Object>> five = rows(5).iterator();
        Iterable<Map<String, Object>> once = () -> five;
        Iterable<Map<String, Object>> stream = rows(5).stream()::iterator;

        assertThat(snowflake.ingest("once_1", once, Map.of()).rows()).isEqualTo(5);
        assertThat(snowflake.ingest("once_2", stream, Map.of()).rows()).isEqualTo(5);
        assertThat(snowflake.query("SELECT COUNT(*), MIN(ID) FROM ONCE_1")).containsExactly("5|0");
    }

    /** Of two names that differ in case alone the local server reads none: MapRowsTest has them. */
    @Test
    void aNameInQuotesIsTheKeyThatIsWrittenSo() throws Exception {
        Path json = snowflake.file("ids.ndjson", "{\"Id\":1}\n{\"Id\":2}\n");
        Path csv = snowflake.file("ids.csv", "Id\n3\n");
        Map<String, String> settings = Map.of("ingest.columns", "\"Id\" NUMBER", "ingest.mode", "create-append");

        for (Object body : List.of(json, List.of(json, csv), List.of(Map.of("Id", 1), Map.of("Id", 2)))) {
            snowflake.ingest("quoted", body, settings);
        }
        assertThat(snowflake.query("SELECT COUNT(*), SUM(\"Id\") FROM QUOTED")).containsExactly("7|12");
    }

    @Test
    void jsonLinesWhoseKeysAreAllGivenHaveTheColumnsThatAreGiven() throws Exception {
        Map<String, String> settings =
                Map.of("ingest.columns", "ID NUMBER, NAME VARCHAR", "ingest.mode", "create-append");
        for (String rows : List.of("", "{\"id\":1}\n", "{\"id\":2,\"name\":\"x\"}\n")) {
            snowflake.ingest("lines", snowflake.file("rows.ndjson", rows), settings);
        }
        assertThat(snowflake.query("SELECT COUNT(ID), COUNT(NAME) FROM LINES")).containsExactly("2|1");
    }

    @Test
    void aValueThatAnAvroUnionLacksIsNamedByItsColumnAloneAndInNoMessage() throws Exception {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "row", "fields": [{"name": "amount", "type": ["null", "string",
                  {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}]}]}""");
        GenericData.Record row = new GenericData.Record(schema);
        row.put("amount", new BigDecimal("77001.23"));

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("unions", List.of(row), Map.of()))
                .withMessageContaining("Column AMOUNT of row 1 of the message: a BigDecimal, which is none of")
                .satisfies(e -> assertThat(e).extracting(Throwables::getStackTrace).asString()
                        .doesNotContain("77001"));
    }

    @Test
    void manyRowsBecomeFilesOfAboutTheTargetSizeEachCopiedOnce() throws Exception {
        Iterator<Map<String, Object>> rows =
                IntStream.range(0, 50_000).mapToObj(IngestTest::row).iterator();

        IngestSummary summary = snowflake.ingest(
                "many",
                rows,
                Map.of(
                        "ingest.target-file-size", "50000",
                        "ingest.writer-concurrency", "3",
                        "ingest.compression", "UNCOMPRESSED"));

        assertThat(summary.files()).isGreaterThan(5);
        assertThat(summary.puts()).isEqualTo(summary.files());
        assertThat(summary.copies()).isBetween(1, summary.files());
        assertThat(snowflake.query("SELECT COUNT(*), COUNT(DISTINCT ID) FROM MANY")).containsExactly("50000|50000");
    }

    @Test
    void withoutConcurrentCopiesThereIsOneAtTheEnd() throws Exception {
        IngestSummary summary = snowflake.ingest(
                "once",
                IntStream.range(0, 20_000).mapToObj(IngestTest::row).iterator(),
                Map.of("ingest.target-file-size", "20000", "ingest.copy-concurrency", "0"));

        assertThat(summary.files()).isGreaterThan(3);
        assertThat(summary.copies()).isEqualTo(1);
    }

    static List<Map<String, Object>> rows(int count) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(IngestTest::row).toList());
    }

    private static Map<String, Object> row(int number) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", number);
        row.put("name", "name " + number);
        return row;
    }
}
