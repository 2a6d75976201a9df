package io.github.imednet.snowflake.kill;

import static io.github.imednet.snowflake.local.snowflake.Connections.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.snowflake.Connections;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.model.EntityList;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Holds the table, the ledger and the manifest against the source, without any of the exporter's own means. */
public final class WholeTable {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String ROWS_BY_FILE = "SELECT _SOURCE_FILE, COUNT(*) FROM RECORDS GROUP BY 1 ORDER BY 1";

    private static final String ENTRIES =
            "SELECT STAGE_PATH, ROW_COUNT - COALESCE(REPLACED_ROWS, 0) FROM IMEDNET_LOAD_LEDGER WHERE SUPERSEDED_AT"
                    + " IS NULL AND ROW_COUNT > COALESCE(REPLACED_ROWS, 0) AND TABLE_NAME = 'RECORDS' ORDER BY 1";

    private static final String LOADED =
            "SELECT STAGE_PATH, ROW_COUNT FROM IMEDNET_LOAD_LEDGER WHERE SUPERSEDED_AT IS NULL";

    /** The first complete run had a manifest of its own. */
    private static final String LOADED_BEFORE =
            " AND RUN_ID NOT IN (SELECT RUN_ID FROM IMEDNET_SYNC_STATE WHERE SYNC_NUMBER = 1)";

    private static final int PAGES_AT_ONCE = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI imednet;
    private final String jdbcUrl;

    WholeTable(URI imednet, String jdbcUrl) {
        this.imednet = imednet;
        this.jdbcUrl = jdbcUrl;
    }

    public WholeTable(ImednetServer imednet, SnowflakeServer snowflake) {
        this(imednet.uri(), snowflake.jdbcUrl());
    }

    /** Every record is in the table exactly once, with its values, and the ledger says just that. */
    public void verify() throws IOException, InterruptedException, SQLException {
        try (Connection connection = connect()) {
            long after = Long.MIN_VALUE;
            long compared = 0;
            for (int page = 0, pages = 1; page < pages; page += PAGES_AT_ONCE) {
                TreeMap<Long, List<String>> records = new TreeMap<>();
                for (int next = page; next < Math.min(page + PAGES_AT_ONCE, pages); next++) {
                    pages = addRecords(next, records);
                }
                long last = records.isEmpty() ? after : records.lastKey();
                requireSame(rows(connection, after, last), records);
                compared += records.size();
                after = last;
            }
            assertThat(query(connection, "SELECT COUNT(*) FROM RECORDS")).containsExactly(List.of("" + compared));
            verifyLedger(connection);
            assertThat(query(connection, ROWS_BY_FILE)).as("files in the table").isEqualTo(query(connection, ENTRIES));
        }
    }

    private static void requireSame(Map<Long, List<String>> rows, Map<Long, List<String>> records) {
        assertThat(rows.keySet()).as("record ids").isEqualTo(records.keySet());
        rows.forEach((id, values) -> assertThat(values).as("record %s", id).isEqualTo(records.get(id)));
    }

    /**
     * Each list is in its table once, as many entities as the API says; the cells of others than records are for others
     * to compare. Nor are these requests any that faults strike.
     */
    public void verifyListCounts() throws IOException, InterruptedException, SQLException {
        try (Connection connection = connect()) {
            for (ImednetResource list : ImednetResource.values()) {
                String path = switch (list) {
                    case STUDIES -> "studies?filter=studyKey%3D%3DSAMPLE&";
                    case USERS -> "studies/SAMPLE/users?includeInactive=true&";
                    default -> "studies/SAMPLE/" + list.path() + '?';
                };
                String total = get("/api/v1/edc/" + path + "size=2").at("/pagination/totalElements").asText();
                String key = EntityList.of(list).key().name();
                assertThat(query(connection, "SELECT COUNT(*), COUNT(DISTINCT " + key + ") FROM " + list.name()))
                        .as(list.path())
                        .containsExactly(List.of(total, total));
            }
        }
    }

    /** Each form has a view, with all of its records that are not deleted. */
    void verifyViews() throws SQLException {
        try (Connection connection = connect()) {
            List<List<String>> forms = query(connection, "SELECT DISTINCT FORM_KEY FROM RECORDS ORDER BY 1");
            assertThat(forms).isNotEmpty();
            for (List<String> form : forms) {
                assertThat(query(connection, "SELECT COUNT(*) FROM FORM_" + form.get(0)))
                        .as(form.get(0))
                        .isEqualTo(query(
                                connection,
                                "SELECT COUNT(*) FROM RECORDS WHERE NOT DELETED AND FORM_KEY = '" + form.get(0) + "'"));
            }
        }
    }

    /**
     * What an export that ended early may leave: no record is doubled, what the ledger says is there is there whole,
     * and all other rows are of files that the ledger knows as replaced, and not yet all removed.
     */
    public void verifyBatches() throws SQLException {
        try (Connection connection = connect()) {
            if (!hasTable(connection, "RECORDS") || !hasTable(connection, "IMEDNET_LOAD_LEDGER")) {
                return;
            }
            assertThat(query(connection, "SELECT RECORD_ID FROM RECORDS GROUP BY 1 HAVING COUNT(*) > 1"))
                    .as("records that are doubled")
                    .isEmpty();
            assertThat(query(connection, "SELECT DISTINCT _SOURCE_FILE FROM RECORDS WHERE _SOURCE_FILE NOT IN"
                            + " (SELECT STAGE_PATH FROM IMEDNET_LOAD_LEDGER)"))
                    .as("files that the ledger does not know")
                    .isEmpty();
            verifyLedger(connection);
        }
    }

