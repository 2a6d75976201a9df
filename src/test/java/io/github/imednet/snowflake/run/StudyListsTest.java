package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of studies: all of a real one twice, cell by cell (of records only the first), and lists that change. */
class StudyListsTest {

    private static final String STUDY = "CDISCPILOT01";
    private static final int RECORDS = 600;
    private static final String USER = "{\"userId\":\"u-1\",\"login\":\"a\",\"userActiveInStudy\":true,\"roles\":[]}";
    private static final String INACTIVE_USER =
            "{\"userId\":\"u-2\",\"login\":\"b\",\"userActiveInStudy\":false,\"roles\":[]}";

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

    @Test
    void aListThatChangedShrankOrIsEmptyIsReplacedAndTheOthersSendNothing() throws Exception {
        Map<String, String> lists = Map.of("export.resources", "sites,subjects,visits,users");
        try (LocalServers servers =
                new LocalServers(directory.resolve("snowflake"), StudyData.folder(lists("before", """
                {"studyKey":"S","siteId":1,"siteName":"North"}
                {"studyKey":"S","siteId":2,"siteName":"South"}
                """, USER + '\n' + INACTIVE_USER)))) {
            assertThat(servers.export("S", lists).reconciled()).isTrue();
            assertThat(servers.query("SELECT USER_ID FROM USERS WHERE STUDY_KEY = 'S' ORDER BY 1").toString())
                    .isEqualTo("[[u-1], [u-2]]");

            servers.serve(StudyData.folder(lists("after", """
                {"studyKey":"S","siteId":2,"siteName":"South-West","newField":[1]}
                """, USER + '\n' + INACTIVE_USER)));
            ExportSummary changed = servers.export("S", lists);

            assertThat(changed.reconciled()).isTrue();
            assertThat(changed.copies()).isEqualTo(1);
            assertThat(servers.query("SELECT SITE_ID, SITE_NAME, _UNMAPPED_FIELDS:newField[0] FROM SITES").toString())
                    .isEqualTo("[[2, South-West, 1]]");

            servers.serve(StudyData.folder(lists("empty", "", USER + '\n' + INACTIVE_USER)));
            Map<String, String> active = new HashMap<>(lists);
            active.put("imednet.include-inactive", "false");
            ExportSummary emptied = servers.export("S", active);

            assertThat(emptied.reconciled()).isTrue();
            assertThat(servers.number("SELECT COUNT(*) FROM SITES")).isZero();
            assertThat(servers.query("SELECT USER_ID FROM USERS").toString()).isEqualTo("[[u-1]]");
            assertThat(servers.verify("S", true, active).differences()).isEmpty();
            servers.execute("DELETE FROM USERS");
            assertThat(servers.verify("S", true, active).differences())
                    .isNotEmpty().allMatch(difference -> difference.problem().startsWith("users: "));
        }
    }

