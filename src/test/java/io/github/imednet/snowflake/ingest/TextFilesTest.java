package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.imednet.snowflake.rows.IngestException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the values of text files and of a program are in the table: exactly what they were, wherever they stand. */
class TextFilesTest {

    private static final int MANY = 10_001;

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void theLastRowsOfCsvFilesKeepTheirTexts() throws Exception {
        String many = IntStream.range(0, MANY)
                .mapToObj(i -> i + ",5,5.5,1e3\n")
                .collect(Collectors.joining());
        Path first = snowflake.file("first.csv", "id,z,d,f\n" + many);
        Path second = snowflake.file("second.csv", "id,z,d,f\n10001,007,5.125,9007199254740993\n");

        snowflake.ingest("LATE", List.of(first, second), Map.of());

        assertThat(snowflake.query("SELECT Z, D, F FROM LATE WHERE ID IN (1, 10001) ORDER BY ID"))
                .containsExactly("5|5.500|1e3", "007|5.125|9007199254740993");
    }

    @Test
    void typesThatAreGivenOrThatTheTableHasComeBeforeThoseThatTheTextsShow() throws Exception {
        snowflake.execute("CREATE TABLE TYPED (N NUMBER, S VARCHAR, F FLOAT)");
        Path typed = snowflake.file("typed.csv", "n,s,f\n007,007,9007199254740993\n");
        snowflake.ingest("TYPED", typed, Map.of("ingest.mode", "append"));
        assertThat(snowflake.query("SELECT N, S, F = 9007199254740992 FROM TYPED")).containsExactly("7|007|TRUE");

        snowflake.ingest("GIVEN", snowflake.file("given.csv", "n,s\n7,7\n"), Map.of("ingest.columns", "S VARCHAR"));
        assertThat(snowflake.query("SELECT N + 1, S || '' FROM GIVEN")).containsExactly("8|7");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest(
                        "BEYOND", snowflake.file("beyond.csv", "n\n1e400\n"), Map.of("ingest.columns", "N FLOAT")))
                .withMessageContaining("Column N of row 1 of beyond.csv: out of FLOAT's range");
    }

    @Test
    void numbersOfJsonLinesKeepEveryDigit() throws Exception {
        Path file = snowflake.file("numbers.ndjson",
                "{\"a\":12345678901234567.123456789,\"b\":0.1,\"c\":1,\"d\":1.0}\n".repeat(MANY)
                        + "{\"a\":1,\"b\":0.25,\"c\":\"007\",\"d\":9007199254740993}\n");

        snowflake.ingest("NUMBERS", file, Map.of());

        assertThat(snowflake.query("SELECT DISTINCT A, B, C::VARCHAR, D FROM NUMBERS ORDER BY B"))
                .containsExactly(
                        "12345678901234567.123456789|0.1|1|1.0", "1.000000000|0.25|007|9007199254740993.0");
    }

    @Test
    void aNumberThatADocumentCannotKeepIsAnErrorAndATextKeepsIt() throws Exception {
        String digits = "1234567890123456789012345678901234567890.5";
        Path json = snowflake.file("long.ndjson", "{\"doc\":{\"n\":" + digits + "}}\n");
        Path csv = snowflake.file("long.csv", "doc\n{\"n\":" + digits + "}\n");

        for (Path file : List.of(json, csv)) {
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> snowflake.ingest("LONG", file, Map.of("ingest.columns", "doc VARIANT")))
                    .withMessageContaining(
                            "of row 1 of " + file.getFileName() + ": a number of more than 38 digits in a document");
        }
        for (String exponent : List.of("1e99999999999", "[-1e-99999999999]")) {
            Path file = snowflake.file("exponent.csv", "doc\n{}\n" + exponent + "\n");
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> snowflake.ingest("LONG", file, Map.of("ingest.columns", "doc VARIANT")))
                    .withMessageContaining("of row 2 of exponent.csv: a number of more than 38 digits in a document");
        }
        snowflake.ingest("LONG", json, Map.of("ingest.columns", "doc VARCHAR"));
        assertThat(snowflake.query("SELECT * FROM LONG")).containsExactly("{\"n\":" + digits + "}");
    }

    @Test
    void aProgramsLateValueOfAnotherTypeIsAnErrorThatTellsTheRemedy() throws Exception {
        for (Object odd : List.of("007", 1.5e300, true, Map.of())) {
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> snowflake.ingest("PROGRAM", rows(odd), Map.of()))
                    .withMessageMatching("Column [vV] of row 10002 of the message: .*")
                    .withMessageContaining("ingest.columns");
        }
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("PROGRAM", Stream.concat(
                        stream(), Stream.of(Map.of("w", 1))).iterator(), Map.of()))
                .withMessageContaining("Column w of row 10002 of the message is not among those");

        snowflake.ingest("PROGRAM", rows("007"), Map.of("ingest.columns", "v VARCHAR"));
        assertThat(snowflake.query("SELECT MIN(V), MAX(V), COUNT(*) FROM PROGRAM")).containsExactly("007|1|10002");
    }

    @Test
    void aProgramsValuesAreTextsWhereTheirTextSaysAllOfThem() throws Exception {
        Map<String, Object> row = Map.of("a", new Object[] {1, "b"}, "s", new String[] {"x"}, "c", 'x', "d",
                Duration.ofHours(1), "e", DayOfWeek.MONDAY, "i", URI.create("a:b"), "u", new UUID(0, 1), "l",
                Locale.GERMANY, "x", DatatypeFactory.newInstance().newXMLGregorianCalendar("2026-02-28"));
        snowflake.ingest("TEXTS", List.of(row), Map.of("ingest.columns", "A VARCHAR, S VARCHAR, C VARCHAR, D VARCHAR,"
                + " E VARCHAR, I VARCHAR, U VARCHAR, L VARCHAR, X VARCHAR"));
        assertThat(snowflake.query("SELECT A, S, C, D, E, I, U, L, X FROM TEXTS")).containsExactly(
                "[1,\"b\"]|[\"x\"]|x|PT1H|MONDAY|a:b|00000000-0000-0000-0000-000000000001|de_DE|2026-02-28");

        for (Object value : List.of(new int[] {1}, Calendar.getInstance(), new Object(), TextNode.valueOf("x"),
                List.of(new float[] {1}), ByteBuffer.allocate(1), IntBuffer.allocate(1), Optional.of("x"),
                OptionalInt.of(1), new Site(1), CompletableFuture.completedFuture("x"),
                DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument())) {
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> snowflake.ingest(
                            "NO_TEXT", List.of(Map.of("v", value)), Map.of("ingest.columns", "v VARCHAR")))
                    .withMessageMatching("Column V of row 1 of the message: (a value of the class|bytes).*");
        }
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("NO_TEXT", List.of(Map.of("v", new int[] {1})), Map.of()))
                .withMessageContaining("a value of the class int[]");
    }

    @Test
    void aDateOfJavaKeepsItsMillisecondsAsText() throws Exception {
        Map<String, Object> row = Map.of("d", java.sql.Date.valueOf("2026-02-28"), "t", Time.valueOf("10:00:00"), "s",
                Timestamp.valueOf("2026-02-28 10:00:00.123"), "u", new Date(1_700_000_000_123L), "m",
                new Time(Time.valueOf("10:00:00").getTime() + 5));

        snowflake.ingest("DATES", List.of(Map.of("doc", row), Map.of("text", new Date(5))), Map.of(
                "ingest.columns", "doc VARIANT, text VARCHAR"));

        assertThat(snowflake.query("SELECT DOC:d::VARCHAR, DOC:t::VARCHAR, DOC:s::VARCHAR, DOC:u::VARCHAR,"
                        + " DOC:m::VARCHAR FROM DATES WHERE DOC IS NOT NULL"))
                .containsExactly("2026-02-28|10:00:00|2026-02-28 10:00:00.123|2023-11-14T22:13:20.123Z|10:00:00.005");
        assertThat(snowflake.query("SELECT TEXT FROM DATES WHERE TEXT IS NOT NULL"))
                .containsExactly("1970-01-01T00:00:00.005Z");
    }

    @Test
    void aNumberOfAnotherClassKeepsItsFraction() throws Exception {
        DoubleAdder half = new DoubleAdder();
        half.add(1.5);
        snowflake.ingest("ADDERS", List.of(
                Map.of("n", half, "doc", Map.of("x", half, "w", new AtomicLong(7)), "w", new AtomicLong(7)),
                Map.of("n", 2, "w", 8L)), Map.of());
        assertThat(snowflake.query("SELECT N, DOC:x::VARCHAR, DOC:w::VARCHAR, W FROM ADDERS ORDER BY N"))
                .containsExactly("1.5|1.5|7|7", "2.0|null|null|8");

        snowflake.ingest("RATIOS", List.of(Map.of("v", new Third())), Map.of());
        assertThat(snowflake.query("SELECT V FROM RATIOS")).containsExactly("1/3");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest(
                        "RATIO", List.of(Map.of("v", Map.of("x", new Third()))), Map.of()))
                .withMessageContaining("Column V of row 1 of the message: no number");
    }

    /** As languages on the JVM have ratios. */
    private static final class Third extends Number {

        private static final long serialVersionUID = 1L;

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public float floatValue() {
            return 1f / 3;
        }

        @Override
        public double doubleValue() {
            return 1d / 3;
        }

        @Override
        public String toString() {
            return "1/3";
        }
    }

    @Test
    void aFileThatIsNotWhatItsNameSaysIsNamed() throws Exception {
        for (String ending : List.of(".csv.gz", ".ndjson.gz")) {
            Path empty = snowflake.file("empty" + ending, "");
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> snowflake.ingest("NO_GZIP", empty, Map.of()))
                    .withMessageStartingWith("empty" + ending + " is truncated: it ends inside of what gzip")
                    .withMessageNotContaining("null");
            Path other = snowflake.file("other" + ending, "id,name and more than ten bytes");
            assertThatExceptionOfType(IngestException.class)
                    .isThrownBy(() -> snowflake.ingest("NO_GZIP", other, Map.of()))
                    .withMessageStartingWith("other" + ending + " is not a readable gzip file: Not in GZIP format");
        }
    }

    /** Java writes Site[id=1]. */
    private record Site(int id) {}

    @Test
    void aCollectionIsLookedAtToItsEnd() throws Exception {
        List<Object> rows = new ArrayList<>(stream().toList());
        rows.add(Map.of("v", "007", "w", 1));

        snowflake.ingest("COLLECTION", rows, Map.of());

        assertThat(snowflake.query("SELECT V::VARCHAR, W FROM COLLECTION WHERE W IS NOT NULL"))
                .containsExactly("007|1");
    }

    @Test
    void aRowThatIsCutOffBehindATextForNullIsNoEmptyLine() throws Exception {
        Path file = snowflake.file("cut.csv", "id,name\n\n1,a\nNULL");

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("CUT", file, Map.of("ingest.csv-null", "NULL")))
                .withMessageContaining("Row 2 of cut.csv has 1 fields, the first line 2");
    }

    @Test
    void aFileOfTheFirstVersionOfFeatherIsSaidToBe() throws Exception {
        Path file = snowflake.file("old.feather", "FEA1 and more");

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("FEATHER", file, Map.of()))
                .withMessageContaining("old.feather is in version 1 of Feather, which Arrow does not read any more");
    }

    @Test
    void aFileThatIsChangedWhileItIsReadIsNotLoaded() throws Exception {
        Path file = snowflake.file("growing.csv", "id\n1\n");
        FileState before = FileState.of(file);
        before.requireUnchanged();
        Files.writeString(file, "007\n", StandardOpenOption.APPEND);

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(before::requireUnchanged)
                .withMessageContaining("growing.csv was changed while it was read");
    }

    private static Iterator<?> rows(Object last) {
        return Stream.concat(stream(), Stream.of(Map.of("v", last))).iterator();
    }

    private static Stream<Map<String, Object>> stream() {
        return IntStream.range(0, MANY).mapToObj(i -> Map.of("v", 1));
    }
}
