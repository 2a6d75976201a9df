package io.github.imednet.snowflake.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Compares the views of a study's forms with its records: every value is in its typed column, or stands beside it. */
public final class FormViewsCheck {

    private static final Pattern FORM_KEY = Pattern.compile("\"formKey\":\"([A-Za-z0-9_]+)\"");

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final Map<String, Long> typed = new HashMap<>();
    private final Map<String, Long> misfits = new HashMap<>();
    private final Map<String, Long> others = new HashMap<>();
    private final Path study;
    private final Path directory;
    private long values;

    /**
     * Prepares it.
     *
     * @param study the study's folder
     * @param directory for files in between
     */
    public FormViewsCheck(Path study, Path directory) {
        this.study = study;
        this.directory = directory;
    }

    /** @return how many records were compared */
    public long compare(Connection connection) throws IOException, SQLException {
        Path recordsByForm = recordsByForm();
        List<JsonNode> variables = lines(reader("variables"));
        long records = 0;
        for (JsonNode form : lines(reader("forms"))) {
            records += compare(connection, recordsByForm, variables, form.get("formKey").asText());
        }
        assertThat(sum(typed) + sum(misfits) + sum(others)).isEqualTo(values);
        return records;
    }

    /** How many values were in a typed column, by the types of their variables. */
    public Map<String, Long> typed() {
        return typed;
    }

    /** How many stood beside their column, by variable. */
    public Map<String, Long> misfits() {
        return misfits;
    }

    /** How many have no column, by variable. */
    public Map<String, Long> others() {
        return others;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private BufferedReader reader(String list) throws IOException {
        return new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(study.resolve(list + ".ndjson.gz"))), StandardCharsets.UTF_8));
    }

    /**
     * A file of the form's key for each form: read out of the study's one file 17 times, they take most of the test.
     */
    private Path recordsByForm() throws IOException {
        Path target = Files.createDirectories(directory.resolve("records"));
        Map<String, BufferedWriter> writers = new HashMap<>();
        try (BufferedReader records = reader("records")) {
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
