package io.github.imednet.snowflake.local.snowflake.engine;

import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Snowflake data type and the DuckDB type that stands for it. A VARIANT, OBJECT or ARRAY is kept as JSON text, so
 * that numbers keep every digit. A column's TIMESTAMP_NTZ or TIMESTAMP_LTZ is kept in microseconds, or in nanoseconds:
 * see {@link Nanoseconds}. A TIMESTAMP_TZ is the microseconds since 1970 at UTC, the nanoseconds after them and the
 * minutes of its offset, for DuckDB has no such type.
 *
 * @param precision digits of a NUMBER, of a second's fraction for times, length of a VARCHAR or BINARY
 * @param scale digits after the point of a NUMBER; of a TIMESTAMP_NTZ or _LTZ 9 where it is kept in nanoseconds, else 0
 */
record DataType(Base base, int precision, int scale) {

    private static final int LONGEST_TEXT = 16_777_216;
    private static final int LONGEST_BINARY = 8_388_608;
    private static final int NANOSECONDS = 9;
    private static final int MICROSECONDS = 6;
    private static final Map<Base, String> IN_NANOSECONDS =
            Map.of(Base.TIMESTAMP_NTZ, "TIMESTAMP_NS", Base.TIMESTAMP_LTZ, "TIMESTAMPTZ_NS");
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");

    enum Base {
        NUMBER("DECIMAL", "fixed"),
        FLOAT("DOUBLE", "real"),
        VARCHAR("VARCHAR", "text"),
        BINARY("BLOB", "binary"),
        BOOLEAN("BOOLEAN", "boolean"),
        DATE("DATE", "date"),
        TIME("TIME_NS", "time"),
        TIMESTAMP_NTZ("TIMESTAMP", "timestamp_ntz"),
        TIMESTAMP_LTZ("TIMESTAMP WITH TIME ZONE", "timestamp_ltz"),
        TIMESTAMP_TZ("STRUCT(micros BIGINT, nanos SMALLINT, shift SMALLINT)", "timestamp_tz"),
        VARIANT("JSON", "variant"),
        OBJECT("JSON", "object"),
        ARRAY("JSON", "array");

        private final String duckDb;
        private final String wire;

        Base(String duckDb, String wire) {
            this.duckDb = duckDb;
            this.wire = wire;
        }

        boolean semiStructured() {
            return this == VARIANT || this == OBJECT || this == ARRAY;
        }
    }

    private static final Map<String, Base> NAMES = Map.ofEntries(
            Map.entry("NUMBER", Base.NUMBER),
            Map.entry("DECIMAL", Base.NUMBER),
            Map.entry("NUMERIC", Base.NUMBER),
            Map.entry("INT", Base.NUMBER),
            Map.entry("INTEGER", Base.NUMBER),
            Map.entry("BIGINT", Base.NUMBER),
            Map.entry("SMALLINT", Base.NUMBER),
            Map.entry("TINYINT", Base.NUMBER),
            Map.entry("BYTEINT", Base.NUMBER),
            Map.entry("FLOAT", Base.FLOAT),
            Map.entry("FLOAT4", Base.FLOAT),
            Map.entry("FLOAT8", Base.FLOAT),
            Map.entry("DOUBLE", Base.FLOAT),
            Map.entry("REAL", Base.FLOAT),
            Map.entry("VARCHAR", Base.VARCHAR),
            Map.entry("STRING", Base.VARCHAR),
            Map.entry("TEXT", Base.VARCHAR),
            Map.entry("NVARCHAR", Base.VARCHAR),
            Map.entry("CHAR", Base.VARCHAR),
            Map.entry("CHARACTER", Base.VARCHAR),
            Map.entry("NCHAR", Base.VARCHAR),
            Map.entry("BINARY", Base.BINARY),
            Map.entry("VARBINARY", Base.BINARY),
            Map.entry("BOOLEAN", Base.BOOLEAN),
            Map.entry("DATE", Base.DATE),
            Map.entry("TIME", Base.TIME),
            Map.entry("DATETIME", Base.TIMESTAMP_NTZ),
            Map.entry("TIMESTAMP", Base.TIMESTAMP_NTZ),
            Map.entry("TIMESTAMP_NTZ", Base.TIMESTAMP_NTZ),
            Map.entry("TIMESTAMPNTZ", Base.TIMESTAMP_NTZ),
            Map.entry("TIMESTAMP_LTZ", Base.TIMESTAMP_LTZ),
            Map.entry("TIMESTAMPLTZ", Base.TIMESTAMP_LTZ),
            Map.entry("TIMESTAMP_TZ", Base.TIMESTAMP_TZ),
            Map.entry("TIMESTAMPTZ", Base.TIMESTAMP_TZ),
            Map.entry("VARIANT", Base.VARIANT),
            Map.entry("OBJECT", Base.OBJECT),
            Map.entry("ARRAY", Base.ARRAY));

