package io.github.imednet.snowflake.local.snowflake.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.snowflake.engine.Column;
import io.github.imednet.snowflake.local.snowflake.engine.StatementResult;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The encodings that Snowflake's drivers expect, with the nanoseconds and offsets that DuckDB does not keep. */
class ArrowRowsTest {

    private final List<Field> fields = new ArrayList<>();

    @Test
    void momentsHaveSecondsNanosecondsAndAnOffset() throws Exception {
        assertThat(read(timestamp("timestamp_ntz", 9), "253402300799.999999999", "-0.000000001", "-1.000000000", null))
                .containsExactly(moment(253402300799L, 999_999_999), moment(-1, 999_999_999), moment(-1, 0), "null");
        assertThat(read(timestamp("timestamp_ltz", 8), "-62135553599.99999999"))
                .containsExactly(moment(-62135553600L, 10));
        assertThat(read(timestamp("timestamp_tz", 9), "1709190296.123456789 1770"))
                .containsExactly(moment(1709190296, 123_456_789, 1770));
        assertThat(fields.get(0).getMetadata()).containsEntry("byteLength", "16").containsEntry("scale", "9");
    }

    @Test
    void momentsWithFewDigitsAreNumbers() throws Exception {
        assertThat(read(timestamp("timestamp_ntz", 7), "253402300799.9999999", "-1.5000000"))
                .containsExactly("2534023007999999999", "-15000000");
        assertThat(read(timestamp("timestamp_ltz", 0), "-1")).containsExactly("-1");
        assertThat(read(timestamp("timestamp_tz", 3), "-0.500 720"))
                .containsExactly("{\"epoch\":-500,\"timezone\":720}");
        assertThat(fields.get(0).getMetadata()).containsEntry("byteLength", "8");
    }

    @Test
    void timesAreNumbersOfTheirSmallestPart() throws Exception {
        assertThat(read(timestamp("time", 9), "86399.999999999")).containsExactly("86399999999999");
        assertThat(read(timestamp("time", 4), "86399.9999")).containsExactly("863999999");
        assertThat(fields.get(0).getType().toString()).isEqualTo("Int(32, true)");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 99, 'Int(8, true)'", "0, 9999, 'Int(16, true)'", "0, -99999999, 'Int(32, true)'",
        "2, 1234567.89, 'Int(32, true)'", "0, 999999999999999999, 'Int(64, true)'",
        "3, -1234567890123456.789, 'Decimal(38, 3, 128)'"})
    void numbersAreAsWideAsTheWidestOfTheResult(int scale, String widest, String type) throws Exception {
        String one = scale == 0 ? "1" : "0." + "0".repeat(scale - 1) + "1";
        Column column = new Column("N", "fixed", 38, scale, 0, true);
        String unscaled = type.startsWith("Int") ? widest.replace(".", "") : widest;
        assertThat(read(column, one, null, widest))
                .containsExactly(type.startsWith("Int") ? "1" : one, "null", unscaled);
        assertThat(fields.get(0).getType().toString()).isEqualTo(type);
        assertThat(fields.get(0).getMetadata()).containsAllEntriesOf(
                Map.of("logicalType", "FIXED", "precision", "38", "scale", Integer.toString(scale), "finalType", "T"));
    }

    @Test
    void noRowsAreNoStream() throws Exception {
        assertThat(ArrowRows.of(result(Column.text("T"))).first()).isEmpty();
    }

    private List<String> read(Column column, String... values) throws Exception {
        byte[] stream = ArrowRows.of(result(column, values)).first();
        List<String> read = new ArrayList<>();
        try (RootAllocator memory = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(stream), memory)) {
            fields.clear();
            fields.addAll(reader.getVectorSchemaRoot().getSchema().getFields());
            while (reader.loadNextBatch()) {
                for (int row = 0; row < reader.getVectorSchemaRoot().getRowCount(); row++) {
                    read.add(String.valueOf(reader.getVectorSchemaRoot().getVector(0).getObject(row)));
                }
            }
        }
        return read;
    }

    private static StatementResult result(Column column, String... values) {
        return StatementResult.of(StatementType.SELECT, List.of(column),
                Arrays.stream(values).map(Arrays::asList).toList());
    }

    private static Column timestamp(String type, int scale) {
        return new Column("T", type, 0, scale, 0, true);
    }

    private static String moment(long epoch, int fraction) {
        return "{\"epoch\":" + epoch + ",\"fraction\":" + fraction + "}";
    }

    private static String moment(long epoch, int fraction, int timezone) {
        return "{\"epoch\":" + epoch + ",\"fraction\":" + fraction + ",\"timezone\":" + timezone + "}";
    }
}
