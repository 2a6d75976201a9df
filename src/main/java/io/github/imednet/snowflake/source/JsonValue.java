package io.github.imednet.snowflake.source;

import org.apache.avro.util.Utf8;

/**
 * A JSON value.
 *
 * @param text the bytes that the API sent
 * @param held whether Snowflake's VARIANT holds the value as it is
 * @param object whether it is an object
 */
record JsonValue(Utf8 text, boolean held, boolean object) {}