    static DataType of(Base base) {
        return switch (base) {
            case NUMBER -> new DataType(base, 38, 0);
            case VARCHAR -> new DataType(base, LONGEST_TEXT, 0);
            case BINARY -> new DataType(base, LONGEST_BINARY, 0);
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ -> new DataType(base, 9, 0);
            default -> new DataType(base, 0, 0);
        };
    }

    static boolean isName(Token word) {
        return NAMES.containsKey(word.text());
    }

    /** Reads what {@link #display} wrote. */
    static DataType parse(String text) throws SqlFailure {
        return parse(new TokenReader(text, SqlTokens.of(text)));
    }

    /** Reads a type such as {@code NUMBER(38,0)} or {@code TIMESTAMP WITHOUT TIME ZONE}. */
    static DataType parse(TokenReader reader) throws SqlFailure {
        Token word = reader.peek();
        Base base = word.kind() == Token.Kind.WORD ? NAMES.get(word.text()) : null;
        if (base == null) {
            throw word.isIdentifier()
                    ? Failures.syntax("Unsupported data type '" + word.text() + "'.")
                    : reader.unexpected();
        }
        reader.next();
        if (word.text().equals("DOUBLE")) {
            reader.accept("PRECISION");
        }
        DataType type = arguments(word.text(), base, reader);
        if (reader.accept("WITH", "TIME", "ZONE")) {
            return new DataType(Base.TIMESTAMP_TZ, type.precision, 0);
        }
        reader.accept("WITHOUT", "TIME", "ZONE");
        return type;
    }

    private static DataType arguments(String word, Base base, TokenReader reader) throws SqlFailure {
        if (!reader.nextIs("(") || base.semiStructured() || base == Base.FLOAT) {
            boolean oneCharacter = word.equals("CHAR") || word.equals("CHARACTER") || word.equals("NCHAR");
            return oneCharacter ? new DataType(base, 1, 0) : of(base);
        }
        reader.expect("(");
        int precision = reader.number();
        int scale = reader.accept(",") ? reader.number() : 0;
        reader.expect(")");
        if (base == Base.NUMBER && (precision < 1 || precision > 38 || scale > precision)) {
            throw Failures.syntax("Invalid precision or scale of NUMBER(" + precision + "," + scale + ").");
        }
        return IN_NANOSECONDS.containsKey(base) && precision > MICROSECONDS
                ? new DataType(base, precision, NANOSECONDS)
                : new DataType(base, precision, scale);
    }

    /** The same type where DuckDB's is this one, which keeps nanoseconds or does not. */
    DataType keptAs(String duckDb) {
        return !IN_NANOSECONDS.containsKey(base)
                ? this
                : new DataType(base, precision, duckDb.equals(IN_NANOSECONDS.get(base)) ? NANOSECONDS : 0);
    }

    /** The same type where it keeps nanoseconds. */
    DataType inNanosecondsToo() {
        return keptAs(IN_NANOSECONDS.getOrDefault(base, ""));
    }

    /** Whether it is one of those types that keep nanoseconds where they are needed, and values may have them. */
    boolean hasNanoseconds() {
        return IN_NANOSECONDS.containsKey(base) && precision > MICROSECONDS;
    }

    /** Whether it has fewer digits of a second's fraction than DuckDB's type. */
    boolean cutsDigits() {
        return hasTimeOfDay() && precision < NANOSECONDS
                && !(precision == MICROSECONDS && IN_NANOSECONDS.containsKey(base));
    }

    long nanosecondsOfLastDigit() {
        return BigInteger.TEN.pow(NANOSECONDS - precision).longValueExact();
    }

