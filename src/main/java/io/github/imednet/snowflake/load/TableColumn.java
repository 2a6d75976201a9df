package io.github.imednet.snowflake.load;

import org.jspecify.annotations.Nullable;

/**
 * What Snowflake says of a table's column; what its type does not have is null.
 *
 * @param type as DESCRIBE TABLE writes it, such as {@code NUMBER(38,0)}
 * @param logicalType {@code fixed}, {@code real}, {@code text}, {@code timestamp_ntz} and so on
 * @param precision digits of a NUMBER
 * @param scale digits after the point of a NUMBER, or of the second's fraction of a TIME or TIMESTAMP
 * @param length characters of a VARCHAR, bytes of a BINARY
 * @param byteLength the most bytes that a value takes
 */
public record TableColumn(
        String name,
        String type,
        String logicalType,
        @Nullable Integer precision,
        @Nullable Integer scale,
        @Nullable Long length,
        @Nullable Long byteLength,
        boolean nullable,
        boolean primaryKey) {}
