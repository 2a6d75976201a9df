package io.github.imednet.snowflake.local.snowflake.engine;

/** A value while what follows it, paths and casts, is read. */
final class Expression {

    private String sql;
    private JsonPath path;

    Expression(String sql) {
        this.sql = sql;
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
    }

    boolean isNumber() {
        return path == null && sql.matches("[0-9.]+");
    }

    String write() {
        return path == null ? sql : path.json(sql);
    }

    /** As an operand of a comparison: an element of a VARIANT counts by its content. */
    String writeCompared(boolean withNumber) {
        if (path == null) {
            return sql;
        }
        return withNumber ? "CAST(" + path.json(sql) + " AS DOUBLE)" : path.text(sql);
    }
}
