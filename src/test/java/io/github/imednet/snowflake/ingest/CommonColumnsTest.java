package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.ingest.CommonColumns.FileColumns;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.rows.RowSource;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.SourceType;
import io.github.imednet.snowflake.types.SourceType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonColumnsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NUMBER(9,2)      | NUMBER(9,3)      | NUMBER(10,3)
            NUMBER(38,2)     | NUMBER(38,5)     | NUMBER(38,5)
            TIME(3)          | TIME(9)          | TIME(9)
            TIMESTAMP_LTZ(6) | TIMESTAMP_LTZ(3) | TIMESTAMP_LTZ(6)
            BINARY(4)        | BINARY(16)       | BINARY(16)
            OBJECT           | VARIANT          | VARIANT
            """)
    void aWiderTypeHoldsBothWhateverTheOrder(String one, String other, String common) {
        assertThat(common(one, other)).isEqualTo(common);
        assertThat(common(other, one)).isEqualTo(common);
    }

    @Test
    void wholeNumbersHaveTheirNineteenDigitsBesideDecimalsAndNullsAnyType() {
        Column whole = SourceType.integer(64, true).column("N");
        Column decimal = SourceType.decimal(9, 2).column("N");
        Column none = SourceType.of(Kind.NULL).column("N");

        assertThat(type(whole, decimal)).isEqualTo("NUMBER(21,2)");
        assertThat(type(none, decimal)).isEqualTo("NUMBER(9,2)");
        assertThat(type(decimal, none)).isEqualTo("NUMBER(9,2)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TIMESTAMP_LTZ(6) | TIMESTAMP_NTZ(6)
            NUMBER(38,0)     | FLOAT
            VARCHAR          | NUMBER(38,0)
            OBJECT           | ARRAY
            """)
    void typesThatNoColumnHoldsAreRefusedWithBothFilesWhateverTheOrder(String one, String other) {
        for (List<String> types : List.of(List.of(one, other), List.of(other, one))) {
            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> common(types.get(0), types.get(1)))
                    .withMessageContaining("The column N is")
                    .withMessageContaining("a.parquet")
                    .withMessageContaining("b.parquet");
        }
    }

    /** Else the file would have no room for what only the other one says. */
    @Test
    void whereTheTypeIsDecidedTheValuesAreThoseOfAllFilesWhateverTheOrder() {
        Column whole = SourceType.integer(64, true).column("N");
        Column decimal = SourceType.decimal(38, 0).column("N");
        List<Column> given = GivenColumns.parse("N NUMBER(38,0)");

        for (List<FileColumns> files : List.of(files(whole, decimal), files(decimal, whole))) {
            assertThat(new CommonColumns(List.of(), name -> true).of(files).get(0).form()).isEqualTo(Column.Form.ANY);
            assertThat(new CommonColumns(given, name -> false).of(files).get(0).form()).isEqualTo(Column.Form.ANY);
        }
    }

    @Test
    void namesThatDifferInCaseAreColumnsOfTheirOwnWhereBothAreGivenInQuotes() {
        List<Column> file = List.of(column("Id", "NUMBER(38,0)"), column("ID", "VARCHAR"));
        List<Column> given = GivenColumns.parse("\"Id\" NUMBER, \"ID\" VARCHAR");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> TableColumns.ofNewTable(file))
                .withMessageContaining("Several columns of the rows mean [ID]");
        TableColumns columns = TableColumns.ofNewTable(GivenColumns.applied(file, given));
        assertThat(columns.targets()).extracting(TargetColumn::name).containsExactly("Id", "ID");
        assertThat(columns.differInCase()).isTrue();
        assertThat(columns.positions(new NoRows(file))).containsExactly(0, 1);
    }

    private static String common(String one, String other) {
        return type(column("N", one), column("N", other));
    }

    private static String type(Column one, Column other) {
        return new CommonColumns(List.of(), name -> false).of(files(one, other)).get(0).type().sql();
    }

    private static List<FileColumns> files(Column one, Column other) {
        return List.of(
                new FileColumns("a.parquet", List.of(one), false), new FileColumns("b.parquet", List.of(other), false));
    }

    private static Column column(String name, String type) {
        return new Column(name, ColumnType.parse(type));
    }

    /** Rows of these columns, none of which is there. */
    private record NoRows(List<Column> columns) implements RowSource {

        @Override
        public String name() {
            return "rows";
        }

        @Override
        public boolean holdsOnlyTexts() {
            return false;
        }

        @Override
        public List<Object[]> next(int most) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
