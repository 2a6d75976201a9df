package io.github.imednet.snowflake.query;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.load.TableColumn;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries by their routes: order, bounds, sessions, types, metadata. */
class QueryTest {

    private static final String NUMBERS = "N\r\n-1\r\n0\r\n" + "9".repeat(38) + "\r\n";
    private static final int QUEUE_SIZE = 3;
    private static final List<Object> SEEN = new ArrayList<>();
    private static final List<Object> HEADERS = new ArrayList<>();

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;
    private static QueryContext context;

    @BeforeAll
    static void start() throws Exception {
        server = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                .withFaults(List.of("slow:millis=600000,on=select 'slow'")));
        context =
                new QueryContext(server, Map.of("query.queue-size", Integer.toString(QUEUE_SIZE)), new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:sum")
                                .to("direct:query")
                                .process(exchange ->
                                        HEADERS.add(exchange.getMessage().getHeader("resultColumns")))
                                .split(body())
                                .streaming()
                                .process(exchange ->
                                        SEEN.add(exchange.getMessage().getBody()));
                        from("direct:arrow").to("direct:query-arrow").process(exchange -> {
                            ArrowReader reader = exchange.getMessage().getBody(ArrowReader.class);
                            List<Object> values = new ArrayList<>();
                            while (reader.loadNextBatch()) {
                                FieldVector numbers =
                                        reader.getVectorSchemaRoot().getVector("N");
                                for (int i = 0; i < numbers.getValueCount(); i++) {
                                    values.add(numbers.getObject(i));
                                }
                            }
                            exchange.getMessage().setBody(values);
                        });
                        from("direct:first-three").to("direct:query").process(exchange -> {
                            QueryRows rows = exchange.getMessage().getBody(QueryRows.class);
                            exchange.getMessage().setBody(List.of(rows.next(), rows.next(), rows.next()));
                        });
                        from("direct:slowly").to("direct:query").process(exchange -> {
                            QueryRows rows = exchange.getMessage().getBody(QueryRows.class);
                            long expected = 0;
                            while (rows.hasNext()) {
                                assertThat(rows.next().get("N")).isEqualTo(BigDecimal.valueOf(expected++));
                            }
                            exchange.getMessage().setBody(new long[] {expected, rows.mostWaiting()});
                        });
                    }
                });
        context.execute(
                "create table typed (n number(38,0) not null primary key, d number(38,10), f float, t varchar(10),"
                        + " bi binary(4), bo boolean, da date, ti time, ntz timestamp_ntz, ltz timestamp_ltz, v"
                        + " variant)",
                "insert into typed select 99999999999999999999999999999999999999,"
                    + " 1234567890123456789012345678.0123456789, 'inf', '\uD83D\uDE00', to_binary('00FF'), true,"
                    + " '0001-01-01', '23:59:59.999999', '0001-01-01 00:00:00.000001', '9999-12-31 23:59:59.999999',"
                    + " parse_json('{\"a\": 1.10}')",
                "insert into typed select -1, -0.0000000001, -1.5, '', to_binary(''), false, '9999-12-31', '00:00:00',"
                        + " '9999-12-31 23:59:59.999999', '1969-12-31 23:59:59.5', parse_json('\"text\"')",
                "insert into typed (n) values (0)");
    }

    @AfterAll
    static void stop() {
        context.close();
        server.close();
    }

    @Test
    void valuesComeExactlyWhateverTheirType() throws Exception {
        SEEN.clear();
        context.request("direct:sum", Map.of("sql", "select * from typed order by n desc"), Object.class);
        Map<?, ?> large = (Map<?, ?>) SEEN.get(0);
        assertThat(large.get("N")).isEqualTo(new BigDecimal("9".repeat(38)));
        assertThat(large.get("D")).isEqualTo(new BigDecimal("1234567890123456789012345678.0123456789"));
        assertThat(large.get("F")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(large.get("T")).isEqualTo("\uD83D\uDE00");
        assertThat(large.get("BI")).isEqualTo(new byte[] {0, (byte) 0xff});
        assertThat(large.get("BO")).isEqualTo(true);
        assertThat(large.get("DA")).isEqualTo(LocalDate.of(1, 1, 1));
        assertThat(large.get("TI")).isEqualTo(LocalTime.parse("23:59:59.999999"));
        assertThat(large.get("NTZ")).isEqualTo(LocalDateTime.parse("0001-01-01T00:00:00.000001"));
        assertThat(large.get("LTZ")).isEqualTo(OffsetDateTime.parse("9999-12-31T23:59:59.999999Z"));
        assertThat(large.get("V")).isEqualTo("{\"a\":1.10}");
        Map<?, ?> empty = (Map<?, ?>) SEEN.get(1);
        assertThat(empty.get("N")).isEqualTo(BigDecimal.ZERO);
        assertThat(empty.values().stream().filter(value -> value != null)).hasSize(1);
        Map<?, ?> small = (Map<?, ?>) SEEN.get(2);
        assertThat(small.get("D")).isEqualTo(new BigDecimal("-1E-10"));
        assertThat(small.get("T")).isEqualTo("");
        assertThat((byte[]) small.get("BI")).isEmpty();
        assertThat(small.get("LTZ")).isEqualTo(OffsetDateTime.parse("1969-12-31T23:59:59.5Z"));
        assertThat(context.sessionsInUse()).isZero();
    }

    /** In Arrow, as large results come; {@link QueriedTimesTest} has the same for JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"})
    void datesAndTimesAreTheSameInEveryZoneOfTheMachine(String zone) throws Exception {
        assertThat(QueryDataSource.arrowIsReadable()).isTrue();
        List<String> dates =
                List.of("0001-01-01", "1582-10-04", "1582-10-15", "1883-11-18", "2024-03-10", "9999-12-31");
        String columns = "'1582-10-10'::date as of_no_calendar, "
                + dates.stream()
                        .map(date -> "'%s'::date as \"D%s\", '%s 02:30:00.000001'::timestamp_ntz as \"N%s\""
                                .replace("%s", date))
                        .collect(Collectors.joining(", "));
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            SEEN.clear();
            String moment = "'2024-03-10 02:30:00.5 +0000'::timestamp_ltz as moment, '02:30:00.000001'::time as clock";
            context.request("direct:sum", Map.of("sql", "select " + columns + ", " + moment), Object.class);
        } finally {
            TimeZone.setDefault(before);
        }
        Map<?, ?> row = (Map<?, ?>) SEEN.get(0);
        for (String date : dates) {
            assertThat(row.get("D" + date)).isEqualTo(LocalDate.parse(date));
            assertThat(row.get("N" + date)).isEqualTo(LocalDateTime.parse(date + "T02:30:00.000001"));
        }
        assertThat(row.get("OF_NO_CALENDAR")).isEqualTo(LocalDate.parse("1582-10-10"));
        assertThat(row.get("MOMENT")).isEqualTo(OffsetDateTime.parse("2024-03-10T02:30:00.5Z"));
        assertThat(row.get("CLOCK")).isEqualTo(LocalTime.parse("02:30:00.000001"));
    }

    /** Java's own flag for it is not given to this process, in which the driver cannot read Arrow. */
    @Test
    void inAJvmThatKeepsItsBuffersToItselfRowsComeInJson() throws Exception {
        List<String> command = JavaProcess.imednet();
        command.addAll(List.of("query", "select 1.50 as n, 'a' as t", "--format", "csv"));
        Map.of(
                        "url",
                        server.uri().toString(),
                        "account",
                        "local",
                        "user",
                        "LOADER",
                        "database",
                        "IMEDNET",
                        "schema",
                        "PUBLIC")
                .forEach((name, value) -> command.addAll(List.of("--set", "snowflake." + name + "=" + value)));
        ProcessBuilder query = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        query.environment().put("SNOWFLAKE_PASSWORD", "local-password");
        Process process = query.redirectOutput(directory.resolve("json").toFile()).start();

        assertThat(Waiting.awaitEnd(process)).isZero();
        assertThat(directory.resolve("json")).hasContent("N,T\r\n1.50,a\r\n");
    }

    @Test
    void aRouteGetsRowsAsArrowAndLeavesNothingOpen() throws Exception {
        String sql = "select cast(range as number(38,0)) as n from range(20000) order by n";
        List<?> values = context.request("direct:arrow", Map.of("sql", sql), List.class);
        assertThat(values).hasSize(20_000);
        assertThat(values.get(0)).isEqualTo(BigDecimal.ZERO);
        assertThat(values.get(19_999)).isEqualTo(new BigDecimal(19_999));
        assertThat(context.sessionsInUse()).isZero();
    }

    @Test
    void aRouteLearnsWhatTheColumnsAre() throws Exception {
        HEADERS.clear();
        String sql = "select n, d, f, t, bi, da, ti, ntz, v, n from typed";
        context.request("direct:sum", Map.of("sql", sql), Object.class);
        List<String> columns = ((List<?>) HEADERS.get(0))
                .stream()
                .map(ResultColumn.class::cast)
                .map(column -> column.name() + " " + column.logicalType() + " " + column.precision() + " "
                        + column.scale() + " " + column.length() + " " + column.byteLength())
                .toList();
        assertThat(columns)
                .containsExactly(
                        "N fixed 38 0 0 0", "D fixed 38 10 0 0", "F real 0 0 0 0", "T text 0 0 10 40",
                        "BI binary 0 0 4 4", "DA date 0 0 0 0", "TI time 0 9 0 0", "NTZ timestamp_ntz 0 9 0 0",
                        "V variant 0 0 0 0", "N_2 fixed 38 0 0 0");
    }

    @Test
    void withoutHighPrecisionNumbersAreLongOrDouble() throws Exception {
        try (QueryContext rough = new QueryContext(server, Map.of("snowflake.high-precision", "false"))) {
            assertThat(rough.write("select n, d from typed where n <= 0 order by n", "csv"))
                    .isEqualTo("N,D\r\n-1,-1.0E-10\r\n0,\r\n");
            assertThatThrownBy(() -> rough.write("select n from typed where n > 0", "csv"))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("Column N")
                    .hasMessageContaining("snowflake.high-precision=true");
        }
    }

    @Test
    void rowsComeInOrderAndNoMoreBatchesWaitThanMay() throws Exception {
        long[] seen = context.request(
                "direct:slowly",
                Map.of("sql", "select range as n, repeat('x', 90) from range(30000) order by range"),
                long[].class);
        assertThat(seen[0]).isEqualTo(30_000);
        assertThat(seen[1]).isBetween(1L, (long) QUEUE_SIZE);
    }

    @Test
    void aRouteThatStopsEarlyGivesItsSessionBack() throws Exception {
        List<?> first = context.request("direct:first-three",
                Map.of("sql", "select range as n, repeat('x', 90) from range(30000) order by range"), List.class);
        assertThat(first).hasSize(3);
        assertThat(context.sessionsInUse()).isZero();
    }

    @Test
    void rowsThatWereClosedBeforeTheirEndAreNoEndOfTheRows() throws Exception {
        Map<String, Object> two = Map.of("sql", "select range as n from range(2)");
        QueryRows rows = context.request("direct:query", two, QueryRows.class);
        assertThatThrownBy(rows::hasNext).isInstanceOf(QueryException.class).hasMessageContaining("closed before");
        assertThatThrownBy(rows::next).isInstanceOf(QueryException.class);

        CompletableFuture<Throwable> tapped = new CompletableFuture<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tapped").to("direct:query").wireTap("direct:late");
                from("direct:late").process(exchange -> {
                    QueryRows late = exchange.getMessage().getBody(QueryRows.class);
                    done.get();
                    tapped.complete(catchThrowable(() -> late.forEachRemaining(row -> { })));
                });
            }
        });
        context.request("direct:tapped", two, Object.class);
        done.complete(null);
        assertThat(tapped.get()).isInstanceOf(QueryException.class);
    }

    @Test
    void aQueryIsCanceledOnTheServerWhileItRuns() throws Exception {
        SnowflakeQuery query = context.bean("snowflakeQuery", SnowflakeQuery.class);
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> {
            try {
                context.write("select 'slow'", "csv");
                return null;
            } catch (Exception e) {
                return e;
            }
        });
        await().until(() -> {
            query.cancelAll();
            return failure.isDone();
        });
        assertThat(failure.get()).isInstanceOf(QueryException.class).hasMessageContaining("canceled");
        assertThat(context.sessionsInUse()).isZero();
    }

    @Test
    void valuesOfTheHeaderParametersStandForQuestionMarks() throws Exception {
        Map<String, Object> headers = Map.of("sql", "select n from typed where t = ? or n = ?",
                "parameters", List.of("\uD83D\uDE00", -1));
        SEEN.clear();
        context.request("direct:sum", headers, Object.class);
        assertThat(SEEN).hasSize(2);
    }

    @Test
    void aFileIsThereWhenItIsWholeAndForItsOwnerAlone() throws Exception {
        Path files = Files.createDirectory(directory.resolve("files"));
        Path file = files.resolve("result.csv");
        Files.writeString(file, "older");
        try (QueryContext rough = new QueryContext(server, Map.of("snowflake.high-precision", "false"))) {
            assertThatThrownBy(() -> rough.request("direct:write-query-result", QueryContext.headers(
                    "select n from typed order by n", "csv", "outputFile", file.toString()), Long.class))
                    .isInstanceOf(QueryException.class);
            assertThat(rough.sessionsInUse()).isZero();
        }
        assertThat(file).hasContent("older");
        assertThat(namesIn(files)).containsExactly("result.csv");

        long rows = context.request("direct:write-query-result", QueryContext.headers(
                "select n from typed order by n", "CSV", "outputFile", file.toString()), Long.class);
        assertThat(rows).isEqualTo(3);
        assertThat(Files.readString(file)).isEqualTo(NUMBERS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(namesIn(files)).containsExactly("result.csv");
    }

    @Test
    void whatIsAtThePathOfTheFileStaysWhatItIs() throws Exception {
        Path files = Files.createDirectory(directory.resolve("places"));
        Path real = Files.createDirectory(files.resolve("real")).resolve("result.csv");
        Path link = Files.createSymbolicLink(files.resolve("link.csv"), Path.of("real", "result.csv"));
        for (String attempt : List.of("made", "replaced")) {
            writeNumbers(link);
            assertThat(link).as(attempt).isSymbolicLink();
            assertThat(Files.readString(real)).isEqualTo(NUMBERS);
        }
        assertThat(namesIn(real.getParent())).containsExactly("result.csv");

        Path pipe = files.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        writeNumbers(pipe);
        assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(NUMBERS);
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();

        writeNumbers(Path.of("/dev/null"));
        assertThat(Files.readAttributes(Path.of("/dev/null"), BasicFileAttributes.class).isOther()).isTrue();
        assertThatThrownBy(() -> writeNumbers(files)).hasMessageContaining(files + " is a folder");
        assertThat(namesIn(files)).containsExactlyInAnyOrder("real", "link.csv", "pipe");
    }

    private static void writeNumbers(Path file) throws Exception {
        context.request("direct:write-query-result", QueryContext.headers(
                "select n from typed order by n", "csv", "outputFile", file.toString()), Long.class);
    }

    @Test
    void mistakesAreToldFromOtherFailures() {
        assertThatThrownBy(() -> context.write("select * from missing", "csv"))
                .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
                .hasMessageContaining("SQL state 42S02");
        assertThatThrownBy(() -> context.write("select cast('x' as number)", "csv"))
                .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED));
        assertThatThrownBy(() -> context.write("select 1", "xml")).hasMessageContaining("table, csv, ndjson, parquet");
        assertThatThrownBy(() -> context.write(" ", "csv")).hasMessageContaining("The statement is missing");
        assertThat(context.sessionsInUse()).isZero();
    }

    @Test
    void describeTellsOfEachColumnWhatSnowflakeKnows() throws Exception {
        List<?> columns =
                context.request("direct:describe-columns", Map.of("table", "imednet.\"PUBLIC\".typed"), List.class);
        assertThat(columns.subList(0, 5)).isEqualTo(List.of(
                new TableColumn("N", "NUMBER(38,0)", "fixed", 38, 0, null, null, false, true),
                new TableColumn("D", "NUMBER(38,10)", "fixed", 38, 10, null, null, true, false),
                new TableColumn("F", "FLOAT", "real", null, null, null, null, true, false),
                new TableColumn("T", "VARCHAR(10)", "text", null, null, 10L, 40L, true, false),
                new TableColumn("BI", "BINARY(4)", "binary", null, null, 4L, 4L, true, false)));
        assertThat(columns.get(8))
                .isEqualTo(
                        new TableColumn("NTZ", "TIMESTAMP_NTZ(9)", "timestamp_ntz", null, 9, null, null, true, false));
        assertThatThrownBy(() -> context.request("direct:describe-columns", Map.of("table", "a..b"), List.class))
                .hasMessageContaining("The name of the table is invalid");
    }

    private static List<String> namesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
