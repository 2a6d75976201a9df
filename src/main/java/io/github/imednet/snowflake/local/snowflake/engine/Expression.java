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
        sql = text ? Cast.limited(type, path.text(sql)) : Cast.to(type, write(false));
        path = null;
    }

    /** @param compared whether it stands beside a comparison, where an element of a VARIANT counts by its content */
    String write(boolean compared) {
        if (path == null) {
            return sql;
        }
        return compared ? path.text(sql) : path.json(sql);
    }
}
