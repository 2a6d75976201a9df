package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.rows.IngestException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of Snowflake in an ingestion: the tables are as before, or have all rows, and the error says which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestFaultTest {

    private static final String BEFORE = "before|0";

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    private int tables;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop-after:on=PUT | create",
                "put-error:on=PUT,times=3 | replace",
                "drop-before:on=COPY INTO | append",
                "drop-after:on=COPY INTO | replace",
                "status:code=503,on=COPY INTO | create-append",
                "session-expired:on=COPY INTO | create",
                "drop-after:on=INSERT INTO | append",
                "drop-after:on=BEGIN | append",
                "drop-after:on=COMMIT | create-append",
                "session-expired:on=COMMIT | append",
                "drop-after:on=AS SELECT | create",
                "session-expired:on=AS SELECT | replace"
            })
    void aFaultThatTheDriverOrASecondAttemptOvercomesIsNotEvenSeen(String fault, String mode) throws Exception {
        String table = table(mode);
        snowflake.fail(fault);

        snowflake.ingest(table, rows(), Map.of("ingest.mode", mode));

        assertThat(rows(table)).isEqualTo(whole(mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"N NUMBER", ""})
    void anErrorWhileRowsAreReadEndsTheIngestion(String columns) throws Exception {
        String table = table("append");
        Iterator<Map<String, Object>> rows = Stream.of(1, 2, 3)
                .map(n -> Map.<String, Object>of("N", requireLessThanThree(n)))
                .iterator();

        Throwable failure = CompletableFuture.supplyAsync(() -> catchThrowable(() -> snowflake.ingest(
                        table, rows, Map.of("ingest.mode", "append", "ingest.columns", columns))))
                .get(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES);

        assertThat(failure).isInstanceOf(IngestException.class)
                .hasMessageContaining("NoClassDefFoundError: net/example/Missing")
                .hasMessageContaining("Nothing was committed: ");
    }

    private static int requireLessThanThree(int n) {
        if (n == 3) {
            throw new NoClassDefFoundError("net/example/Missing");
        }
        return n;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "session-gone:on=SHOW TABLES | append",
                "sql-error:on=TEMPORARY STAGE,code=003001,state=42501 | create",
                "put-error:on=PUT,times=4 | replace",
                "sql-error:on=PUT | create-append",
                "session-gone:on=PUT | append",
                "sql-error:on=COPY INTO,code=100038,state=22018 | create",
                "sql-error:on=COPY INTO,code=000604,state=57014 | append",
                "session-gone:on=COPY INTO | replace",
                "session-gone:on=COPY INTO,code=390114 | create-append",
                "session-gone:on=STAGED_ROWS | create"
            })
    void aFailureWhileFilesAreBroughtLeavesTheTableAsItWas(String fault, String mode) throws Exception {
        String table = table(mode);
        snowflake.fail(fault);

        IngestException failure = failure(table, Map.of("ingest.mode", mode));

        assertThat(failure).hasMessageContaining("Nothing was committed: ")
                .hasMessageContaining('"' + table + "\" is as before");
        assertThatItIsAsBeforeAndTheNextIngestionSucceeds(table, mode);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sql-error:on=AS SELECT,code=000604,state=57014 | create",
        "sql-error:on=AS SELECT,code=003001,state=42501 | replace",
        "sql-error:on=INSERT INTO,code=100072,state=22000 | append", "session-gone:on=INSERT INTO | append",
        "session-gone:on=BEGIN | create-append", "sql-error:on=INSERT INTO,code=000604,state=57014 | create-append",
        "sql-error:on=COMMIT,code=000625,state=57014 | append", "session-gone:on=COMMIT | append"
    })
    void aFailureWhileRowsAreShownLeavesTheTableAsItWas(String fault, String mode) throws Exception {
        String table = table(mode);
        snowflake.fail(fault);

        IngestException failure = failure(table, Map.of("ingest.mode", mode));

        assertThat(failure).hasMessageContaining("Nothing was committed: ").hasMessageContaining("is as before");
        assertThatItIsAsBeforeAndTheNextIngestionSucceeds(table, mode);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "drop-after:on=AS SELECT,times=3 | create", "drop-after:on=AS SELECT,times=3 | replace",
        "drop-after:on=COMMIT,times=3 | append", "drop-after:on=COMMIT,times=3 | create-append"
    })
    void anIngestionWhoseLastAnswerIsLostForGoodAsksWhatBecameOfItsRows(String fault, String mode) throws Exception {
        String table = table(mode);
        snowflake.fail(fault);

        IngestSummary summary = snowflake.ingest(
                table, rows(), Map.of("ingest.mode", mode, "snowflake.request-timeout", "1s"));

        assertThat(summary.rows()).isEqualTo(500);
        assertThat(rows(table)).isEqualTo(whole(mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "replace"})
    void aSessionThatIsGoneBeforeATableIsMadeLeavesItAsItWasAndTheErrorSaysWhatIsNotKnown(String mode)
            throws Exception {
        String table = table(mode);
        snowflake.fail("session-gone:on=AS SELECT");

        assertThat(failure(table, Map.of("ingest.mode", mode))).hasMessageContaining("is not known")
                .hasMessageContaining("All of them are there, or none");
        assertThatItIsAsBeforeAndTheNextIngestionSucceeds(table, mode);
    }

    @Test
    void severalTablesAreAllAsBeforeOrAllWhole() throws Exception {
        for (String fault : List.of(
                "session-gone:on=INSERT INTO,at=2", "sql-error:on=INSERT INTO,at=2", "session-gone:on=COMMIT",
                "session-gone:on=COPY INTO,at=2")) {
            List<String> both = List.of(table("append"), table("append"));
            snowflake.fail(fault);

            IngestException failure = catchThrowableOfType(
                    IngestException.class,
                    () -> snowflake.ingestTables(bodies(both), Map.of("ingest.mode", "append")));

            assertThat(failure).as(fault).hasMessageContaining("Nothing was committed: ")
                    .hasMessageContaining("are as before");
            assertThat(both).allSatisfy(table -> assertThat(rows(table)).containsExactly(BEFORE));
            snowflake.fail();
            snowflake.ingestTables(bodies(both), Map.of("ingest.mode", "append"));
            assertThat(both).allSatisfy(table -> assertThat(rows(table)).isEqualTo(whole("append")));
        }
    }

    @Test
    void whatCannotBeAskedForIsSaidToBeUnknown() throws Exception {
        String table = table("append");
        snowflake.fail("drop-before:on=COMMIT,times=always", "session-gone:on=DESCRIBE TRANSACTION");

        IngestException failure =
                failure(table, Map.of("ingest.mode", "append", "snowflake.request-timeout", "1s"));

        assertThat(failure).hasMessageContaining("is not known: Snowflake's answer did not arrive")
                .hasMessageContaining("All of them are there, or none");
        assertThatItIsAsBeforeAndTheNextIngestionSucceeds(table, "append");
    }

    private void assertThatItIsAsBeforeAndTheNextIngestionSucceeds(String table, String mode) throws Exception {
        snowflake.fail();
        if (mode.equals("create")) {
            assertThat(snowflake.query("SHOW TABLES LIKE '" + table + "'")).isEmpty();
        } else {
            assertThat(rows(table)).containsExactly(BEFORE);
        }
        assertThat(snowflake.query("SHOW STAGES")).isEmpty();
        snowflake.ingest(table, rows(), Map.of("ingest.mode", mode));
        assertThat(rows(table)).isEqualTo(whole(mode));
    }

    /** @return the name of a table that is there with a row, unless the mode is to make it */
    private String table(String mode) throws Exception {
        String table = "FAULTY_" + ++tables;
        if (!mode.equals("create")) {
            snowflake.execute("CREATE TABLE " + table + " (NAME VARCHAR, N NUMBER)",
                    "INSERT INTO " + table + " VALUES ('before', 0)");
        }
        return table;
    }

    private IngestException failure(String table, Map<String, String> settings) {
        return catchThrowableOfType(IngestException.class, () -> snowflake.ingest(table, rows(), settings));
    }

    private static Map<String, Object> bodies(List<String> tables) {
        Map<String, Object> bodies = new LinkedHashMap<>();
        tables.forEach(table -> bodies.put(table, rows()));
        return bodies;
    }

    private static List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 1; n <= 500; n++) {
            rows.add(Map.of("name", "row " + n, "n", n));
        }
        return rows;
    }

    private List<String> rows(String table) throws Exception {
        return snowflake.query("SELECT NAME, N FROM " + table + " ORDER BY N");
    }

    private static List<String> whole(String mode) {
        List<String> whole = new ArrayList<>();
        if (mode.endsWith("append")) {
            whole.add(BEFORE);
        }
        rows().forEach(row -> whole.add(row.get("name") + "|" + row.get("n")));
        return whole;
    }
}
