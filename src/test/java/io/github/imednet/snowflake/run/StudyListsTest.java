package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All lists of a real study, exported twice and compared with their source cell by cell; of records only the first. */
class StudyListsTest {

    private static final String STUDY = "CDISCPILOT01";
    private static final int RECORDS = 600;

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @TempDir
    private Path directory;

    @Test
    void everyCellOfAllListsIsInItsTableAndIsSentOnce() throws Exception {
        Path study = study();
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.folder(study))) {
            Map<String, String> all = Map.of("export.resources", "all", "snowflake.table-prefix", "imn_");

            ExportSummary first = servers.export(STUDY, all);

            assertThat(first.reconciled()).isTrue();
            assertThat(first.recordsRead()).isEqualTo(RECORDS);
            assertThat(first.lists()).hasSize(ImednetResource.values().length).allMatch(ListSummary::reconciled);
            for (ImednetResource list : ImednetResource.values()) {
                assertThat(compare(servers, study, list)).as(list.path()).isEqualTo(entitiesOf(first, list));
            }

            ExportSummary second = servers.export(STUDY, all);

            assertThat(second.puts()).isZero();
            assertThat(second.copies()).isZero();
            assertThat(second.rowsAlreadyLoaded()).isEqualTo(first.rowsLoaded());
            assertThat(second.lists()).allMatch(ListSummary::reconciled);
        }
    }

    private static long entitiesOf(ExportSummary summary, ImednetResource list) {
        return summary.lists().stream()
                .filter(one -> one.list().equals(list.path()))
                .findFirst()
                .orElseThrow()
                .entitiesRead();
    }

    /** A copy of the study's folder with the first of its records. */
    private Path study() throws IOException {
        String named = System.getenv("IMEDNET_TEST_DATA");
        Path whole =
                Path.of(named == null ? "../shared/data/cdiscpilot01" : named).toAbsolutePath().normalize();
        if (!Files.isDirectory(whole)) {
            System.err.println("Skipped: there is no study in " + whole + "; name its folder in IMEDNET_TEST_DATA");
        }
        assumeTrue(Files.isDirectory(whole), "there is no study in " + whole);
        Path study = Files.createDirectory(directory.resolve("study"));
        for (ImednetResource list : ImednetResource.values()) {
            String name = list.path() + ".ndjson.gz";
            try (BufferedReader source = lines(whole.resolve(name));
                    Writer copy = new OutputStreamWriter(
                            new GZIPOutputStream(Files.newOutputStream(study.resolve(name))), StandardCharsets.UTF_8)) {
                int most = list == ImednetResource.RECORDS ? RECORDS : Integer.MAX_VALUE;
                String line = source.readLine();
                for (int number = 0; line != null && number < most; number++) {
                    copy.write(line + '\n');
                    line = source.readLine();
                }
            }
        }
        return study;
    }

    private static BufferedReader lines(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }

    /** @return how many entities were compared */
    private long compare(LocalServers servers, Path study, ImednetResource list) throws IOException, SQLException {
        String key = column(list.id());
        Map<String, Map<String, Object>> rows = new HashMap<>();
        try (Connection connection = servers.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM IMN_" + list.name())) {
            while (row.next()) {
                assertThat(row.getString("STUDY_KEY")).isEqualTo(STUDY);
                assertThat(row.getString("_UNMAPPED_FIELDS")).isNull();
                assertThat(row.getString("_SOURCE_FILE")).startsWith("imednet/" + STUDY + '_' + list.path() + '_');
                assertThat(rows.put(row.getString(key), cells(row))).isNull();
            }
        }
        long compared = 0;
        try (BufferedReader source = lines(study.resolve(list.path() + ".ndjson.gz"))) {
            for (String line = source.readLine(); line != null; line = source.readLine()) {
                JsonNode entity = json.readTree(line);
                Map<String, Object> row = rows.remove(entity.get(list.id()).asText());
                for (Map.Entry<String, JsonNode> field : entity.properties()) {
                    String cell = (String) row.get(column(field.getKey()));
                    assertThat(value(cell, field.getValue()))
                            .as("%s %s, %s", list.path(), entity.get(list.id()), field.getKey())
                            .isEqualTo(expected(field.getValue()));
                }
                compared++;
            }
        }
        assertThat(rows).isEmpty();
        return compared;
    }

    private static Map<String, Object> cells(ResultSet row) throws SQLException {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            boolean time = row.getMetaData().getColumnTypeName(column).startsWith("TIMESTAMP");
            String text = row.getString(column);
            cells.put(row.getMetaData().getColumnName(column), time && text != null ? text.substring(0, 19) : text);
        }
        return cells;
    }

    /** The cell as JSON again: objects and arrays parsed, all else as text. */
    private Object value(String cell, JsonNode source) throws IOException {
        if (cell == null) {
            return null;
        }
        return source.isContainerNode()
                ? json.readTree(cell)
                : source.isBoolean() ? cell.toLowerCase(Locale.ROOT) : cell;
    }

    private static Object expected(JsonNode source) {
        return source.isNull() ? null : source.isContainerNode() ? source : source.asText();
    }

    private static String column(String field) {
        return field.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