    private static boolean hasTable(Connection connection, String name) throws SQLException {
        return !query(connection, "SHOW TABLES LIKE '" + name + "' IN SCHEMA IMEDNET.PUBLIC").isEmpty();
    }

    /** Every batch in the table has a line at least, but for those that a run of what changed found there. */
    void verifyManifest(Path manifest) throws IOException, SQLException {
        Map<String, Long> lines = new TreeMap<>();
        for (String line : Files.readAllLines(manifest)) {
            if (isJson(line)) {
                JsonNode entry = JSON.readTree(line);
                lines.put(entry.get("stage_path").asText(), entry.get("row_count").asLong());
            }
        }
        try (Connection connection = connect()) {
            String others = hasTable(connection, "IMEDNET_SYNC_STATE") ? LOADED_BEFORE : "";
            for (List<String> file : query(connection, LOADED + others)) {
                assertThat(lines).containsEntry("@MY_STAGE/" + file.get(0), Long.valueOf(file.get(1)));
            }
        }
    }

    /**
     * Current entries are each of a file whose rows are all there but for those that were replaced, and no two of them
     * cover the same record ids, unless they are of changes.
     */
    private static void verifyLedger(Connection connection) throws SQLException {
        assertThat(query(connection, ROWS_BY_FILE)).as("files in the table").containsAll(query(connection, ENTRIES));
        assertThat(query(connection, ENTRIES)).as("entries of the ledger").doesNotHaveDuplicates();
        assertThat(query(connection, "SELECT A.STAGE_PATH, B.STAGE_PATH"
                        + " FROM IMEDNET_LOAD_LEDGER A, IMEDNET_LOAD_LEDGER B"
                        + " WHERE A.SUPERSEDED_AT IS NULL AND B.SUPERSEDED_AT IS NULL AND A.STAGE_PATH < B.STAGE_PATH"
                        + " AND A.TABLE_NAME = 'RECORDS' AND B.TABLE_NAME = 'RECORDS'"
                        + " AND A.AFTER_ID < B.LAST_ID AND B.AFTER_ID < A.LAST_ID"
                        + " AND NOT CONTAINS(A.BATCH_ID || B.BATCH_ID, '/changes/')"))
                .as("current entries that overlap")
                .isEmpty();
    }

    /**
     * Adds the page's records by their ids, as the API sends them. The way the order is asked for is not the
     * exporter's, so that faults which strike that do not strike this.
     *
     * @return how many pages there are
     */
    private int addRecords(int page, Map<Long, List<String>> records) throws IOException, InterruptedException {
        JsonNode answer = get("/api/v1/edc/studies/SAMPLE/records?sort=recordId,asc&size=500&page=" + page);
        for (JsonNode sent : answer.get("data")) {
            assertThat(records.put(sent.get("recordId").asLong(), values(sent))).isNull();
        }
        return answer.at("/pagination/totalPages").asInt();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(imednet.resolve(path))
                .header("x-api-key", ImednetServer.DEFAULT_API_KEY)
                .header("x-imn-security-key", ImednetServer.DEFAULT_SECURITY_KEY)
                .build();
        return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** One of each column. */
    private static List<String> values(JsonNode sent) {
        List<String> values = new ArrayList<>();
        for (RecordColumn column : RecordColumn.values()) {
            JsonNode value = column.field() == null ? null : sent.get(column.field());
            boolean empty = value == null || value.isNull();
            values.add(empty ? null : value.isContainerNode() ? value.toString() : value.asText());
        }
        return values;
    }

    /** The same of the rows above an id, up to another. */
    private static Map<Long, List<String>> rows(Connection connection, long after, long last)
            throws IOException, SQLException {
        Map<Long, List<String>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT * FROM RECORDS WHERE RECORD_ID > " + after + " AND RECORD_ID <= " + last)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (RecordColumn column : RecordColumn.values()) {
                    values.add(cell(column, row.getString(column.name())));
                }
                long id = row.getLong("RECORD_ID");
                assertThat(rows.put(id, values)).as("a second row of record %s", id).isNull();
            }
        }
        return rows;
    }

    /** The cell as the API has it: objects and arrays without blanks, dates without a fraction, all else as it is. */
    private static String cell(RecordColumn column, String text) throws IOException {
        if (text == null) {
            return null;
        }
        return switch (column.kind()) {
            case JSON -> JSON.readTree(text).toString();
            case TIMESTAMP -> text.substring(0, 19);
            case BOOLEAN -> text.toLowerCase(Locale.ROOT);
            case TEXT, ID, NUMBER, DATE -> text;
        };
    }

    private static boolean isJson(String line) {
        try {
            return JSON.readTree(line).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        return Connections.open(jdbcUrl, Map.of());
    }
}
