package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.load.RunInProgressException;
import io.github.imednet.snowflake.load.TableClaim;
import io.github.imednet.snowflake.rows.IngestException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ingestions with mode replace-rows: of one value the rows go, and others come, in one transaction. */
class ReplaceRowsTest {

    private static final List<String> BEFORE = List.of("A|1", "A|2", "B|1", "null|9");

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @BeforeEach
    void makeTable() throws Exception {
        snowflake.execute("CREATE OR REPLACE TABLE SITES (STUDY_KEY VARCHAR, ID NUMBER)",
                "INSERT INTO SITES VALUES ('A', 1), ('A', 2), ('B', 1), (NULL, 9)");
    }

    @Test
    void theRowsOfTheValueAreReplacedAndAllOthersStay() throws Exception {
        for (int before : List.of(2, 3)) {
            IngestSummary summary = replace("A", List.of(row("A", 3), row("A", 4), row("A", 5)));
            assertThat(summary.rows()).isEqualTo(3);
            assertThat(summary.tables().get(0).rowsReplaced()).isEqualTo(before);
            assertThat(rows()).containsExactly("A|3", "A|4", "A|5", "B|1", "null|9");
        }
        assertThat(snowflake.query("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).containsExactly("0");
    }

    @Test
    void withoutRowsThoseOfTheValueGo() throws Exception {
        replace("A", List.of());
        assertThat(rows()).containsExactly("B|1", "null|9");

        Path file = snowflake.file("none.csv", "study_key,id\n");
        replace("B", file);
        assertThat(rows()).containsExactly("null|9");
    }

    @Test
    void aRowOfAnotherValueIsAnErrorAndNothingChanges() throws Exception {
        Map<String, Object> none = new HashMap<>(row("A", 5));
        none.put("study_key", null);
        for (Map<String, Object> other : List.of(row("B", 4), row("a", 4), none)) {
            assertThat(catchThrowable(() -> replace("A", List.of(row("A", 3), other))))
                    .isInstanceOf(IngestException.class)
                    .hasMessageContaining("Of 2 rows")
                    .hasMessageContaining("1 do not have the value of ingest.replace-value in STUDY_KEY")
                    .hasMessageContaining("Nothing was committed");
            assertThat(rows()).isEqualTo(BEFORE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sql-error:on=COPY INTO", "sql-error:on=DELETE FROM \"IMEDNET\".\"PUBLIC\".\"SITES\"",
        "sql-error:on=INSERT INTO \"IMEDNET\".\"PUBLIC\".\"SITES\"",
        "session-gone:on=INSERT INTO \"IMEDNET\".\"PUBLIC\".\"SITES\"", "session-gone:on=COMMIT"
    })
    void aFailureInTheMiddleLeavesTheOldRows(String fault) throws Exception {
        snowflake.fail(fault);
        assertThat(catchThrowable(() -> replace("A", List.of(row("A", 3)))))
                .isInstanceOf(IngestException.class).hasMessageContaining("Nothing was committed");
        assertThat(rows()).isEqualTo(BEFORE);

        snowflake.fail();
        assertThat(claims()).as("also where the session was lost").containsExactly("0");
        replace("A", List.of(row("A", 3)));
        assertThat(rows()).containsExactly("A|3", "B|1", "null|9");
    }

    private List<String> claims() throws Exception {
        snowflake.execute("CREATE TABLE IF NOT EXISTS IMEDNET_RUN_LOCK (TABLE_NAME VARCHAR)");
        return snowflake.query("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK");
    }

    @Test
    void aLostAnswerToTheLastStatementIsAskedFor() throws Exception {
        snowflake.fail("drop-after:on=COMMIT,times=3");

        IngestSummary summary = snowflake.ingest("SITES", List.of(row("A", 3)), settings(
                Map.of("ingest.replace-value", "A", "snowflake.request-timeout", "1s")));

        assertThat(summary.rows()).isEqualTo(1);
        snowflake.fail();
        assertThat(rows()).containsExactly("A|3", "B|1", "null|9");
    }

    @Test
    void whoWorksOnTheSameRowsKeepsOthersOutAndIsNamed() throws Exception {
        replace("A", List.of(row("A", 3)));
        snowflake.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT) SELECT"
                + " 'SITES', 'A', 'other', 'an export', DATEADD(second, 600, SYSDATE())");

        assertThat(catchThrowable(() -> replace("A", List.of(row("A", 4)))))
                .isInstanceOf(RunInProgressException.class).hasMessageContaining("an export");
        assertThat(rows()).contains("A|3").doesNotContain("A|4");
        replace("B", List.of(row("B", 7)));
        assertThat(rows()).contains("B|7").doesNotContain("B|1");
        snowflake.execute("DELETE FROM IMEDNET_RUN_LOCK");
    }

    @Test
    void theSameValueWrittenInAnotherWayIsTheSameClaim() throws Exception {
        replace("A", List.of(row("A", 3)));
        snowflake.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT) SELECT"
                + " 'SITES', '7', 'other', 'an ingestion', DATEADD(second, 600, SYSDATE())");
        Map<String, String> settings = settings(
                Map.of("ingest.replace-column", "ID", "ingest.replace-value", "007"));

