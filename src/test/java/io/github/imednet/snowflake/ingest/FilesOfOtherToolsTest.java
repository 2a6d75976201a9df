package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.rows.AvroValues;
import io.github.imednet.snowflake.rows.FileFormat;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.rows.JsonText;
import io.github.imednet.snowflake.rows.RowSource;
import io.github.imednet.snowflake.types.AvroTypes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files that pyarrow, DuckDB, Polars and fastavro wrote are read as. They are below {@code files}. */
class FilesOfOtherToolsTest {

    @Test
    void parquetOfPyarrowHasEveryTypeExactly() throws Exception {
        assertThat(rows("pyarrow.parquet")).containsExactly(
                "n=null b=true i8=-128 i16=-32768 i32=-2147483648 i64=-9223372036854775808 u8=255 u16=65535"
                        + " u32=4294967295 u64=18446744073709551615 f16=1.5 f32=0.1 f64=0.1 d4=1.10 d8=-1.1000"
                        + " d16=12345678901234567890123456.123456789012 t=\u00e9 bi=00ff fb=61626364 dt=0001-01-01"
                        + " t3=00:00:00.001 t6=00:00:00.000001 t9=00:00:00.000000001 s=1970-01-01T00:00:01"
                        + " ms=1969-12-31T23:59:59.999 us=1970-01-01T00:00:00.000001 ns=1970-01-01T00:00:00.000000001"
                        + " nz=1970-01-01T00:00:00.000000001Z uu=00000000-0000-0000-0000-000000000001"
                        + " mi={\"1\":1.10} u64l=[18446744073709551615] a b.c-d=1 ls=[{\"x\":1,\"y\":[\"p\",null]}]",
                "n=null b=null i8=127 i16=1 i32=1 i64=9223372036854775807 u8=0 u16=0 u32=0 u64=0 f16=-2.0 f32=null"
                        + " f64=NaN d4=null d8=null d16=null t=null bi= fb=null dt=9999-12-31 t3=null"
                        + " t6=23:59:59.999999 t9=23:59:59.999999999 s=null ms=null us=null ns=null nz=null uu=null"
                        + " mi=null u64l=[] a b.c-d=2 ls=null");
    }

    @Test
    void aVariantOfParquetIsItsDocumentAlsoInSeveralColumns() throws Exception {
        assertThat(rows("variant.parquet"))
                .containsExactly("v={\"a\":1,\"b\":[1,2.5,null,\"x\"]}", "v=3", "v=null");
        assertThat(rows("shredded-variant.parquet"))
                .hasSize(5)
                .contains("v={\"a\":3,\"d\":1.10,\"n\":null,\"s\":\"w3\",\"t\":\"2024-01-01T01:02:03\"} i=3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decimals.arrow", "decimals.arrows"})
    void decimalsOfArrowOfEveryWidthKeepTheirDigits(String file) throws Exception {
        assertThat(types(file)).containsExactly(
                "d32 NUMBER(9,2)", "d64 NUMBER(18,4)", "d256 NUMBER(38,2)", "neg NUMBER(7,0)", "s OBJECT", "l ARRAY");
        assertThat(rows(file)).containsExactly(
                "d32=1.10 d64=1.1000 d256=1.50 neg=1.2E+3 s={\"a\":1.10,\"b\":1.1000} l=[1.10,null]",
                "d32=null d64=-99999999999999.9999 d256=null neg=null s={\"a\":null,\"b\":-99999999999999.9999} l=[]",
                "d32=-2.25 d64=null d256=-7.25 neg=-5E+2 s={\"a\":-2.25,\"b\":null} l=null");
    }

    @Test
    void wordsOfADictionaryAreReadInsideOfListsStructsAndMapsToo() throws Exception {
        assertThat(rows("dictionaries.arrow")).containsExactly(
                "id=1 cats=[\"red\",\"blue\"] st={\"c\":\"red\"} m={\"k\":\"a\"}",
                "id=2 cats=[\"red\"] st={\"c\":\"blue\"} m={\"k\":\"b\"}");
        assertThat(rows("polars.arrow")).containsExactly(
                "id=1 cats=[\"red\",\"blue\"] st={\"c\":\"red\"}", "id=2 cats=[\"red\"] st={\"c\":\"blue\"}");
    }

    @Test
    void arrowsViewsRunsAndNestedTypesAreRead() throws Exception {
        assertThat(types("nested.arrow")).containsExactly(
                "n VARCHAR", "ree VARCHAR", "m OBJECT", "mi OBJECT", "lv ARRAY", "llv ARRAY", "fl ARRAY", "sv VARCHAR",
                "bv BINARY", "f16 FLOAT", "u VARCHAR", "dd ARRAY", "d64 DATE", "s OBJECT");
        assertThat(rows("nested.arrow")).startsWith(
                "n=null ree=a m={\"a\":1} mi={\"1\":\"x\",\"2\":null} lv=[1,2] llv=[1,2] fl=[1,2]"
                        + " sv=abcdefghijklmnopqrstuvwxyz bv=00ff f16=1.5 u=00000000-0000-0000-0000-000000000001"
                        + " dd=[\"q\",\"r\"] d64=0001-01-01 s={\"t\":\"2024-01-01T01:02:03\",\"z\":null,"
                        + "\"c\":\"01:02:03\"}");
    }

