package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.SessionParameters;
import io.github.imednet.snowflake.types.ColumnType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one column, exactly and whatever the time zone of this machine: dates and times by way of the
 * texts in the formats of {@link SessionParameters#ANSWERS}, because the driver's own objects depend on that zone;
 * but for timestamps without a zone from 1900 on, of which there are the most.
 */
final class ValueReader {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");
    private static final long MILLIS_OF_SECOND = 1_000;

    /** Of 1900, in which no calendar is the Julian one any more, which the driver's timestamps have before 1582. */
    private static final long FIRST_MILLISECOND = -2_208_988_800_000L;
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS XX");

    private final ResultColumn column;
    private final int index;
    private final ChronoUnit digits;

    /** With it the driver leaves the zone of this machine out of timestamps; its texts cost twenty times as much. */
    private final Calendar utc = Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC));

    /** @param index of the column, from 1 */
    private ValueReader(ResultColumn column, int index, boolean cutsTimestamps) {
        this.column = column;
        this.index = index;
        this.digits = cutsTimestamps ? ChronoUnit.MICROS : ChronoUnit.NANOS;
    }

    /**
     * A reader for each column.
     *
     * @param cutsTimestamps whether timestamps lose what is behind their sixth digit
     */
    static List<ValueReader> of(List<ResultColumn> columns, boolean cutsTimestamps) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new ValueReader(columns.get(i), i + 1, cutsTimestamps))
                .toList();
    }

    /**
     * The value of the row at which the result stands: a BigDecimal (without high precision a Long or a Double),
     * Double, String, Boolean, byte[], LocalDate, LocalTime, LocalDateTime, OffsetDateTime, or null. Documents are
     * texts.
     *
     * @throws SQLException also for a whole number that has no room in 64 bits, without high precision, and for a text
     *     in another format than the session began with
     */
    @Nullable Object read(ResultSet row) throws SQLException {
        ColumnType type = column.type();
        return switch (type.logical()) {
            case FIXED -> number(row.getBigDecimal(index));
            case REAL -> orNull(row, row.getDouble(index));
            case BOOLEAN -> orNull(row, row.getBoolean(index));
            case BINARY -> row.getBytes(index);
            case DATE -> date(row);
            case TIME -> parsed(row, text -> LocalTime.parse(text, TIME));
            case TIMESTAMP_NTZ -> local(row);
            case TIMESTAMP_LTZ, TIMESTAMP_TZ -> parsed(
                    row, text -> OffsetDateTime.parse(text, OFFSET).truncatedTo(digits));
            case TEXT, VARIANT, OBJECT, ARRAY -> row.getString(index);
        };
    }

    /** Days since 1970: the driver's own dates and texts are ten days late from 5 to 14 October 1582. */
    private @Nullable LocalDate date(ResultSet row) throws SQLException {
        long days = row.getLong(index);
        return row.wasNull() ? null : LocalDate.ofEpochDay(days);
    }

    private <T> @Nullable T parsed(ResultSet row, Function<String, T> parser) throws SQLException {
        String text = row.getString(index);
        try {
            return text == null ? null : parser.apply(text);
        } catch (DateTimeParseException e) { // which quotes the value, and so is no cause
            String format = column.type().logical().name() + "_OUTPUT_FORMAT";
            throw new SQLException("Column " + column.name() + " has a value that is not in the " + format
                    + " with which the session began: if a statement changed it, execute ALTER SESSION SET " + format
                    + " = '" + SessionParameters.ANSWERS.get(format) + "'", "22007");
        }
    }

    private @Nullable LocalDateTime local(ResultSet row) throws SQLException {
        Timestamp shown = row.getTimestamp(index, utc);
        if (shown == null) {
            return null;
        }
        return shown.getTime() < FIRST_MILLISECOND
                ? parsed(row, text -> LocalDateTime.parse(text, LOCAL).truncatedTo(digits))
                : LocalDateTime.ofEpochSecond(
                                Math.floorDiv(shown.getTime(), MILLIS_OF_SECOND), shown.getNanos(), ZoneOffset.UTC)
                        .truncatedTo(digits);
    }

    private Object number(BigDecimal value) throws SQLException {
        if (value == null || column.exact()) {
            return value;
        }
        if (column.scale() > 0) {
            return value.doubleValue();
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new SQLException("Column " + column.name() + " has a number that 64 bits have no room for: set"
                    + " snowflake.high-precision=true, or cast the column", "22003", e);
        }
    }

    private static @Nullable Object orNull(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }
}
