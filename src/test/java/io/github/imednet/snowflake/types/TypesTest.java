package io.github.imednet.snowflake.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;

class TypesTest {

    @Test
    void arrowTypesBecomeWhatTheGuideOfTheYardstickSays() {
        assertThat(arrow(new ArrowType.Int(8, true))).isEqualTo("NUMBER(38,0)");
        assertThat(arrow(new ArrowType.Int(64, false))).isEqualTo("NUMBER(38,0)");
        assertThat(arrow(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE))).isEqualTo("FLOAT");
        assertThat(arrow(new ArrowType.Decimal(38, 10, 128))).isEqualTo("NUMBER(38,10)");
        assertThat(arrow(new ArrowType.Utf8())).isEqualTo("VARCHAR");
        assertThat(arrow(new ArrowType.Binary())).isEqualTo("BINARY");
        assertThat(arrow(new ArrowType.FixedSizeBinary(16))).isEqualTo("BINARY(16)");
        assertThat(arrow(new ArrowType.Bool())).isEqualTo("BOOLEAN");
        assertThat(arrow(new ArrowType.Date(DateUnit.DAY))).isEqualTo("DATE");
        assertThat(arrow(new ArrowType.Date(DateUnit.MILLISECOND))).isEqualTo("DATE");
        assertThat(arrow(new ArrowType.Time(TimeUnit.SECOND, 32))).isEqualTo("TIME(0)");
        assertThat(arrow(new ArrowType.Time(TimeUnit.NANOSECOND, 64))).isEqualTo("TIME(9)");
        assertThat(arrow(new ArrowType.Timestamp(TimeUnit.MILLISECOND, null))).isEqualTo("TIMESTAMP_NTZ(3)");
        assertThat(arrow(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"))).isEqualTo("TIMESTAMP_LTZ(6)");
        assertThat(arrow(new ArrowType.Struct())).isEqualTo("OBJECT");
        assertThat(arrow(new ArrowType.Map(false))).isEqualTo("OBJECT");
        assertThat(arrow(new ArrowType.List())).isEqualTo("ARRAY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> arrow(new ArrowType.Duration(TimeUnit.SECOND)))
                .withMessageContaining("C is of the Arrow type");
    }

    @Test
    void aColumnIsReadBackFromParquetAsItWasWritten() {
        List<String> types = List.of(
                "NUMBER(5,2)", "NUMBER(38,10)", "FLOAT", "VARCHAR", "BINARY", "BOOLEAN", "DATE", "TIME(3)", "TIME(6)",
                "TIME(9)", "TIMESTAMP_NTZ(3)", "TIMESTAMP_NTZ(6)", "TIMESTAMP_LTZ(6)");

        assertThat(types).allSatisfy(type -> {
            Column column = new Column("C", ColumnType.parse(type));
            assertThat(ParquetTypes.column(ParquetTypes.written(column)).type().sql()).isEqualTo(type);
        });
    }

    @Test
    void typesAreKnownByAllTheNamesThatSnowflakeHasForThem() {
        assertThat(ColumnType.parse("bigint").sql()).isEqualTo("NUMBER(38,0)");
        assertThat(ColumnType.parse("double precision").sql()).isEqualTo("FLOAT");
        assertThat(ColumnType.parse("varchar(16777216)").sql()).isEqualTo("VARCHAR");
        assertThat(ColumnType.parse("string").sql()).isEqualTo("VARCHAR");
        assertThat(ColumnType.parse("datetime").sql()).isEqualTo("TIMESTAMP_NTZ(9)");
        assertThat(ColumnType.parse(" NUMBER ( 10 , 2 ) ").sql()).isEqualTo("NUMBER(10,2)");
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnType.parse("GEOGRAPHY"));
        assertThatIllegalArgumentException().isThrownBy(() -> ColumnType.parse("NUMBER(39,0)"));
        assertThat(LogicalType.values()).extracting(LogicalType::logicalName).containsExactlyInAnyOrder(
                "fixed", "real", "text", "date", "variant", "timestamp_ltz", "timestamp_ntz", "timestamp_tz", "object",
                "array", "binary", "time", "boolean");
    }

    private static String arrow(ArrowType type) {
        return ArrowTypes.column(new Field("C", FieldType.nullable(type), null)).type().sql();
    }
}
