package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.SessionParameters;
import io.github.imednet.snowflake.types.ColumnType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Reads the values of one column, exactly and whatever the time zone of this machine: dates and times by way of the
 * texts in the formats of {@link SessionParameters#ANSWERS}, because the driver's own objects depend on that zone.
 */
final class ValueReader {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS XX");

    private final ResultColumn column;
    private final int index;

    /** @param index of the column, from 1 */
    ValueReader(ResultColumn column, int index) {
        this.column = column;
        this.index = index;
    }

    /**
     * The value of the row at which the result stands: a BigDecimal (without high precision a Long or a Double),
     * Double, String, Boolean, byte[], LocalDate, LocalTime, LocalDateTime, OffsetDateTime, or null. Documents are
     * texts.
     *
     * @throws SQLException also for a whole number that has no room in 64 bits, without high precision
     */
    Object read(ResultSet row) throws SQLException {
        ColumnType type = column.type();
        return switch (type.logical()) {
            case FIXED -> number(row.getBigDecimal(index));
            case REAL -> orNull(row, row.getDouble(index));
            case BOOLEAN -> orNull(row, row.getBoolean(index));
            case BINARY -> row.getBytes(index);
            case DATE -> text(row) == null ? null : LocalDate.parse(text(row));
            case TIME -> text(row) == null ? null : LocalTime.parse(text(row));
            case TIMESTAMP_NTZ -> text(row) == null ? null : LocalDateTime.parse(text(row), LOCAL);
            case TIMESTAMP_LTZ, TIMESTAMP_TZ -> text(row) == null ? null : OffsetDateTime.parse(text(row), OFFSET);
            case TEXT, VARIANT, OBJECT, ARRAY -> text(row);
        };
    }

    private String text(ResultSet row) throws SQLException {
        return row.getString(index);
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

    private static Object orNull(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }
}
