package io.github.imednet.snowflake.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.rows.ColumnInference.Source;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The type of a column keeps each of its values as it is, and the order of the rows plays no part. */
class ColumnInferencePropertiesTest {

    @Property(tries = 3000)
    void aColumnKeepsEveryTextWhateverItsPlace(@ForAll("texts") List<String> texts, @ForAll Random random) {
        Column column = column(texts);
        List<String> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, random);

        assertThat(column(shuffled)).isEqualTo(column);
        texts.forEach(text -> assertThat(kept(text, column)).as("%s as %s", text, column.type()).isTrue());
    }

    @Property(tries = 2000)
    void aGlanceAtAPlainNumberFindsWhatACloserLookFinds(@ForAll("texts") List<String> texts) {
        ColumnInference closer = new ColumnInference(Source.TEXTS);
        texts.forEach(text -> closer.add(TextGuess.value(text)));

        assertThat(column(texts)).isEqualTo(closer.column("V"));
    }

    @Property(tries = 3000)
    void aColumnKeepsEveryNumberOfJsonWhateverItsPlace(
            @ForAll("numberLists") List<BigDecimal> numbers, @ForAll Random random) {
        List<Object> values = new ArrayList<>(numbers.stream().map(ColumnInferencePropertiesTest::asJackson).toList());
        Column column = column(Source.JSON, values);
        Collections.shuffle(values, random);

        assertThat(column(Source.JSON, values)).isEqualTo(column);
        numbers.forEach(number -> assertThat(kept(number, column)).as("%s as %s", number, column.type()).isTrue());
    }

    @Property(tries = 2000)
    void aFloatIsTheNumberOfItsShortestDecimal(@ForAll double number) {
        BigDecimal exact = new BigDecimal(number);
        BigDecimal shortest = IntStream.rangeClosed(1, 17)
                .mapToObj(digits -> exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)))
                .filter(decimal -> decimal.doubleValue() == number)
                .findFirst()
                .orElseThrow();

        assertThat(ExactNumbers.isDouble(exact)).isTrue();
        assertThat(ExactNumbers.isDouble(shortest)).as(shortest.toString()).isTrue();
    }

    /** Two decimals of 16 digits are just as near to this double: it reads back as the even one. */
    @Example
    void ofTwoShortestDecimalsTheEvenOneIsKept() {
        BigDecimal even = new BigDecimal("-89045340343069.62");
        BigDecimal odd = new BigDecimal("-89045340343069.63");

        assertThat(odd.doubleValue()).isEqualTo(even.doubleValue());
        assertThat(ExactNumbers.isDouble(even)).isTrue();
        assertThat(ExactNumbers.isDouble(odd)).isFalse();
    }

    @Example
    void aDecimalThatIsOnlyNearADoubleIsNotKept() {
        for (String text : List.of("9007199254740993", "0.10000000000000001", "12345678901234567.25", "1e400",
                "-1e-400",
                "1.000000000000000001")) {
            assertThat(ExactNumbers.isDouble(new BigDecimal(text))).as(text).isFalse();
        }
        for (String text : List.of("0.1", "1e3", "9007199254740992", "0.30000000000000004", "5e-324",
                "1.7976931348623157e308")) {
            assertThat(ExactNumbers.isDouble(new BigDecimal(text))).as(text).isTrue();
        }
    }

    private static Object asJackson(BigDecimal number) {
        if (number.scale() > 0 || number.scale() < 0) {
            return number;
        }
        BigInteger whole = number.toBigInteger();
        return whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
    }

    private static Column column(List<String> texts) {
        ColumnInference inference = new ColumnInference(Source.TEXTS);
        texts.forEach(inference::addText);
        return inference.column("V");
    }

    private static Column column(Source source, List<Object> values) {
        ColumnInference inference = new ColumnInference(source);
        values.forEach(inference::add);
        return inference.column("V");
    }

    /** Whether what is written for the text is the text, or the number, time or truth that just this text means. */
    private static boolean kept(String text, Column column) {
        if (column.type().logical() == LogicalType.TEXT) {
            return true;
        }
        boolean looksLikeANumber = text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
        return switch (column.type().logical()) {
            case FIXED -> looksLikeANumber && written(text, column).compareTo(new BigDecimal(text)) == 0;
            case REAL -> looksLikeANumber
                    ? ExactNumbers.isDouble(new BigDecimal(text))
                    : text.equals("NaN") || text.equals("inf");
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case DATE -> text.equals("2024-02-29");
            case TIMESTAMP_NTZ -> text.startsWith("2024-02-29") && !text.endsWith("Z");
            case TIMESTAMP_LTZ -> text.endsWith("Z");
            case TIME -> text.equals("08:30:00");
            default -> false;
        };
    }

    private static boolean kept(BigDecimal number, Column column) {
        return switch (column.type().logical()) {
            case FIXED -> written(asJackson(number), column).compareTo(number) == 0;
            case REAL -> ExactNumbers.isDouble(number);
            case VARIANT -> new BigDecimal(JsonText.of(number)).compareTo(number) == 0;
            default -> column.type().logical() == LogicalType.TEXT;
        };
    }

    private static BigDecimal written(Object value, Column column) {
        ColumnType type = column.type();
        return column.form() == Column.Form.LONG
                ? BigDecimal.valueOf(Numbers.whole(value))
                : new BigDecimal(new BigInteger(Numbers.unscaledBytes(value, type)), type.scale());
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> odd = Arbitraries.of(
                "007", "+7", " 7 ", "007.5", ".5", "5.", "1e3", "1.5E-7", "NaN", "inf", "true", "True", "yes", "", "x",
                "9007199254740993", "12345678901234567890123456789012345678", "0.1234567890123456789012345678901",
                "123456789012345678", "2024-02-29", "2024-02-30", "2024-02-29T08:30:00",
                "2024-02-29 08:30:00.123456789",
                "2024-02-29T08:30:00Z", "0000-01-01", "08:30:00", "24:00:00", "0x10", "1e400", "007e3", "-0");
        Arbitrary<String> plain = numbers().map(BigDecimal::toPlainString);
        return Arbitraries.frequencyOf(
                Tuple.of(2, plain.list().ofMinSize(1).ofMaxSize(5)),
                Tuple.of(3, Arbitraries.oneOf(odd, plain).list().ofMinSize(1).ofMaxSize(4)));
    }

    @Provide
    Arbitrary<List<BigDecimal>> numberLists() {
        return numbers().list().ofMinSize(1).ofMaxSize(5);
    }

    private static Arbitrary<BigDecimal> numbers() {
        Arbitrary<BigInteger> digits = Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.valueOf(-1000), BigInteger.valueOf(1000)),
                Arbitraries.longs().map(BigInteger::valueOf),
                Arbitraries.bigIntegers().between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40)));
        return digits.flatMap(number -> Arbitraries.integers().between(-3, 40).map(
                scale -> new BigDecimal(number, scale > 20 && number.bitLength() < 64 ? scale - 20 : scale)));
    }
}
