package io.github.imednet.snowflake.local.snowflake.engine;

/** The full name of an object in a schema. */
record QualifiedName(String database, String schema, String name) {

    static QualifiedName ofDuckDb(String database, String schema, String name) {
        return new QualifiedName(SqlText.snowflake(database), SqlText.snowflake(schema), SqlText.snowflake(name));
    }

    /** As DuckDB's SQL writes it. */
    String sql() {
        return SqlText.identifier(database) + '.' + SqlText.identifier(schema) + '.' + SqlText.identifier(name);
    }

    @Override
    public String toString() {
        return database + '.' + schema + '.' + name;
    }
}
