package io.github.imednet.snowflake.local.snowflake.engine;

/**
 * A column of staged Parquet files, as DuckDB reads it.
 *
 * @param type DuckDB's name of its type
 * @param converted the file's old-style logical type, or null
 */
record ParquetColumn(String name, String type, String converted) {

    /** The column of two files: of no certain type if they differ. */
    ParquetColumn merge(ParquetColumn other) {
        return other.type.equals(type) ? this : new ParquetColumn(name, "mixed", null);
    }

    /** The value in the type that Snowflake's reader gives it. */
    String read(FileFormat format) {
        String column = SqlText.quoted(name);
        return switch (type) {
            case "BLOB" -> format.binaryAsText() ? "decode(" + column + ")" : column;
            case "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", "TIMESTAMPTZ_NS" -> timestamp(
                    format, column);
            default -> column;
        };
    }

    /** Without logical types Snowflake takes a moment for a wall clock, and a wall clock for a moment or a number. */
    private String timestamp(FileFormat format, String column) {
        if (format.logicalTypes()) {
            return column;
        }
        if (type.equals("TIMESTAMP_NS")) {
            return "epoch_ns(" + column + ")";
        }
        if (!type.equals("TIMESTAMP")) {
            return "timezone('UTC', " + column + ")";
        }
        return converted == null ? "epoch_us(" + column + ")" : "timezone('UTC', " + column + ")";
    }

    String cast(FileFormat format, DataType target) {
        String value = read(format);
        boolean same = value.equals(SqlText.quoted(name));
        return switch (target.base()) {
            case VARCHAR -> same && type.equals("VARCHAR")
                    ? Cast.limited(target, Cast.plain(DataType.of(DataType.Base.VARCHAR), value))
                    : Cast.to(target, value);
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ -> same && DataType.ofDuckDb(type).equals(DataType.of(target.base()))
                    ? Macros.ofTimestamp(target, value)
                    : Cast.to(target, value);
            default -> Cast.to(target, value);
        };
    }
}
