package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.verify.VerificationReport;
import io.github.imednet.snowflake.views.FormViewsCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real study, exported whole, and compared with its source cell by cell; so are the views of its forms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealStudyTest {

    private static final String STUDY = "CDISCPILOT01";
    private static final int ROWS_PER_QUERY = 20_000;

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final Map<String, String> columns = new HashMap<>();
    private final Path study = studyFolder();

    @TempDir
    private static Path directory;

    private LocalServers servers;
    private ExportSummary summary;

    /** Not before all tests: these would not be counted as skipped where there is no study. */
    @BeforeEach
    void export() throws Exception {
        if (!Files.isDirectory(study)) {
            System.err.println("Skipped: there is no study in " + study + "; name its folder in IMEDNET_TEST_DATA");
        }
        assumeTrue(Files.isDirectory(study), "there is no study in " + study);
        if (servers == null) {
            servers = new LocalServers(directory.resolve("snowflake"), StudyData.folder(study));
            summary = servers.export(STUDY, Map.of(
                    "export.batch-size", "10000", "export.form-views", "true", "export.form-views-deleted", "true"));
        }
    }

    @AfterAll
    void stopServers() throws Exception {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void everyCellOfTheStudyIsInTheTableAsTheSourceHasIt() throws Exception {
        assertThat(summary.reconciled()).isTrue();
        assertThat(compare(study.resolve("records.ndjson.gz"))).isEqualTo(summary.rowsLoaded());

        VerificationReport report = servers.verify(STUDY, true, Map.of());
        assertThat(report.differences()).isEmpty();
        assertThat(report.records().equal()).isEqualTo(summary.rowsLoaded());
        assertThat(report.records().tableDigest()).isEqualTo(report.records().apiDigest());
    }

    @Test
    void everyValueIsInItsColumnOfItsFormsViewOrBesideIt() throws Exception {
        assertThat(summary.formViews().made()).hasSize(17);
        FormViewsCheck views = new FormViewsCheck(study, directory);
        try (Connection connection = servers.connect()) {
            assertThat(views.compare(connection)).isEqualTo(summary.rowsLoaded());
        }
        assertThat(views.misfits()).isEmpty();
        assertThat(views.others()).containsOnlyKeys("unvnum", "dateCreated", "dateModified");
        assertThat(views.typed())
                .containsKeys("NUMBER", "DATE", "DATETIME", "PRECISIONDATE", "TEXT", "CHECKBOX");
    }

    private static Path studyFolder() {
        String named = System.getenv("IMEDNET_TEST_DATA");
        return Path.of(named == null ? "../shared/data/cdiscpilot01" : named).toAbsolutePath().normalize();
    }

    /** @return how many records were compared */
    private long compare(Path source) throws IOException, SQLException {
        long compared = 0;
        try (Connection connection = servers.connect();
                Statement statement = connection.createStatement();
                BufferedReader records = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(source)), StandardCharsets.UTF_8))) {
            long lastId = Long.MIN_VALUE;
            long rows;
            do {
                rows = 0;
                try (ResultSet row = statement.executeQuery("SELECT * FROM RECORDS WHERE RECORD_ID > " + lastId
                        + " ORDER BY RECORD_ID LIMIT " + ROWS_PER_QUERY)) {
                    while (row.next()) {
                        compare(json.readTree(records.readLine()), row);
                        lastId = row.getLong("RECORD_ID");
                        rows++;
                    }
                }
                compared += rows;
            } while (rows > 0);
            assertThat(records.readLine()).isNull();
        }
        return compared;
    }

    private void compare(JsonNode source, ResultSet row) throws IOException, SQLException {
        source.fieldNames().forEachRemaining(field -> {
            try {
                Object cell = cell(row, column(field), source.get(field));
                Object expected = expected(source.get(field));
                // An assertion for each of five million cells takes longer than the export.
                if (!Objects.equals(cell, expected)) {
                    assertThat(cell).as("record %s, %s", source.get("recordId"), field).isEqualTo(expected);
                }
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(field, e);
            }
        });
        assertThat(row.getString("_UNMAPPED_FIELDS")).isNull();
        assertThat(row.getString("_SOURCE_FILE")).startsWith("imednet/CDISCPILOT01_records_");
    }

    /** The cell as JSON again: objects and arrays parsed, dates as the API writes them, all else as text. */
    private Object cell(ResultSet row, String column, JsonNode source) throws IOException, SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        if (source.isContainerNode()) {
            return json.readTree(text);
        }
        return column.startsWith("DATE_")
                ? text.substring(0, 19)
                : source.isBoolean() ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static Object expected(JsonNode source) {
        return source.isNull() ? null : source.isContainerNode() ? source : source.asText();
    }

    private String column(String field) {
        return columns.computeIfAbsent(field, name ->
                name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
    }
}
