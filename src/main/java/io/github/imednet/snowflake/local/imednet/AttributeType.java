package io.github.imednet.snowflake.local.imednet;

/** What a filter's value for an attribute looks like. */
enum AttributeType {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** {@code 2018-01-01T06:00:00Z} in a filter, {@code 2018-01-01 06:00:00} in an entity, which is UTC. */
    DATE_TIME,
    /** {@code 2018-01-01} in both. */
    DATE
}
