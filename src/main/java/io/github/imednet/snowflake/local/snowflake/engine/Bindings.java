package io.github.imednet.snowflake.local.snowflake.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/** Values of {@code ?} as the wire gives them, for DuckDB. */
final class Bindings {

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int MOST_DIGITS = 38;
    private static final int MINUTES_PER_DAY = 1440;
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");
    private static final DateTimeFormatter DIGITS_AND_OFFSET =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSSxxx");

    private Bindings() {}

    static int count(List<Token> tokens) {
        return (int) tokens.stream().filter(token -> token.kind() == Token.Kind.BIND).count();
    }

    /** How many rows a batch has; 1 without binds. */
    static int rows(List<Binding> bindings) {
        return bindings.stream().mapToInt(binding -> binding.values().size()).max().orElse(1);
    }

    /** Whether the values of each bind are of one type for DuckDB: whole numbers and fractions have no common one. */
    static boolean haveOneType(List<Binding> bindings) {
        return bindings.stream().noneMatch(binding -> binding.type().equals("FIXED")
                && binding.values().stream().anyMatch(text -> text != null && !text.matches("-?\\d{1,18}")));
    }

    static Object[] row(List<Binding> bindings, int row) throws SqlFailure {
        Object[] values = new Object[bindings.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(bindings.get(i), row);
        }
        return values;
    }

    private static Object value(Binding binding, int row) throws SqlFailure {
        List<String> values = binding.values();
        String text = values.get(values.size() == 1 ? 0 : row);
        if (text == null) {
            return null;
        }
        try {
            return binding.isText() ? iso(binding.type(), text) : typed(binding.type(), text);
        } catch (RuntimeException e) {
            throw new SqlFailure("100038", "22018", "Bind value '" + text + "' is not a " + binding.type(), e);
        }
    }

    private static Object typed(String type, String text) throws SqlFailure {
        return switch (type) {
            case "FIXED" -> number(new BigDecimal(text));
            case "REAL" -> Double.valueOf(text);
            case "BOOLEAN" -> Boolean.valueOf(text.equals("1") || text.equalsIgnoreCase("true"));
            case "DATE" -> LocalDate.ofEpochDay(Math.floorDiv(Long.parseLong(text), MILLIS_PER_DAY));
            // DuckDB's driver would cut the nanoseconds.
            case "TIME" -> LocalTime.ofNanoOfDay(Long.parseLong(text)).toString();
            case "TIMESTAMP_NTZ" -> LocalDateTime.ofInstant(instant(text), ZoneOffset.UTC);
            case "TIMESTAMP_LTZ", "TIMESTAMP" -> OffsetDateTime.ofInstant(instant(text), ZoneOffset.UTC);
            case "BINARY" -> HexFormat.of().parseHex(text);
            case "TEXT", "ANY" -> text;
            default -> throw Failures.unsupported("A bind of type " + type);
        };
    }

    /** Nanoseconds since 1970, with a TIMESTAMP_TZ's minutes of the offset and a day. */
    private static String iso(String type, String text) {
        String[] parts = text.split(" ");
        int minutes = parts.length == 1 ? 0 : Integer.parseInt(parts[1]) - MINUTES_PER_DAY;
        OffsetDateTime moment = instant(parts[0]).atOffset(ZoneOffset.ofTotalSeconds(60 * minutes));
        return (type.equals("TIMESTAMP_NTZ") ? DIGITS : DIGITS_AND_OFFSET).format(moment);
    }

    /** DuckDB would bind more than 38 digits as NULL, and refuses a negative scale. */
    private static Object number(BigDecimal number) throws SqlFailure {
        int integerDigits = number.precision() - number.scale();
        if (number.scale() > MOST_DIGITS || Math.max(number.precision(), integerDigits) > MOST_DIGITS) {
            throw new SqlFailure("100039", "22003", "Numeric value '" + number + "' is out of range");
        }
        BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
        boolean fitsLong = plain.scale() == 0 && plain.toBigInteger().bitLength() < Long.SIZE;
        return fitsLong ? (Object) plain.longValueExact() : plain;
    }

    private static Instant instant(String nanos) {
        long value = Long.parseLong(nanos);
        return Instant.ofEpochSecond(
                Math.floorDiv(value, NANOS_PER_SECOND), Math.floorMod(value, NANOS_PER_SECOND));
    }
}
