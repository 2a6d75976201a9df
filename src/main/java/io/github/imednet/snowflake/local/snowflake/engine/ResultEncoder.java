package io.github.imednet.snowflake.local.snowflake.engine;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Turns DuckDB's results into columns and texts as the wire wants them. */
final class ResultEncoder {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final int MINUTES_PER_DAY = 1440;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final DateTimeFormatter NANOSECONDS = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE).appendLiteral(' ').append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm:ss", "Z").toFormatter(Locale.ROOT);

    private ResultEncoder() {}

    static List<Column> columns(ResultSetMetaData metaData) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String name = SqlText.snowflake(metaData.getColumnLabel(i));
            columns.add(DataType.ofDuckDb(metaData.getColumnTypeName(i)).column(name, true));
        }
        return columns;
    }

    /**
     * The row at which the results stand.
     *
     * @param zone of the session
     */
    static List<String> row(ResultSet results, List<Column> columns, ZoneId zone) throws SQLException {
        List<String> row = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            row.add(value(results, i + 1, columns.get(i), zone));
        }
        return row;
    }

    private static String value(ResultSet results, int index, Column column, ZoneId zone) throws SQLException {
        if (results.getObject(index) == null) {
            return null;
        }
        return switch (column.type()) {
            case "boolean" -> results.getBoolean(index) ? "1" : "0";
            case "fixed" -> fixed(results.getObject(index));
            // Not as LocalDate.class, which DuckDB's driver makes by way of java.sql.Date: ten days of 1582 would move.
            case "date" -> Long.toString(((LocalDate) results.getObject(index)).toEpochDay());
            case "time" -> cut(fraction((LocalTime) results.getObject(index)), column.scale());
            case "timestamp_ntz" -> cut(
                    timestamp(results.getObject(index, LocalDateTime.class).toInstant(ZoneOffset.UTC)), column.scale());
            case "timestamp_ltz" -> cut(timestamp(instant(results, index, zone)), column.scale());
            case "timestamp_tz" -> withOffset((Struct) results.getObject(index), column.scale());
            case "binary" -> HEX.formatHex(results.getBytes(index));
            case "variant", "object", "array" -> JsonText.compact(results.getObject(index).toString());
            default -> results.getString(index);
        };
    }

    /** The moment, and how many minutes it is on its wall after what it is a day west of UTC. */
    private static String withOffset(Struct moment, int scale) throws SQLException {
        Object[] parts = moment.getAttributes();
        Instant instant = Instant.EPOCH.plus((Long) parts[0], ChronoUnit.MICROS).plusNanos((Short) parts[1]);
        return cut(timestamp(instant), scale) + " " + (MINUTES_PER_DAY + (Short) parts[2]);
    }

    /** A TIMESTAMPTZ that is not NULL. As a date and time of the JVM's zone it would be an hour off beside a change. */
    static Instant instant(ResultSet results, int index) throws SQLException {
        return Instant.EPOCH.plus(results.getLong(index), ChronoUnit.MICROS);
    }

    /**
     * The same, also in nanoseconds: DuckDB's driver has a text then, whose offset lacks the seconds that old times
     * have.
     */
    private static Instant instant(ResultSet results, int index, ZoneId zone) throws SQLException {
        if (!(results.getObject(index) instanceof String text)) {
            return instant(results, index);
        }
        OffsetDateTime shown = OffsetDateTime.parse(text, NANOSECONDS);
        ZoneOffset offset = zone.getRules().getOffset(shown.toInstant());
        int seconds = offset.getTotalSeconds() - shown.getOffset().getTotalSeconds();
        return shown.toInstant().minusSeconds(Math.abs(seconds) < SECONDS_PER_MINUTE ? seconds : 0);
    }

    private static String fixed(Object number) {
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }

    private static String fraction(LocalTime time) {
        return time.toSecondOfDay() + "." + nanoseconds(time.getNano());
    }

    /** Epoch seconds with the fraction in nanoseconds; negative before 1970. */
    static String timestamp(Instant instant) {
        long seconds = instant.getEpochSecond();
        int nanos = instant.getNano();
        if (seconds < 0 && nanos > 0) {
            // -0.25 s is second -1 and 750,000,000 nanoseconds
            String sign = seconds == -1 ? "-" : "";
            return sign + (seconds + 1) + "." + nanoseconds(1_000_000_000 - nanos);
        }
        return seconds + "." + nanoseconds(nanos);
    }

    /** Snowflake writes as many digits after the point as the column has. */
    private static String cut(String withNanoseconds, int scale) {
        int digits = withNanoseconds.length() - 9 + scale;
        return withNanoseconds.substring(0, scale == 0 ? digits - 1 : digits);
    }

    private static String nanoseconds(int nanos) {
        String digits = Integer.toString(nanos);
        return "0".repeat(9 - digits.length()) + digits;
    }
}
