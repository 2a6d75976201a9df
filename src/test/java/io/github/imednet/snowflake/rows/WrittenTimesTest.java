package io.github.imednet.snowflake.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.ingest.Ingests;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Time;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Nanoseconds and offsets in the Parquet files of an ingestion, as DuckDB reads them there: the local server's tables
 * do not keep all of them.
 */
class WrittenTimesTest {

    /** The server leaves the files on the stage. */
    @RegisterExtension
    static final Ingests snowflake = new Ingests("sql-error:on=REMOVE,times=always");

    @Test
    void aTimestampTzHasItsNanosecondsAndItsOffset() throws Exception {
        List<String> times = List.of(
                "0001-01-01T00:00:00.000000001-12:00",
                "2024-02-29T12:34:56.123456789+05:30",
                "9999-12-31T23:59:59.999999999+14:00");

        ingest("OFFSETS", rows(times.stream().map(OffsetDateTime::parse).toArray()), "N NUMBER, V TIMESTAMP_TZ");
        ingest("OFFSET_TEXTS", rows(times.toArray()), "N NUMBER, V TIMESTAMP_TZ");

        assertThat(written("OFFSETS", "V")).containsExactlyElementsOf(times);
        assertThat(written("OFFSET_TEXTS", "V")).containsExactlyElementsOf(times);
    }

    @Test
    void timestampsOfRowsHaveTheirNanosecondsInAllYears() throws Exception {
        // What the local server has no type for; the file is on the stage all the same.
        refused("MOMENTS", rows(
                OffsetDateTime.parse("0001-01-01T00:00:00.000000001Z"),
                OffsetDateTime.parse("2024-02-29T12:34:56.123456789+05:30"),
                OffsetDateTime.parse("9999-12-31T23:59:59.999999999Z")));
        refused(
                "WALL_CLOCKS",
                rows(
                        LocalDateTime.parse("0001-01-01T00:00:00.000000001"),
                        LocalDateTime.parse("9999-12-31T23:59:59.999999999")));

        assertThat(written("MOMENTS", "V")).containsExactly(
                "0001-01-01T00:00:00.000000001+00:00",
                "2024-02-29T07:04:56.123456789+00:00",
                "9999-12-31T23:59:59.999999999+00:00");
        assertThat(written("WALL_CLOCKS", "V"))
                .containsExactly("0001-01-01T00:00:00.000000001", "9999-12-31T23:59:59.999999999");
    }

    @Test
    void arrowsNanosecondsAreThoseOfTheFile() throws Exception {
        long nanoseconds = 1_709_210_096_123_456_789L;
        try (BufferAllocator allocator = new RootAllocator();
                TimeStampNanoVector wall = new TimeStampNanoVector("wall", allocator);
                TimeStampNanoTZVector moment = new TimeStampNanoTZVector("moment", allocator, "Asia/Kolkata");
                TimeNanoVector time = new TimeNanoVector("time", allocator)) {
            wall.setSafe(0, nanoseconds);
            moment.setSafe(0, nanoseconds);
            time.setSafe(0, 86_399_999_999_999L);
            ingest("ARROW_NANOS", file("nanos", 1, wall, moment, time), null);
        }

        assertThat(written("ARROW_NANOS", "epoch_ns(WALL), epoch_ns(MOMENT), epoch_ns(\"TIME\")"))
                .containsExactly(nanoseconds + "|" + nanoseconds + "|86399999999999");
    }

    @Test
    void arrowsMicrosecondsReachFromYear1To9999() throws Exception {
        long first = OffsetDateTime.parse("0001-01-01T00:00:00Z").toEpochSecond() * 1_000_000 + 1;
        long last = OffsetDateTime.parse("9999-12-31T23:59:59Z").toEpochSecond() * 1_000_000 + 999_999;
        try (BufferAllocator allocator = new RootAllocator();
                TimeStampMicroTZVector moment = new TimeStampMicroTZVector("moment", allocator, "UTC")) {
            moment.setSafe(0, first);
            moment.setSafe(1, last);
            ingest("ARROW_MICROS", file("micros", 2, moment), null);
        }

        assertThat(written("ARROW_MICROS", "epoch_us(MOMENT)"))
                .containsExactly(Long.toString(first), Long.toString(last));
    }

