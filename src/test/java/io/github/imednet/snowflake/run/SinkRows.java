package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.SnowflakeExportConfig;
import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.model.RecordColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of a test's own, sinks that write into it, and what it then holds. */
final class SinkRows {

    static final String COLUMNS = Arrays.stream(RecordColumn.values())
            .map(column -> column.name() + ' ' + column.kind().snowflakeType())
            .collect(Collectors.joining(", ", " (", ", _SOURCE_FILE VARCHAR)"));

    private static final AtomicInteger TABLES = new AtomicInteger();

    private final LocalServers servers;
    private final String table = "RECORDS_" + TABLES.incrementAndGet();

    SinkRows(LocalServers servers) {
        this.servers = servers;
    }

    String table() {
        return table;
    }

    SnowflakeExportSink sink() {
        return new SnowflakeExportSink(config().build());
    }

    SnowflakeExportConfig.Builder config() {
        return SnowflakeExportConfig.builder()
                .account("local")
                .url(servers.snowflake().uri().toString())
                .user("LOADER")
                .password("local-password")
                .database("IMEDNET")
                .warehouse("COMPUTE_WH")
                .stage("MY_STAGE")
                .table(table)
                .extra("export.retry-backoff", "0.01")
                .extra("export.state-dir", servers.state());
    }

    static List<Map<String, Object>> maps(String study, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id -> Map.<String, Object>of(
                        "studyKey", study, "recordId", id, "recordData", Map.of("AGE", id)))
                .toList();
    }

    /** All record ids, in their order. */
    List<String> ids() throws Exception {
        return servers.query("SELECT RECORD_ID FROM " + table + " ORDER BY 1").stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** The batches that the ledger has, each with its rows. */
    List<List<String>> current() throws Exception {
        return servers.query("SELECT BATCH_ID, ROW_COUNT FROM IMEDNET_LOAD_LEDGER WHERE SUPERSEDED_AT IS NULL"
                + " AND TABLE_NAME = '" + table + "'");
    }
}
