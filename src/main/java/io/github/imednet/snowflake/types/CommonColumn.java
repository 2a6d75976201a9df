package io.github.imednet.snowflake.types;

import java.util.Optional;

/** One column for the values of two, each of which keeps its digits in it. */
public final class CommonColumn {

    /** Digits of the longest number of 64 bits. */
    private static final int DIGITS_OF_LONGEST = 19;

    private CommonColumn() {}

    /**
     * With the name of the first. Numbers whose digits are more than 38 together have all those after the point.
     *
     * @return nothing if values would be other ones in any such column: texts and numbers, or times with a zone and
     *     without
     */
    public static Optional<Column> of(Column one, Column other) {
        if (one.form() == Column.Form.NULL) {
            return Optional.of(new Column(one.name(), other.type(), other.form()));
        }
        if (other.form() == Column.Form.NULL) {
            return Optional.of(one);
        }
        LogicalType logical = one.type().logical();
        if (logical == other.type().logical()) {
            Column.Form form = one.form() == other.form() ? one.form() : Column.Form.ANY;
            return Optional.of(new Column(one.name(), wider(one, other), form));
        }
        boolean documents = logical.isSemiStructured() && other.type().logical().isSemiStructured();
        boolean variant = logical == LogicalType.VARIANT || other.type().logical() == LogicalType.VARIANT;
        return documents && variant
                ? Optional.of(new Column(one.name(), ColumnType.of(LogicalType.VARIANT)))
                : Optional.empty();
    }

    private static ColumnType wider(Column one, Column other) {
        ColumnType type = one.type();
        if (type.equals(other.type())) {
            return type;
        }
        int scale = Math.max(type.scale(), other.type().scale());
        return switch (type.logical()) {
            case FIXED -> ColumnType.number(
                    Math.min(ColumnType.MOST_DIGITS, Math.max(wholeDigits(one), wholeDigits(other)) + scale), scale);
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ -> ColumnType.ofFraction(type.logical(), scale);
            default -> new ColumnType(type.logical(), 0, 0, Math.max(type.length(), other.type().length()));
        };
    }

    private static int wholeDigits(Column column) {
        return column.form() == Column.Form.LONG
                ? DIGITS_OF_LONGEST
                : column.type().precision() - column.type().scale();
    }
}