    @Test
    void digitsThatAColumnHasNotAreRefusedAlsoWhereItTravelsAsText() {
        for (String type : List.of("TIMESTAMP_TZ(3)", "TIMESTAMP_LTZ(8)", "TIMESTAMP_NTZ(7)")) {
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> ingest("DIGITS",
                            rows(OffsetDateTime.parse("2024-02-29T12:34:56.123456789Z")), "N NUMBER, V " + type))
                    .withStackTraceContaining("digits of a second's fraction");
        }
    }

    @Test
    void anOffsetWithSecondsIsRefusedWhereItIsKeptAndAMomentOtherwise() throws Exception {
        ZonedDateTime noon = LocalDateTime.parse("1930-01-01T12:00").atZone(ZoneOffset.of("+00:19:32")); // Amsterdam's

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> ingest("OFFSET_SECONDS", rows(noon), "N NUMBER, V TIMESTAMP_TZ"))
                .withMessageContaining("Column V of row 1 of the message: an offset with seconds")
                .withMessageContaining("a TIMESTAMP_LTZ keeps the moment");
        ingest("OFFSET_SECONDS", rows(noon), "N NUMBER, V TIMESTAMP_LTZ");
        assertThat(written("OFFSET_SECONDS", "V")).containsExactly("1930-01-01T11:40:28+00:00");
    }

    @Test
    void aMomentWhoseYearIsNoneAtUtcIsRefused() {
        for (String moment : List.of("0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00")) {
            for (String type : List.of("TIMESTAMP_LTZ(9)", "TIMESTAMP_LTZ(6)")) {
                assertThatExceptionOfType(IngestException.class)
                        .isThrownBy(() -> ingest("YEARS", rows(OffsetDateTime.parse(moment)), "N NUMBER, V " + type))
                        .withStackTraceContaining("outside of the years 1 to 9999");
            }
        }
    }

    @Test
    void aTextOfADayOrAnHourThatIsNotThereIsRefusedAndNotAnotherTime() {
        for (String type : List.of("TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ")) {
            for (String text : List.of("2024-02-30 10:00:00", "2024-04-31T10:00", "2024-05-01 24:00:00")) {
                assertThatExceptionOfType(IngestException.class)
                        .isThrownBy(() -> ingest("NO_DAY", rows(text), "N NUMBER, V " + type))
                        .withMessageContaining("Column V of row 1 of the message: not a timestamp of the form");
            }
        }
    }

    @Test
    void javasTimeOfSqlKeepsItsMilliseconds() throws Exception {
        ingest("TIME_OF_SQL", rows(new Time(36_000_123L)), null);

        assertThat(written("TIME_OF_SQL", "V")).singleElement().asString().endsWith(":00.123");
    }

    /** Through a stage of the table's name. */
    private static void refused(String table, Object body) {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> ingest(table, body, null))
                .withStackTraceContaining("Nanoseconds beside years before 1678 or after 2261");
    }

    private static void ingest(String table, Object body, String columns) throws Exception {
        snowflake.execute("CREATE STAGE IF NOT EXISTS " + stage(table));
        Map<String, String> stage = Map.of("ingest.stage", stage(table));
        snowflake.ingest(table, body, columns == null ? stage
                : Map.of("ingest.stage", stage(table), "ingest.columns", columns));
    }

    private static String stage(String table) {
        return "STAGE_OF_" + table;
    }

    private static List<String> written(String table, String expressions) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Stream<Path> all = Files.walk(snowflake.stages());
                Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            for (Path file : all.filter(path -> path.toString().endsWith(".parquet"))
                    .filter(path -> path.toString().contains(stage(table) + '-'))
                    .toList()) {
                ResultSet result = statement.executeQuery(
                        "SELECT concat_ws('|', " + expressions + ") FROM read_parquet('" + file + "')");
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        return rows;
    }

    private static List<Map<String, Object>> rows(Object... values) {
        return IntStream.range(0, values.length)
                .mapToObj(n -> Map.of("n", (Object) n, "v", values[n]))
                .toList();
    }

    private static Path file(String name, int rows, FieldVector... vectors) throws Exception {
        Path path = snowflake.file(name + ".arrow");
        for (FieldVector vector : vectors) {
            vector.setValueCount(rows);
        }
        // The caller closes the vectors.
        VectorSchemaRoot root = new VectorSchemaRoot(List.of(vectors));
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                ArrowFileWriter writer = new ArrowFileWriter(root, null, channel)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        }
        return path;
    }
}
