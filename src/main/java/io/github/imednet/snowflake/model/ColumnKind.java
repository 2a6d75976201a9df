package io.github.imednet.snowflake.model;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** How a column's values travel: as what in Parquet, into which type of Snowflake's. */
public enum ColumnKind {
    TEXT("VARCHAR"),
    /** An id that the API has as a text or as a whole number: its text, or its digits. */
    ID("VARCHAR"),
    NUMBER("NUMBER(38,0)"),
    BOOLEAN("BOOLEAN"),
    /** Days since 1970-01-01. */
    DATE("DATE"),
    /** Microseconds since 1970-01-01, UTC, without a zone. */
    TIMESTAMP("TIMESTAMP_NTZ"),
    /** JSON text in Parquet, parsed by COPY. */
    JSON("VARIANT");

    private final String snowflakeType;

    ColumnKind(String snowflakeType) {
        this.snowflakeType = snowflakeType;
    }

    public String snowflakeType() {
        return snowflakeType;
    }

    Schema avroType() {
        return switch (this) {
            case TEXT, ID, JSON -> Schema.create(Schema.Type.STRING);
            case NUMBER -> Schema.create(Schema.Type.LONG);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIMESTAMP -> LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        };
    }
}