    /** Whether nanoseconds are kept, for which the years are 1677 to 2262. */
    boolean inNanoseconds() {
        return IN_NANOSECONDS.containsKey(base) && scale == NANOSECONDS;
    }

    /** Whether values have a second and its fraction. */
    boolean hasTimeOfDay() {
        return base == Base.TIME || base.wire.startsWith("timestamp");
    }

    /** The last part of the name, ntz, ltz or tz, in macros. */
    String kind() {
        return base.wire.substring("timestamp_".length());
    }

    /** DuckDB's type where it keeps microseconds. */
    String inMicroseconds() {
        return base.duckDb;
    }

    /** Whether DuckDB has one type for both, whatever is kept of a second's fraction. */
    boolean isLike(DataType other) {
        return keptAs(base.duckDb).duckDb().equals(other.keptAs(other.base.duckDb).duckDb());
    }

    /** The Snowflake type of a DuckDB type's name, as results and catalogs give it. */
    static DataType ofDuckDb(String name) {
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return new DataType(
                    Base.NUMBER, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        if (name.equals(Base.TIMESTAMP_TZ.duckDb)) {
            return of(Base.TIMESTAMP_TZ);
        }
        return switch (name) {
            case "BOOLEAN" -> of(Base.BOOLEAN);
            case "TINYINT", "UTINYINT" -> new DataType(Base.NUMBER, 3, 0);
            case "SMALLINT", "USMALLINT" -> new DataType(Base.NUMBER, 5, 0);
            case "INTEGER", "UINTEGER" -> new DataType(Base.NUMBER, 10, 0);
            case "BIGINT", "UBIGINT" -> new DataType(Base.NUMBER, 19, 0);
            case "HUGEINT", "UHUGEINT", "BIGNUM" -> of(Base.NUMBER);
            case "FLOAT", "DOUBLE" -> of(Base.FLOAT);
            case "DATE" -> of(Base.DATE);
            case "TIME", "TIME_NS" -> of(Base.TIME);
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" -> of(Base.TIMESTAMP_NTZ);
            case "TIMESTAMP_NS" -> of(Base.TIMESTAMP_NTZ).inNanosecondsToo();
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ" -> of(Base.TIMESTAMP_LTZ);
            case "TIMESTAMPTZ_NS" -> of(Base.TIMESTAMP_LTZ).inNanosecondsToo();
            case "BLOB" -> of(Base.BINARY);
            case "JSON" -> of(Base.VARIANT);
            default -> of(Base.VARCHAR);
        };
    }

    /** The type of a result's column. */
    static DataType of(Column column) {
        for (Base base : Base.values()) {
            if (base.wire.equals(column.type())) {
                return switch (base) {
                    case NUMBER -> new DataType(base, column.precision(), column.scale());
                    case VARCHAR, BINARY -> new DataType(base, (int) column.length(), 0);
                    case TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ -> new DataType(base, column.scale(), 0);
                    default -> of(base);
                };
            }
        }
        throw new IllegalArgumentException(column.type());
    }

    String duckDb() {
        if (base == Base.NUMBER) {
            return "DECIMAL(" + precision + "," + scale + ")";
        }
        return inNanoseconds() ? IN_NANOSECONDS.get(base) : base.duckDb;
    }

    /** Whether DuckDB's type alone says less than this one, so that the difference must be remembered. */
    boolean needsRemembering() {
        return !ofDuckDb(duckDb()).equals(this);
    }

    /** Whether values can be too long for a type that DuckDB does not limit. */
    boolean limitsLength() {
        return base == Base.VARCHAR && precision < LONGEST_TEXT || base == Base.BINARY && precision < LONGEST_BINARY;
    }

    /** As DESCRIBE TABLE shows it. */
    String display() {
        return switch (base) {
            case NUMBER -> "NUMBER(" + precision + "," + scale + ")";
            case VARCHAR, BINARY, TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ -> base + "(" + precision + ")";
            default -> base.toString();
        };
    }

    Column column(String name, boolean nullable) {
        return switch (base) {
            case NUMBER -> new Column(name, base.wire, precision, scale, 0, nullable);
            case VARCHAR, BINARY -> new Column(name, base.wire, 0, 0, precision, nullable);
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ ->
                new Column(name, base.wire, 0, precision, 0, nullable);
            default -> new Column(name, base.wire, 0, 0, 0, nullable);
        };
    }
}
