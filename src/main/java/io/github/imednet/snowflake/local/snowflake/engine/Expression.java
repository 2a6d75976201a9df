package io.github.imednet.snowflake.local.snowflake.engine;

/** A value while what follows it, paths and casts, is read. */
final class Expression {

    private String sql;
    private JsonPath path;
    private boolean convertedOperand;

    Expression(String sql) {
        this(sql, Macros.isMomentWithOffset(sql));
    }

    /** @param convertedOperand whether the value may be a TIMESTAMP_TZ, or one of LTZ that needs nanoseconds */
    Expression(String sql, boolean convertedOperand) {
        this.sql = sql;
        this.convertedOperand = convertedOperand;
    }

    /** A VARIANT with the path that may follow it. */
    static Expression variant(String sql, TokenReader reader) throws SqlFailure {
        Expression expression = new Expression(sql);
        expression.path(reader);
        return expression;
    }

    /** Reads {@code :name.name[0]} as far as it goes. */
    void path(TokenReader reader) throws SqlFailure {
        if (path == null) {
            path = new JsonPath();
        }
        if (reader.accept(":")) {
            path.key(JsonPath.name(reader));
        }
        path.readRest(reader);
    }

    void cast(DataType type) {
        boolean text = path != null && type.base() == DataType.Base.VARCHAR;
        sql = text ? Cast.limited(type, path.text(sql)) : Cast.to(type, write());
        path = null;
        convertedOperand = type.base() == DataType.Base.TIMESTAMP_TZ;
    }

    boolean isNumber() {
        return path == null && sql.matches("[0-9.]+");
    }

    String write() {
        return path == null ? sql : path.json(sql);
    }

    /** As an operand of a comparison: an element of a VARIANT counts by its content, a TIMESTAMP_TZ by its moment. */
    String writeCompared(boolean withNumber, Rewriter rewriter) {
        if (path == null) {
            return convertedOperand ? rewriter.operand(sql) : sql;
        }
        return withNumber ? "CAST(" + path.json(sql) + " AS DOUBLE)" : path.text(sql);
    }
}
