package io.github.imednet.snowflake.types;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column in Snowflake.
 *
 * @param precision digits of a NUMBER, else 0
 * @param scale digits after the point of a NUMBER, or of the second's fraction of a TIME or TIMESTAMP, else 0
 * @param length characters of a VARCHAR, bytes of a BINARY, else 0
 */
public record ColumnType(LogicalType logical, int precision, int scale, int length) {

    public static final int MOST_DIGITS = 38;
    public static final int NANOSECONDS = 9;

    private static final int LONGEST_TEXT = 16_777_216;
    private static final int LONGEST_BINARY = 8_388_608;
    private static final Pattern WRITTEN =
            Pattern.compile("\\s*([A-Za-z_0-9 ]+?)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\)\\s*)?");

    /** The names that CREATE TABLE takes besides those of {@link LogicalType#sqlName}. */
    private static final Map<String, LogicalType> SYNONYMS = Map.ofEntries(
            Map.entry("DECIMAL", LogicalType.FIXED),
            Map.entry("NUMERIC", LogicalType.FIXED),
            Map.entry("INT", LogicalType.FIXED),
            Map.entry("INTEGER", LogicalType.FIXED),
            Map.entry("BIGINT", LogicalType.FIXED),
            Map.entry("SMALLINT", LogicalType.FIXED),
            Map.entry("TINYINT", LogicalType.FIXED),
            Map.entry("BYTEINT", LogicalType.FIXED),
            Map.entry("FLOAT4", LogicalType.REAL),
            Map.entry("FLOAT8", LogicalType.REAL),
            Map.entry("DOUBLE", LogicalType.REAL),
            Map.entry("DOUBLE PRECISION", LogicalType.REAL),
            Map.entry("REAL", LogicalType.REAL),
            Map.entry("STRING", LogicalType.TEXT),
            Map.entry("TEXT", LogicalType.TEXT),
            Map.entry("CHAR", LogicalType.TEXT),
            Map.entry("VARBINARY", LogicalType.BINARY),
            Map.entry("DATETIME", LogicalType.TIMESTAMP_NTZ),
            Map.entry("TIMESTAMP", LogicalType.TIMESTAMP_NTZ));

    public ColumnType {
        if (logical == LogicalType.FIXED
                && (precision < 1 || precision > MOST_DIGITS || scale > precision || scale < 0)) {
            throw new IllegalArgumentException("NUMBER(" + precision + "," + scale
                    + ") is not a type of Snowflake, which" + " has at most 38 digits");
        }
        if (logical != LogicalType.FIXED && scale > NANOSECONDS) {
            throw new IllegalArgumentException(logical + "(" + scale + ") is not a type of Snowflake, which has at most"
                    + " 9 digits of a second's fraction");
        }
    }

    /** The type as CREATE TABLE means it without digits or length. */
    public static ColumnType of(LogicalType logical) {
        return switch (logical) {
            case FIXED -> number(MOST_DIGITS, 0);
            case TEXT -> new ColumnType(logical, 0, 0, LONGEST_TEXT);
            case BINARY -> binary(LONGEST_BINARY);
            case TIME, TIMESTAMP_LTZ, TIMESTAMP_NTZ, TIMESTAMP_TZ -> ofFraction(logical, NANOSECONDS);
            default -> new ColumnType(logical, 0, 0, 0);
        };
    }

    public static ColumnType number(int precision, int scale) {
        return new ColumnType(LogicalType.FIXED, precision, scale, 0);
    }

    public static ColumnType binary(int length) {
        return new ColumnType(LogicalType.BINARY, 0, 0, length);
    }

    /** @param digits of a second's fraction, 0 to 9 */
    public static ColumnType ofFraction(LogicalType logical, int digits) {
        return new ColumnType(logical, 0, digits, 0);
    }

    /**
     * Reads a type as CREATE TABLE takes it and DESCRIBE TABLE shows it, such as {@code NUMBER(38,0)}.
     *
     * @throws IllegalArgumentException if it is none of Snowflake's, or one that nothing here knows, such as GEOGRAPHY
     */
    public static ColumnType parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        LogicalType logical = matcher.matches() ? logical(matcher.group(1)) : null;
        if (logical == null) {
            throw new IllegalArgumentException("'" + text.trim() + "' is not a type that can be loaded");
        }
        ColumnType plain = of(logical);
        if (matcher.group(2) == null) {
            return plain;
        }
        int first = Integer.parseInt(matcher.group(2));
        int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return switch (logical) {
            case FIXED -> number(first, second);
            case TEXT, BINARY -> new ColumnType(logical, 0, 0, first);
            case TIME, TIMESTAMP_LTZ, TIMESTAMP_NTZ, TIMESTAMP_TZ -> ofFraction(logical, first);
            default -> plain;
        };
    }

    private static @Nullable LogicalType logical(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        LogicalType synonym = SYNONYMS.get(upper);
        return synonym != null ? synonym : LogicalType.ofJdbcName(upper).orElse(null);
    }

    /**
     * The type of a result's column.
     *
     * @param column from 1
     */
    public static ColumnType of(ResultSetMetaData result, int column) throws SQLException {
        String name = result.getColumnTypeName(column);
        LogicalType logical = logical(name);
        if (logical == null) {
            return of(LogicalType.TEXT);
        }
        return switch (logical) {
            case FIXED -> {
                int precision = result.getPrecision(column);
                yield number(
                        precision < 1 || precision > MOST_DIGITS ? MOST_DIGITS : precision, result.getScale(column));
            }
            case TEXT, BINARY -> {
                int length = result.getPrecision(column);
                yield length > 0 ? new ColumnType(logical, 0, 0, length) : of(logical);
            }
            case TIME, TIMESTAMP_LTZ, TIMESTAMP_NTZ, TIMESTAMP_TZ -> ofFraction(logical, result.getScale(column));
            default -> of(logical);
        };
    }

    /** As CREATE TABLE takes it. */
    public String sql() {
        String name = logical.sqlName();
        return switch (logical) {
            case FIXED -> name + "(" + precision + "," + scale + ")";
            case TEXT -> length == LONGEST_TEXT ? name : name + "(" + length + ")";
            case BINARY -> length == LONGEST_BINARY ? name : name + "(" + length + ")";
            case TIME, TIMESTAMP_LTZ, TIMESTAMP_NTZ, TIMESTAMP_TZ -> name + "(" + scale + ")";
            default -> name;
        };
    }
}