    @Test
    void eachRowOfAUnionHasTheTypeThatItSays() throws Exception {
        assertThat(rows("unions.arrow")).containsExactly(
                "dense=5 sparse=1 ids=1 same=1", "dense=t sparse=b ids=b same=20", "dense=6 sparse=c ids=c same=30");
    }

    @Test
    void avroFilesHaveAllLogicalTypes() throws Exception {
        assertThat(types("types.avro")).contains(
                "dec NUMBER(9,2)", "uu VARCHAR", "dt DATE", "tm TIME(3)", "tu TIME(6)", "zm TIMESTAMP_LTZ(3)",
                "zu TIMESTAMP_LTZ(6)", "zn TIMESTAMP_LTZ(9)", "lm TIMESTAMP_NTZ(3)", "lu TIMESTAMP_NTZ(6)",
                "ln TIMESTAMP_NTZ(9)", "ar ARRAY", "mp OBJECT", "rec OBJECT", "un VARIANT");
        assertThat(rows("types.avro")).hasSize(2).first().isEqualTo(
                "b=true i=1 l=4611686018427387904 f=0.5 d=0.1 s=\u00e9 by=00ff fx=616263 en=B dec=1.10 decf=-7.250"
                        + " uu=00000000-0000-0000-0000-000000000001 dt=2024-02-29 tm=01:02:03.004 tu=01:02:03.000004"
                        + " zm=2024-02-29T12:34:56.123Z zu=2024-02-29T12:34:56.123456Z"
                        + " zn=2024-02-29T12:34:56.123456789Z lm=2024-02-29T12:34:56.123"
                        + " lu=2024-02-29T12:34:56.123456 ln=2024-02-29T12:34:56.123456789"
                        + " ar=[\"1970-01-01T00:00:00.000000001Z\",\"1970-01-01T00:00:00.000000002Z\"]"
                        + " mp={\"k\":2.20} rec={\"x\":1,\"kid\":{\"x\":2,\"kid\":null}} un=t");
    }

    /** As Avro 1.12 writes it: the unscaled number with its length, then the scale. */
    @Test
    void avrosDecimalsWithAScaleOfTheirOwnKeepTheirDigits() {
        Schema schema = new Schema.Parser().parse("{\"type\": \"bytes\", \"logicalType\": \"big-decimal\"}");

        assertThat(AvroValues.of(schema, ByteBuffer.wrap(new byte[] {2, 110, 4}))).isEqualTo(new BigDecimal("1.10"));
        assertThat(AvroTypes.column(new Schema.Field("d", schema)).type().sql()).isEqualTo("VARCHAR");
    }

    @Test
    void aFileWithoutRowsHasItsColumns() throws Exception {
        assertThat(types("no-rows.parquet")).containsExactly("id NUMBER(38,0)");
        assertThat(rows("no-rows.parquet")).isEmpty();
        assertThat(types("no-rows.avro")).hasSize(25);
        assertThat(rows("no-rows.avro")).isEmpty();
        assertThat(rows("empty-row-group.parquet")).containsExactly("id=1 x=a", "id=2 x=b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            interval.parquet    | Column v is of the Parquet type INTERVAL, which Snowflake has no type for
            duration.arrow      | Column v is of the Arrow type Duration(MILLISECOND), which Snowflake has no type for
            number-keys.parquet | Column m is a map with keys of the type FLOAT64, but those of an OBJECT are texts
            two-fields.arrow    | Column v is a struct with two fields named a, of which an OBJECT holds one
            two-keys.arrow      | Column V of row 1 of two-keys.arrow: a map with the same key twice
            xz.avro             | whose library is not on the class path, such as org.tukaani:xz
            """)
    void whatNoColumnHoldsIsRefusedByItsName(String file, String message) {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> rows(file))
                .withMessageContaining(file)
                .withMessageContaining(message);
    }

    private static RowSource open(String name) throws Exception {
        Path file = Path.of(FilesOfOtherToolsTest.class.getResource("/files/" + name).toURI());
        return FileFormat.of(file).open(file, null, null);
    }

    private static List<String> types(String name) throws Exception {
        try (RowSource source = open(name)) {
            return source.columns().stream().map(column -> column.name() + ' ' + column.type().sql()).toList();
        }
    }

    private static List<String> rows(String name) throws Exception {
        List<String> rows = new ArrayList<>();
        try (RowSource source = open(name)) {
            for (List<Object[]> next = source.next(2); !next.isEmpty(); next = source.next(2)) {
                next.forEach(row -> rows.add(text(source, row)));
            }
        }
        return rows;
    }

    private static String text(RowSource source, Object[] row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            Object value = row[i] instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : row[i];
            boolean isDocument = value instanceof Map<?, ?> || value instanceof List<?>;
            values.add(source.columns().get(i).name() + '=' + (isDocument ? JsonText.of(value) : value));
        }
        return String.join(" ", values);
    }
}
