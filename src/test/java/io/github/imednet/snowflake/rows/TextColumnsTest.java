package io.github.imednet.snowflake.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.ingest.GivenColumns;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns of text files, found from all rows, and what is said of files that cannot be read. */
class TextColumnsTest {

    private static final IngestSettings SETTINGS = IngestSettings.read(key -> Optional.ofNullable(Map.of(
                    "snowflake.account", "local",
                    "snowflake.user", "LOADER",
                    "snowflake.password", "local-password",
                    "snowflake.database", "IMEDNET",
                    "snowflake.schema", "PUBLIC",
                    "snowflake.warehouse", "COMPUTE_WH",
                    "ingest.table", "T")
            .get(key)));

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "5,         007,                VARCHAR",
        "5.5,       007.5,              VARCHAR",
        "5,         1e3,                FLOAT",
        "5,         +7,                 VARCHAR",
        "5.25,      1.125,              'NUMBER(38,3)'",
        "123456789012345678, 0.1234567890123456789012345678901, VARCHAR",
        "9007199254740993, 1e3,         VARCHAR",
        "9007199254740993, NaN,         VARCHAR",
        "12345678901234567.25, inf,     VARCHAR",
        "1,         123456789012345678901234567890123456789, VARCHAR",
        "12345678901234567890123456789012345678, 0.5, VARCHAR",
        "true,      True,               VARCHAR",
        "2024-02-29, 2024-02-30,        VARCHAR",
        "2024-02-29, 2024-02-29T08:30:00.123456789, TIMESTAMP_NTZ(9)",
        "2024-02-29T08:30:00, 2024-02-29T08:30:00Z, VARCHAR",
        "08:30:00,  24:00:00,           VARCHAR",
        "1.5e-100,  2.25e-308,          FLOAT",
        "1.5e-00100, 1e3,               FLOAT"
    })
    void aLateTextCountsAsMuchAsTheFirst(String usual, String odd, String type) throws Exception {
        List<String> rows = new ArrayList<>(Collections.nCopies(12_000, usual));
        rows.add(odd);
        assertThat(types(file("late.csv", "v\n" + String.join("\n", rows) + "\n"))).containsExactly("v " + type);

        Collections.reverse(rows);
        assertThat(types(file("early.csv", "v\n" + String.join("\n", rows) + "\n"))).containsExactly("v " + type);
        assertThat(types(file("first.csv", "v\n" + usual + "\n"), file("second.csv", "v\n" + odd + "\n")))
                .containsExactly("v " + type);
    }

    @ParameterizedTest
    @CsvSource({
        "1,     '\"007\"',              VARIANT",
        "1.5,   9007199254740993,       'NUMBER(38,1)'",
        "1.0,   2.5,                    FLOAT",
        "0.1,   12345678901234567.123456789, 'NUMBER(38,9)'",
        "0.5,   12345678901234567890123456789012345678, VARIANT",
        "1,     123456789012345678901234567890123456789, VARCHAR",
        "null,  true,                   BOOLEAN",
        "1,     '{\"a\":1}',            VARIANT"
    })
    void aLateValueOfJsonCountsAsMuchAsTheFirst(String usual, String odd, String type) throws Exception {
        String many = ("{\"v\":" + usual + "}\n").repeat(12_000);
        String one = "{\"v\":" + odd + "}\n";

        assertThat(types(file("late.ndjson", many + one))).containsExactly("v " + type);
        assertThat(types(file("early.ndjson", one + many))).containsExactly("v " + type);
    }

    @Test
    void theValuesOfAColumnWhoseTypeIsGivenAreLookedAtInNoFile() throws Exception {
        List<Path> files = List.of(
                file("known.csv", "x\n12345678901234567890123\n"),
                file("known.ndjson", "{\"x\":{\"a\":[1]},\"y\":2}\n{\"y\":3,\"x\":null}\n"));

        assertThat(new TextColumns(SETTINGS, Sql::identifier, "x"::equals).of(files))
                .extracting(column -> column.name() + " " + column.form())
                .containsExactly("x ANY", "y LONG");
    }

    @Test
    void theValuesOfAKeyWhoseTypeIsGivenAreNotRead() throws Exception {
        Path file = file("skipped.ndjson", "{\"x\":1e99999999999,\"y\":[{}]}\n");
        Path doubled = file("doubled.ndjson", "{\"x\":1,\"x\":2}\n");
        TextColumns columns = new TextColumns(SETTINGS, Sql::identifier, "x"::equals);

        assertThat(columns.of(List.of(file))).extracting(Column::name).containsExactly("x", "y");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> types(file))
                .withMessage("Row 1 of skipped.ndjson has a number whose exponent has more digits than can be read:"
                        + " write it as a text");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> columns.of(List.of(doubled)))
                .withMessageContaining("Row 1 of doubled.ndjson has the same key twice in an object");
    }

    @Test
    void keysThatAreGivenInQuotesAreColumnsOfTheirOwn() throws Exception {
        Path file = file("ids.ndjson", "{\"Id\":1,\"ID\":2}\n{\"id\":3}\n");
        List<Column> given = GivenColumns.parse("\"Id\" NUMBER, \"ID\" NUMBER");

        assertThat(new TextColumns(SETTINGS, name -> GivenColumns.identifier(name, given), name -> true)
                        .of(List.of(file)))
                .extracting(Column::name)
                .containsExactly("Id", "ID");
    }

    @Test
    void aKeyThatOnlyTheLastRowHasIsAColumn() throws Exception {
        assertThat(types(file("keys.ndjson", "{\"a\":1}\n".repeat(12_000) + "{\"b\":\"x\"}\n")))
                .containsExactly("a NUMBER(38,0)", "b VARCHAR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'id,n\n1,\"abc\n2,d\n'                 | Row 1 of f.csv has a quote that is never closed",
        "'id,n\n1,a\n2,\"b\n3,c\n4,d\n'         | Row 2 of f.csv has a quote that is never closed",
        "'id,n\n1,a\n2,\"b'                     | Row 2 of f.csv has a quote that is never closed",
        "'id,n\n1,a\n2,\"'                      | Row 2 of f.csv has a quote that is never closed",
        "'id,n\n1,a\n2,\"b\"\"'                 | Row 2 of f.csv has a quote that is never closed",
        "'id,\"n\n1,a\n2,b\n'                   | The first line of f.csv has a quote that is never closed",
        "'id,n\n1,\"a\"b\n'                     | Row 1 of f.csv is not valid CSV: text follows a closing quote",
        "'id,ID\n1,2\n'                         | Columns 1 and 2 of f.csv have the same name in Snowflake",
        "'id,\n1,2\n'                           | Column 2 of f.csv has no name",
        "''                                     | f.csv is empty"
    })
    void aCsvFileThatIsNotValidIsAnErrorThatNamesTheRow(String text, String message) {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> types(file("f.csv", text)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "id,n\n1,\"a\"\n2,\"\"\"\"", "id,n\r\n1,\"a\"\r\n2,\"x\ny\"\r\n", "id,n\r1,a\r2,b", "id,n\n1,a\n\n2,\n"
    })
    void aCsvFileEndsWithALineBreakOrWithout(String text) throws Exception {
        try (RowSource rows = FileFormat.CSV.open(file("f.csv", text), List.of(), SETTINGS)) {
            assertThat(rows.next(10)).hasSize(2).allSatisfy(row -> assertThat(row).hasSize(2));
            assertThat(rows.next(10)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'{\"a\":1}\n{\"a\":'              | Row 2 of f.ndjson is truncated",
        "'{\"a\":\"x'                      | Row 1 of f.ndjson is truncated",
        "'{\"a\":1}\n{\"a\":1,\"a\":2}'    | Row 2 of f.ndjson has the same key twice",
        "'{\"a\":NaN}'                     | Row 1 of f.ndjson has NaN or Infinity",
        "'{\"a\":-Infinity}'               | Row 1 of f.ndjson has NaN or Infinity",
        "'{\"\":1}'                        | Row 1 of f.ndjson has an empty key",
        "'[1]'                             | Row 1 of f.ndjson is a JSON value, not an object",
        "'[{\"a\":1}'                      | Row 2 of f.ndjson is truncated",
        "'{\"a\":1}\n5'                    | Row 2 of f.ndjson is a JSON value, not an object",
        "'{\"a\":1}\n{a:1}'                | Row 2 of f.ndjson is not valid JSON (line 2, column "
    })
    void aLineThatIsNotAnObjectIsAnErrorThatSaysWhy(String text, String message) {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> types(file("f.ndjson", text)))
                .withMessageContaining(message);
    }

    @Test
    void objectsBehindAnArrayOfObjectsAreRowsToo() throws Exception {
        Path file = file("array.ndjson", "[{\"a\":1},{\"a\":2}]\n{\"a\":3}\n");

        List<Column> columns = List.of(new Column("a", ColumnType.of(LogicalType.FIXED)));
        try (RowSource rows = FileFormat.JSON_LINES.open(file, columns, SETTINGS)) {
            assertThat(rows.next(10)).extracting(row -> row[0]).containsExactly(1, 2, 3);
        }
    }

    @Test
    void whatIsTooDeepIsSaidToBe() {
        String deep = "{\"a\":" + "[".repeat(1100) + "]".repeat(1100) + "}";

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> types(file("f.ndjson", deep)))
                .withMessageContaining("Row 1 of f.ndjson is nested more than 1000 levels deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void aFileInAnotherEncodingIsSaidToBe(String encoding) throws Exception {
        Path csv = directory.resolve("wide.csv");
        Files.write(csv, "id,n\n1,a\n".getBytes(Charset.forName(encoding)));
        Path json = directory.resolve("wide.ndjson");
        Files.write(json, "{\"a\":1}\n".getBytes(Charset.forName(encoding)));

        for (Path file : List.of(csv, json)) {
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> types(file))
                    .withMessageContaining(file.getFileName() + " is in UTF-16 or UTF-32: save it as UTF-8");
        }
    }

    @Test
    void theMarkBeforeUtf8IsNoPartOfTheText() throws Exception {
        assertThat(types(file("bom.csv", "\uFEFF\"id\",n\r\n1,2\r\n")))
                .containsExactly("id NUMBER(38,0)", "n NUMBER(38,0)");
        assertThat(types(file("bom.ndjson", "\uFEFF{\"a\":1}\r\n\r\n{\"a\":2}"))).containsExactly("a NUMBER(38,0)");
    }

    private List<String> types(Path... files) throws IOException {
        return new TextColumns(SETTINGS, Sql::identifier, name -> false).of(List.of(files)).stream()
                .map(column -> column.name() + " " + column.type().sql())
                .toList();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
    }
}