    /** A record that was read leaves, and one comes at the end: the total stays, and what is between them moves. */
    @Test
    void recordsThatMoveUnderTheSameTotalAreReadAgainAsAWhole() throws Exception {
        String record = "{\"studyKey\":\"S\",\"recordId\":%d,\"dateModified\":\"2024-01-01 00:00:00\"}%n";
        String records = IntStream.of(2, 1, 3, 4) // a folder that is in order would stay as it is stored
                .mapToObj(record::formatted)
                .collect(Collectors.joining());
        Path study = lists("study", "", USER);
        StudyFiles.write(study.resolve("records.ndjson.gz"), records);
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.folder(study))) {
            servers.failImednet("change-row:row=1,attribute=recordId,value=9,on=page=1&");

            assertThat(servers.export("S", Map.of("imednet.page-size", "2", "export.batch-size", "2")).reconciled())
                    .isTrue();

            assertThat(servers.query("SELECT RECORD_ID FROM RECORDS ORDER BY 1")).hasToString("[[2], [3], [4], [9]]");
        }
    }

    /** The same with lists of whose changes the API does not tell: it refuses the date, or they have none yet. */
    @ParameterizedTest
    @CsvSource({"sites, siteId", "codings, codingId"})
    void aListThatMovesUnderTheSameTotalIsReadAgainThoughNoDateTells(String list, String id) throws Exception {
        String entities = IntStream.of(2, 1, 3, 4)
                .mapToObj(number -> "{\"studyKey\":\"S\",\"" + id + "\":" + number + "}\n")
                .collect(Collectors.joining());
        Path study = lists("study", "", USER);
        StudyFiles.write(study.resolve(list + ".ndjson.gz"), entities);
        Map<String, String> settings =
                Map.of("export.resources", list, "imednet.page-size", "2", "imednet.parallel-pages", "1");
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.folder(study))) {
            servers.failImednet(
                    "change-row:row=1,attribute=" + id + ",value=9,on=" + list + "?page=1&",
                    "status:code=400,on=dateModified,times=always");

            assertThat(servers.export("S", settings).reconciled()).isTrue();

            assertThat(servers.query("SELECT " + column(id) + " FROM " + list + " ORDER BY 1"))
                    .hasToString("[[2], [3], [4], [9]]");
        }
    }

    /** One of the users gets an id before all others, so that another one comes on both pages, and one on none. */
    @Test
    void aVerificationSeesThatAnEntityWithoutOrderCameOnTwoPages() throws Exception {
        String users = Stream.of("u-2", "u-1", "u-3", "u-4")
                .map(user -> USER.replace("u-1", user))
                .collect(Collectors.joining("\n"));
        Map<String, String> settings =
                Map.of("export.resources", "users", "imednet.page-size", "2", "imednet.parallel-pages", "1");
        try (LocalServers servers =
                new LocalServers(directory.resolve("snowflake"), StudyData.folder(lists("users", "", users)))) {
            servers.export("S", settings);
            servers.failImednet("change-row:row=3,attribute=userId,value=!,on=users?page=1&");

            assertThatThrownBy(() -> servers.verify("S", true, settings))
                    .hasStackTraceContaining("page 1 of users has an entity that came before");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "visits, new-row:place=first", "visits, remove-row:row=3",
                "visits, 'change-row:row=3,attribute=deleted,value=true'",
        "codings, new-row:place=last", "codings, remove-row:row=3", "recordRevisions, remove-row:row=3",
        "subjects, repeat-page"
    })
    void aListThatMovesWhileItIsReadIsInItsTableAsItIsInTheEnd(String list, String fault) throws Exception {
        Map<String, String> settings = Map.of(
                "export.resources", list, "imednet.page-size", "10", "export.batch-size", "15", "export.purge", "true");
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(700))) {
            servers.failImednet(fault + (fault.contains(":") ? "," : ":") + "on=" + list + "?page=1&");

            ExportSummary moved = servers.export("SAMPLE", settings);

            assertThat(moved.reconciled()).isTrue();
            assertThat(moved.apiRequests()).isGreaterThan((moved.lists().get(0).entitiesRead() + 9) / 10);
            assertThat(servers.verify("SAMPLE", true, settings).differences()).isEmpty();
            assertThat(servers.query("LIST @MY_STAGE")).as("files that were purged").isEmpty();

            ExportSummary again = servers.export("SAMPLE", settings);

            assertThat(again.reconciled()).isTrue();
            assertThat(again.puts() + again.copies()).isZero();
        }
    }

    /** A folder of a study with these sites and users, and nothing else. */
    private Path lists(String name, String sites, String users) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(name));
        Map<String, String> files = Map.of("sites", sites, "users", users + '\n', "studies", "{\"studyKey\":\"S\"}\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            StudyFiles.write(folder.resolve(file.getKey() + ".ndjson.gz"), file.getValue());
        }
        return folder;
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
