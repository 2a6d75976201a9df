package io.github.imednet.snowflake.local.snowflake.engine;

/** A value while what follows it, paths and casts, is read. */
final class Expression {

    private String sql;
    private JsonPath path;
    private boolean mayHaveOffset;

    Expression(String sql) {
        this(sql, Macros.isMomentWithOffset(sql));
    }

    /** @param mayHaveOffset whether the value may be a TIMESTAMP_TZ */
    Expression(String sql, boolean mayHaveOffset) {
        this.sql = sql;
        this.mayHaveOffset = mayHaveOffset;
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
        mayHaveOffset = type.base() == DataType.Base.TIMESTAMP_TZ;
    }

    boolean isNumber() {
        return path == null && sql.matches("[0-9.]+");
    }

    String write() {
        return path == null ? sql : path.json(sql);
    }

    /** As an operand of a comparison: an element of a VARIANT counts by its content, a TIMESTAMP_TZ by its moment. */
    String writeCompared(boolean withNumber) {
        if (path == null) {
            return mayHaveOffset ? Macros.call("moment", sql) : sql;
        }
        return withNumber ? "CAST(" + path.json(sql) + " AS DOUBLE)" : path.text(sql);
    }
}
