package io.github.imednet.snowflake.types;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Snowflake's logical types: the table of what each is called in SQL and by the JDBC driver, as what it is written to
 * Parquet, and as what it is read back. {@link ParquetTypes}, {@link AvroTypes} and {@link ArrowTypes} say which type
 * of those formats becomes which of these.
 */
public enum LogicalType {
    FIXED("NUMBER", "NUMBER", "INT64, or DECIMAL(p,s) on INT64 up to 18 digits, on 16 bytes above", "decimal128(p,s)"),
    REAL("FLOAT", "DOUBLE", "DOUBLE", "float64"),
    TEXT("VARCHAR", "VARCHAR", "BYTE_ARRAY as STRING", "utf8"),
    DATE("DATE", "DATE", "INT32 as DATE", "date32"),
    VARIANT("VARIANT", "VARIANT", "BYTE_ARRAY as STRING, JSON text", "utf8"),
    TIMESTAMP_LTZ("TIMESTAMP_LTZ", "TIMESTAMPLTZ", "INT64 as TIMESTAMP adjusted to UTC, or STRING", "timestamp, UTC"),
    TIMESTAMP_NTZ("TIMESTAMP_NTZ", "TIMESTAMPNTZ", "INT64 as TIMESTAMP not adjusted, or STRING", "timestamp"),
    TIMESTAMP_TZ("TIMESTAMP_TZ", "TIMESTAMPTZ", "BYTE_ARRAY as STRING, with the offset", "timestamp, UTC"),
    OBJECT("OBJECT", "OBJECT", "BYTE_ARRAY as STRING, JSON text", "utf8"),
    ARRAY("ARRAY", "ARRAY", "BYTE_ARRAY as STRING, JSON text", "utf8"),
    BINARY("BINARY", "BINARY", "BYTE_ARRAY", "binary"),
    TIME("TIME", "TIME", "INT32 or INT64 as TIME", "time64"),
    BOOLEAN("BOOLEAN", "BOOLEAN", "BOOLEAN", "bool");

    private final String sqlName;

    /** As {@code ResultSetMetaData.getColumnTypeName} of Snowflake's driver names it. */
    private final String jdbcName;

    private final String parquet;
    private final String arrow;

    LogicalType(String sqlName, String jdbcName, String parquet, String arrow) {
        this.sqlName = sqlName;
        this.jdbcName = jdbcName;
        this.parquet = parquet;
        this.arrow = arrow;
    }

    /** As Snowflake's results name it: {@code fixed}, {@code timestamp_ltz}. */
    public String logicalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As CREATE TABLE names it. */
    public String sqlName() {
        return sqlName;
    }

    /** What it is in a Parquet file that is loaded, in words. */
    public String parquet() {
        return parquet;
    }

    /** What it is in Arrow when it is read back, in words. */
    public String arrow() {
        return arrow;
    }

    /** Whether its values are documents, which travel as JSON text. */
    public boolean isSemiStructured() {
        return this == VARIANT || this == OBJECT || this == ARRAY;
    }

    public boolean isTimestamp() {
        return this == TIMESTAMP_LTZ || this == TIMESTAMP_NTZ || this == TIMESTAMP_TZ;
    }

    /** The type of a result's column, by the driver's name or the logical one. */
    public static Optional<LogicalType> ofJdbcName(String name) {
        return Arrays.stream(values())
                .filter(type -> type.jdbcName.equalsIgnoreCase(name) || type.name().equalsIgnoreCase(name)
                        || type.sqlName.equalsIgnoreCase(name))
                .findFirst();
    }
}