        assertThat(catchThrowable(() -> snowflake.ingest("SITES", List.of(row("A", 7)), settings)))
                .isInstanceOf(RunInProgressException.class).hasMessageContaining("an ingestion");
        snowflake.execute("DELETE FROM IMEDNET_RUN_LOCK");
    }

    @Test
    void aClaimWhoseLeaseEndedKeepsTheRowsFromBeingCommittedUnlessItIsRenewed() throws Exception {
        replace("A", List.of(row("A", 3)));
        whenRowsAreInserted(() -> expireClaims());

        assertThat(catchThrowable(() -> replace("A", List.of(row("A", 4)))))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining(
                        "has lost its claim to the rows of the value A in \"IMEDNET\".\"PUBLIC\".\"SITES\"")
                .hasMessageContaining("Nothing was committed");
        assertThat(rows()).contains("A|3").doesNotContain("A|4");

        snowflake.fail();
        whenRowsAreInserted(() -> {
            expireClaims();
            snowflake.renewClaims();
        });
        replace("A", List.of(row("A", 4)));
        assertThat(rows()).contains("A|4").doesNotContain("A|3");
        snowflake.fail();
    }

    private void expireClaims() throws Exception {
        snowflake.execute("UPDATE IMEDNET_RUN_LOCK SET EXPIRES_AT = DATEADD(second, -5, SYSDATE())");
    }

    private void whenRowsAreInserted(Callable action) {
        snowflake.observe(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) throws Exception {
                if (event instanceof ExchangeSendingEvent sending
                        && sending.getEndpoint().getEndpointUri().endsWith("ingest-insert-rows")) {
                    action.call();
                }
            }
        });
    }

    /** What a test does in the middle of an ingestion. */
    private interface Callable {

        void call() throws Exception;
    }

    /** The transaction's name has each table: whoever claims one of them finds it, if its process is gone. */
    @Test
    void theTransactionOfSeveralTablesIsFoundByEachOfThem() throws Exception {
        snowflake.execute("CREATE OR REPLACE TABLE VISITS AS SELECT * FROM SITES");
        Map<String, Object> bodies = new LinkedHashMap<>();
        bodies.put("SITES", List.of(row("A", 3)));
        bodies.put("VISITS", List.of(row("A", 4)));
        String begin = TableClaim.begin(List.of(claimOfA("SITES"), claimOfA("VISITS")));
        snowflake.fail("sql-error:on=" + begin);

        assertThat(catchThrowable(
                        () -> snowflake.ingestTables(bodies, settings(Map.of("ingest.replace-value", "A")))))
                .as("its transaction begins so").isInstanceOf(IngestException.class);

        snowflake.fail();
        try (Connection killed = snowflake.connect(); Statement statement = killed.createStatement()) {
            statement.execute(begin);
            statement.execute("INSERT INTO VISITS VALUES ('A', 5)");
            snowflake.ingest("VISITS", List.of(row("A", 6)), settings(Map.of("ingest.replace-value", "A")));
            assertThat(snowflake.query("SHOW TRANSACTIONS")).isEmpty();
        }
        assertThat(snowflake.query("SELECT ID FROM VISITS WHERE STUDY_KEY = 'A'")).containsExactly("6");
    }

    private TableClaim claimOfA(String table) {
        Map<String, String> all = new HashMap<>(snowflake.settings());
        all.putAll(settings(Map.of("ingest.replace-value", "A")));
        IngestSettings read = IngestSettings.read(key -> Optional.ofNullable(all.get(key)));
        return TableClaim.of(read.snowflake(), table, read.replacement(), "A", "killed");
    }

    @Test
    void severalTablesAreReplacedInOneTransaction() throws Exception {
        snowflake.execute("CREATE OR REPLACE TABLE VISITS AS SELECT * FROM SITES");
        Map<String, Object> bodies = Map.of("SITES", List.of(row("A", 3)), "VISITS", List.of(row("A", 4)));

        snowflake.fail("sql-error:on=INSERT INTO \"IMEDNET\".\"PUBLIC\".,at=2");
        assertThat(catchThrowable(() -> snowflake.ingestTables(bodies, settings(Map.of("ingest.replace-value", "A")))))
                .isInstanceOf(IngestException.class);
        snowflake.fail();
        assertThat(rows()).isEqualTo(BEFORE);
        snowflake.ingestTables(bodies, settings(Map.of("ingest.replace-value", "A")));

        assertThat(rows()).containsExactly("A|3", "B|1", "null|9");
        assertThat(snowflake.query("SELECT STUDY_KEY, ID FROM VISITS ORDER BY 1, 2"))
                .containsExactly("A|4", "B|1", "null|9");
    }

    @Test
    void twoBodiesForOneTableAreRefused() throws Exception {
        Map<String, Object> bodies = Map.of("SITES", List.of(row("A", 3)), "sites", List.of(row("A", 4)));

        assertThat(catchThrowable(() -> snowflake.ingestTables(bodies, settings(Map.of("ingest.replace-value", "A")))))
                .hasStackTraceContaining("several bodies for the table");
        assertThat(rows()).isEqualTo(BEFORE);
    }

    @Test
    void aMissingTableIsMade() throws Exception {
        snowflake.execute("DROP TABLE SITES");

        replace("A", List.of(row("A", 3)));

        assertThat(rows()).containsExactly("A|3");
        assertThat(catchThrowable(() -> snowflake.ingest("NEW", List.of(row("B", 3)), settings(
                Map.of("ingest.replace-value", "A"))))).hasMessageContaining("1 do not have the value");
    }

    @ParameterizedTest
    @CsvSource({"NUMBER, 7, 8, 07", "DATE, 2024-01-31, 2024-02-01, 2024-01-31"})
    void aValueMayBeAWholeNumberOrADate(String type, String value, String other, String written) throws Exception {
        snowflake.execute("CREATE OR REPLACE TABLE DAYS (DAY " + type + ", N NUMBER)",
                "INSERT INTO DAYS SELECT '" + value + "'::" + type + ", 1 UNION ALL SELECT '" + other + "'::" + type
                        + ", 1");
        snowflake.ingest("DAYS", List.of(Map.of("day", value, "n", 2)), Map.of(
                "ingest.mode", "replace-rows", "ingest.replace-column", "day", "ingest.replace-value", written));

        assertThat(snowflake.query("SELECT TO_VARCHAR(DAY), N FROM DAYS ORDER BY 1"))
                .containsExactly(value + "|2", other + "|1");
    }

    @Test
    void whatIsMissingOrBadIsToldBeforeAnythingChanges() throws Exception {
        List<String> told = new ArrayList<>();
        for (Map<String, String> settings : List.of(
                Map.of("ingest.mode", "replace-rows"),
                settings(Map.of("ingest.replace-value", "A", "ingest.replace-column", "SITE")),
                settings(Map.of("ingest.replace-value", "x", "ingest.replace-column", "ID")),
                settings(Map.of("ingest.replace-value", "A", "ingest.batch-id", "b/1")))) {
            Throwable failure = catchThrowable(() -> snowflake.ingest("SITES", List.of(row("A", 1)), settings));
            assertThat(failure).isInstanceOf(ExportConfigurationException.class);
            told.addAll(((ExportConfigurationException) failure).problems());
        }
        assertThat(told).satisfiesExactly(
                column -> assertThat(column).startsWith("ingest.replace-column is missing"),
                value -> assertThat(value).startsWith("ingest.replace-value is missing"),
                unknown -> assertThat(unknown).startsWith("ingest.replace-column is SITE, which the rows do not have"),
                number -> assertThat(number)
                        .startsWith("ingest.replace-value is 'x', but the column ID has whole numbers"),
                batch -> assertThat(batch).startsWith("ingest.mode is replace-rows, which needs no ingest.batch-id"));
        assertThat(rows()).isEqualTo(BEFORE);
    }

    private IngestSummary replace(String study, Object body) throws Exception {
        return snowflake.ingest("SITES", body, settings(Map.of("ingest.replace-value", study)));
    }

    private static Map<String, String> settings(Map<String, String> others) {
        Map<String, String> settings =
                new HashMap<>(Map.of("ingest.mode", "replace-rows", "ingest.replace-column", "STUDY_KEY"));
        settings.putAll(others);
        return settings;
    }

    private List<String> rows() throws Exception {
        return snowflake.query("SELECT STUDY_KEY, ID FROM SITES ORDER BY 1 NULLS LAST, 2");
    }

    private static Map<String, Object> row(String study, int id) {
        return Map.of("study_key", study, "id", id);
    }
}
