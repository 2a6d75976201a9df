package io.github.imednet.snowflake.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views of a real study: every value of every record is in its typed column, or stands beside it as it came. */
class RealFormViewsTest {

    private static final String STUDY = "CDISCPILOT01";
    private static final Pattern FORM_KEY = Pattern.compile("\"formKey\":\"([A-Za-z0-9_]+)\"");

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final Map<String, Long> typed = new HashMap<>();
    private final Map<String, Long> misfits = new HashMap<>();
    private final Map<String, Long> others = new HashMap<>();
    private long values;

    @TempDir
    private Path directory;

    @Test
    void everyValueIsInItsColumnOrBesideIt() throws Exception {
        Path study = studyFolder();
        if (!Files.isDirectory(study)) {
            System.err.println("Skipped: there is no study in " + study + "; name its folder in IMEDNET_TEST_DATA");
        }
        assumeTrue(Files.isDirectory(study), "there is no study in " + study);

        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.folder(study));
                Connection connection = servers.connect()) {
            ExportSummary summary = servers.export(STUDY, Map.of(
                    "export.batch-size", "10000", "export.form-views", "true", "export.form-views-deleted", "true"));

            assertThat(summary.formViews().made()).hasSize(17);
            Path recordsByForm = recordsByForm(study);
            List<JsonNode> variables = lines(reader(study, "variables"));
            long records = 0;
            for (JsonNode form : lines(reader(study, "forms"))) {
                records += compare(connection, recordsByForm, variables, form.get("formKey").asText());
            }
            assertThat(records).isEqualTo(summary.rowsLoaded());
        }
        assertThat(sum(typed) + sum(misfits) + sum(others)).isEqualTo(values);
        assertThat(misfits).isEmpty();
        assertThat(others).containsOnlyKeys("unvnum", "dateCreated", "dateModified");
        assertThat(typed).containsKeys("NUMBER", "DATE", "DATETIME", "PRECISIONDATE", "TEXT", "CHECKBOX");
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Path studyFolder() {
        String named = System.getenv("IMEDNET_TEST_DATA");
        return Path.of(named == null ? "../shared/data/cdiscpilot01" : named).toAbsolutePath().normalize();
    }

    private static BufferedReader reader(Path study, String list) throws IOException {
        return new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(study.resolve(list + ".ndjson.gz"))), StandardCharsets.UTF_8));
    }

    /** A file of the form's key for each form: read out of the study's one file 17 times, they take most of the test. */
    private Path recordsByForm(Path study) throws IOException {
        Path target = Files.createDirectories(directory.resolve("records"));
        Map<String, BufferedWriter> writers = new HashMap<>();
        try (BufferedReader records = reader(study, "records")) {
            for (String line = records.readLine(); line != null; line = records.readLine()) {
                Matcher form = FORM_KEY.matcher(line);
                assertThat(form.find()).isTrue();
                BufferedWriter writer = writers.get(form.group(1));
                if (writer == null) {
                    writer = Files.newBufferedWriter(target.resolve(form.group(1)));
                    writers.put(form.group(1), writer);
                }
                writer.append(line).append('\n');
            }
        } finally {
            for (BufferedWriter writer : writers.values()) {
                writer.close();
            }
        }
        return target;
    }

    private List<JsonNode> lines(BufferedReader reader) throws IOException {
        try (BufferedReader lines = reader) {
            List<JsonNode> read = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(json.readTree(line));
            }
            return read;
        }
    }

    /** @return how many records the form has */
    private long compare(Connection connection, Path recordsByForm, List<JsonNode> variables, String form)
            throws IOException, SQLException {
        Map<String, String> types = new HashMap<>();
        for (JsonNode variable : variables) {
            if (variable.get("formKey").asText().equals(form)) {
                types.put(variable.get("variableName").asText(), variable.get("variableType").asText());
            }
        }
        long compared = 0;
        try (BufferedReader records = Files.newBufferedReader(recordsByForm.resolve(form));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM FORM_" + form + " ORDER BY RECORD_ID")) {
            for (String line = records.readLine(); line != null; line = records.readLine()) {
                JsonNode record = json.readTree(line);
                assertThat(record.get("formKey").asText()).isEqualTo(form);
                assertThat(row.next()).isTrue();
                assertThat(row.getLong("RECORD_ID")).isEqualTo(record.get("recordId").asLong());
                compare(record, row, types);
                compared++;
            }
            assertThat(row.next()).isFalse();
        }
        return compared;
    }

    private void compare(JsonNode record, ResultSet row, Map<String, String> types) throws IOException, SQLException {
        JsonNode misfit = object(row.getString("_MISFITS"));
        JsonNode other = object(row.getString("_OTHER_DATA"));
        for (Map.Entry<String, JsonNode> field : record.get("recordData").properties()) {
            String type = types.get(field.getKey());
            boolean unanswered = field.getValue().isNull() || field.getValue().asText("x").isEmpty();
            values += unanswered ? 0 : 1;
            if (type == null) {
                assertThat(other.get(field.getKey())).isEqualTo(field.getValue());
                others.merge(field.getKey(), 1L, Long::sum);
            } else if (misfit.has(field.getKey())) {
                assertThat(misfit.get(field.getKey())).isEqualTo(field.getValue());
                misfits.merge(field.getKey(), 1L, Long::sum);
            } else if (!unanswered) {
                assertIsTyped(row, field.getKey().toUpperCase(Locale.ROOT), type, field.getValue());
                typed.merge(type, 1L, Long::sum);
            }
        }
    }

    private JsonNode object(String text) throws IOException {
        return json.readTree(text == null ? "{}" : text);
    }

    private static void assertIsTyped(ResultSet row, String column, String type, JsonNode value) throws SQLException {
        switch (type) {
            case "NUMBER" -> assertThat(row.getBigDecimal(column)).isEqualByComparingTo(new BigDecimal(value.asText()));
            case "DATE" -> assertThat(row.getDate(column)).hasToString(value.asText());
            case "DATETIME" -> {
                assertThat(row.getDate(column + "_DATE")).hasToString(value.asText().substring(0, 10));
                String moment = row.getString(column);
                String text = value.asText().replace('T', ' ');
                assertThat(moment == null ? text : moment).startsWith(text);
                assertThat(moment == null).isEqualTo(text.length() == 10);
            }
            case "PRECISIONDATE" -> {
                assertThat(row.getString(column)).isEqualTo(value.asText());
                assertThat(row.getDate(column + "_DATE") == null).isEqualTo(value.asText().length() < 10);
            }
            default -> assertThat(row.getString(column)).isEqualTo(value.asText());
        }
    }
}
