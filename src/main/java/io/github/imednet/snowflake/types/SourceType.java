package io.github.imednet.snowflake.types;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the values of a column are in a file, or those of a field inside of one, whatever the file's format: Parquet,
 * Arrow and Avro are all read into this. The column in Snowflake follows from it, and how a stored value is understood.
 *
 * @param precision bits of an INTEGER or UNSIGNED, digits of a DECIMAL, bytes of a BINARY of fixed length, else 0
 * @param scale digits after the point of a DECIMAL, or of the second's fraction of a TIME, TIMESTAMP or MOMENT, else 0
 * @param fields those of a STRUCT; the element of a LIST; key and value of a MAP; the types of a
 *     UNION, each named by the number that values of it are marked with
 */
public record SourceType(Kind kind, int precision, int scale, List<SourceField> fields) {

    /** A field of a STRUCT, or a part of another nested type. */
    public record SourceField(String name, SourceType type) {}

    public enum Kind {
        /** Has no values but null. */
        NULL,
        BOOLEAN,
        INTEGER,
        UNSIGNED,
        DECIMAL,
        /** A decimal each value of which has a scale of its own. */
        BIG_DECIMAL,
        FLOAT16,
        FLOAT32,
        FLOAT64,
        TEXT,
        UUID,
        BINARY,
        DATE,
        TIME,
        /** A point of a calendar and a clock, without a zone. */
        TIMESTAMP,
        /** A point in time. */
        MOMENT,
        /** Parquet's INT96: nanoseconds of the day, then the Julian day. */
        OLD_TIMESTAMP,
        STRUCT,
        LIST,
        MAP,
        UNION,
        /** Parquet's VARIANT: a document of any form. */
        VARIANT
    }

    /** Digits of a second's fraction in nanoseconds. */
    private static final int NANOSECONDS = 9;

    /** Those whose values have one text each. */
    private static final Set<Kind> KEYS = EnumSet.of(Kind.BOOLEAN, Kind.INTEGER, Kind.UNSIGNED, Kind.DECIMAL, Kind.TEXT,
            Kind.UUID, Kind.BINARY, Kind.DATE, Kind.TIME, Kind.TIMESTAMP, Kind.MOMENT);

    public SourceType {
        fields = List.copyOf(fields);
    }

    public static SourceType of(Kind kind) {
        return new SourceType(kind, 0, 0, List.of());
    }

    public static SourceType integer(int bits, boolean signed) {
        return new SourceType(signed ? Kind.INTEGER : Kind.UNSIGNED, bits, 0, List.of());
    }

    public static SourceType decimal(int precision, int scale) {
        return new SourceType(Kind.DECIMAL, precision, scale, List.of());
    }

    /** Bytes of a fixed length. */
    public static SourceType bytes(int length) {
        return new SourceType(Kind.BINARY, length, 0, List.of());
    }

    /** @param digits of a second's fraction: 0, 3, 6 or 9 */
    public static SourceType ofFraction(Kind kind, int digits) {
        return new SourceType(kind, 0, digits, List.of());
    }

    public static SourceType list(SourceType element) {
        return new SourceType(Kind.LIST, 0, 0, List.of(new SourceField("element", element)));
    }

    public static SourceType union(List<SourceField> types) {
        return new SourceType(Kind.UNION, 0, 0, types);
    }

    /**
     * @param path what a message names the map by
     * @throws IllegalArgumentException if its keys have no text that they are known by
     */
    public static SourceType map(String path, SourceType key, SourceType value) {
        if (!KEYS.contains(key.kind())) {
            throw new IllegalArgumentException("Column " + path + " is a map with keys of the type " + key.kind()
                    + ", but those of an OBJECT are texts: write it as a list of structs");
        }
        return new SourceType(Kind.MAP, 0, 0, List.of(new SourceField("key", key), new SourceField("value", value)));
    }

    /**
     * @param path what a message names the struct by
     * @throws IllegalArgumentException if two fields have the same name
     */
    public static SourceType struct(String path, List<SourceField> fields) {
        Set<String> names = new HashSet<>();
        for (SourceField field : fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("Column " + path + " is a struct with two fields named "
                        + field.name() + ", of which an OBJECT holds one: rename it");
            }
        }
        return new SourceType(Kind.STRUCT, 0, 0, fields);
    }

    public SourceType field(int position) {
        return fields.get(position).type();
    }

    /**
     * The column that Snowflake gets.
     *
     * @throws IllegalArgumentException for a decimal with more digits than Snowflake has
     */
    public Column column(String name) {
        return new Column(name, columnType(name), form());
    }

    private Column.Form form() {
        return switch (kind) {
            case INTEGER -> Column.Form.LONG;
            case UNSIGNED -> precision < Long.SIZE ? Column.Form.LONG : Column.Form.ANY;
            case TIMESTAMP, MOMENT -> scale == NANOSECONDS ? Column.Form.NANOSECONDS : Column.Form.ANY;
            case NULL -> Column.Form.NULL;
            default -> Column.Form.ANY;
        };
    }

    private ColumnType columnType(String name) {
        return switch (kind) {
            case NULL, TEXT, UUID, BIG_DECIMAL -> ColumnType.of(LogicalType.TEXT);
            case BOOLEAN -> ColumnType.of(LogicalType.BOOLEAN);
            case INTEGER, UNSIGNED -> ColumnType.of(LogicalType.FIXED);
            case DECIMAL -> number(name);
            case FLOAT16, FLOAT32, FLOAT64 -> ColumnType.of(LogicalType.REAL);
            case BINARY -> precision > 0 ? ColumnType.binary(precision) : ColumnType.of(LogicalType.BINARY);
            case DATE -> ColumnType.of(LogicalType.DATE);
            case TIME -> ColumnType.ofFraction(LogicalType.TIME, scale);
            case TIMESTAMP -> ColumnType.ofFraction(LogicalType.TIMESTAMP_NTZ, scale);
            case MOMENT -> ColumnType.ofFraction(LogicalType.TIMESTAMP_LTZ, scale);
            case OLD_TIMESTAMP -> ColumnType.of(LogicalType.TIMESTAMP_NTZ);
            case STRUCT, MAP -> ColumnType.of(LogicalType.OBJECT);
            case LIST -> ColumnType.of(LogicalType.ARRAY);
            case UNION, VARIANT -> ColumnType.of(LogicalType.VARIANT);
        };
    }

    /** A scale below zero stands for that many zeros before the point. */
    private ColumnType number(String name) {
        int digits = scale < 0 ? precision - scale : Math.max(precision, scale);
        if (digits > ColumnType.MOST_DIGITS) {
            throw new IllegalArgumentException("Column " + name + " has decimals of " + digits
                    + " digits, of which Snowflake's NUMBER has at most " + ColumnType.MOST_DIGITS);
        }
        return ColumnType.number(digits, Math.max(0, scale));
    }
}
