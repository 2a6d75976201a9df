package io.github.imednet.snowflake.local.snowflake.engine;

/** Casts in DuckDB's SQL that answer what Snowflake's would. */
final class Cast {

    private Cast() {}

    /** A cast of an expression of any type. */
    static String to(DataType type, String expression) {
        return cut(type, converted(type, expression));
    }

    /** The digits of a second's fraction that the type does not have are cut, as Snowflake's documentation says. */
    private static String cut(DataType type, String value) {
        return type.cutsDigits() && !value.equals("NULL")
                ? Macros.call("cut_digits", value, Long.toString(type.nanosecondsOfLastDigit())) : value;
    }

    private static String converted(DataType type, String expression) {
        return switch (type.base()) {
            case VARCHAR -> limited(type, Macros.text(expression));
            case VARIANT -> Macros.variant(expression);
            case OBJECT -> Macros.call("as_object", Macros.variant(expression));
            case ARRAY -> Macros.call("as_array", Macros.variant(expression));
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ -> Macros.conversion(
                    type.hasNanoseconds() ? "as_" + type.kind() : type.kind() + "_micros", expression);
            case TIMESTAMP_TZ -> Macros.conversion("as_tz", expression);
            case DATE -> Macros.conversion("as_date", expression);
            case TIME -> Macros.conversion("as_time", expression);
            case BINARY -> Macros.call("as_binary", expression);
            default -> plain(type, expression);
        };
    }

    /** The conversion of an inserted value to its column's type, which never cuts a text. */
    static String assigned(DataType type, String expression) {
        return switch (type.base()) {
            case VARCHAR -> Macros.text(expression);
            case VARIANT, OBJECT, ARRAY -> Macros.call("only_variant", expression);
            case DATE, TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ, BINARY -> converted(type, expression);
            default -> plain(type, expression);
        };
    }

    static String assigned(Table.Column column, String expression) {
        return stored(column, assigned(column.type(), expression));
    }

    /** A column's default where DuckDB does not convert it by itself. */
    static String ofDefault(DataType type, String expression) {
        return switch (type.base()) {
            case TIMESTAMP_TZ -> Macros.call("default_tz", Macros.withoutConversion("as_tz", expression));
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ -> type.inNanoseconds()
                    ? Macros.withoutConversion("as_" + type.kind(), expression) : expression;
            default -> expression;
        };
    }

    /** A value of the column's type as DuckDB keeps it there; what does not fit names the column: see Nanoseconds. */
    static String stored(Table.Column column, String value) {
        DataType type = column.type();
        return cut(type, inNanoseconds(column, type, value));
    }

    private static String inNanoseconds(Table.Column column, DataType type, String value) {
        return !type.hasNanoseconds() || !type.inNanoseconds() && Macros.isOfTimestamp(type, value) ? value
                : Macros.replaced("as_" + type.kind(), "stored_" + type.kind() + (type.inNanoseconds() ? "_ns" : ""),
                        value, SqlText.literal(column.name()));
    }

    /** TRY_CAST of text: NULL where {@link #to} would fail. */
    static String tryTo(DataType type, String expression) throws SqlFailure {
        return switch (type.base()) {
            case VARCHAR -> to(type, expression);
            case NUMBER, FLOAT, BOOLEAN -> "TRY_CAST(" + expression + " AS " + type.duckDb() + ")";
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ -> cut(type, type.hasNanoseconds()
                    ? Macros.call("try_" + type.kind(), expression)
                    : "TRY(" + Macros.call(type.kind() + "_micros", expression) + ")");
            case DATE, TIME, TIMESTAMP_TZ -> "TRY(" + to(type, expression) + ")";
            default -> throw Failures.unsupported("TRY_CAST to " + type.display());
        };
    }

    static String plain(DataType type, String expression) {
        return "CAST(" + expression + " AS " + type.duckDb() + ")";
    }

    /** An explicit cast to a shorter VARCHAR cuts. */
    static String limited(DataType type, String text) {
        return type.limitsLength() ? "left(" + text + ", " + type.precision() + ")" : text;
    }
}
