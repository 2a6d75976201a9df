package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.parquet.ColumnFileWriter;
import io.github.imednet.snowflake.parquet.ColumnWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** Writes a row's values, by the types that {@link ParquetColumns} gives their columns. */
final class ParquetRow {

    private static final long NANOS_OF_SECOND = 1_000_000_000;
    private static final int NANOS_OF_MICRO = 1_000;
    private static final int NANOS_OF_MILLI = 1_000_000;

    private final List<ResultColumn> columns;
    private final MessageType schema;
    private final ColumnFileWriter file;

    ParquetRow(List<ResultColumn> columns, MessageType schema, ColumnFileWriter file) {
        this.columns = columns;
        this.schema = schema;
        this.file = file;
    }

    void write(Object[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                file.column(i).addNulls(1);
            } else {
                write(columns.get(i), schema.getType(i).asPrimitiveType(), values[i], file.column(i));
            }
        }
        file.endRows(1);
    }

    private static void write(ResultColumn column, PrimitiveType type, Object value, ColumnWriter to) {
        if (value instanceof BigDecimal number) {
            writeDecimal(type, number.setScale(column.scale()).unscaledValue(), to);
        } else if (value instanceof Long number) {
            to.addLong(number);
        } else if (value instanceof Double number) {
            to.addDouble(number);
        } else if (value instanceof Boolean truth) {
            to.addLong(truth ? 1 : 0);
        } else if (value instanceof byte[] binary) {
            to.addBytes(binary);
        } else if (value instanceof String text) {
            to.addBytes(text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof LocalDate date) {
            to.addLong(Math.toIntExact(date.toEpochDay()));
        } else if (value instanceof LocalTime time) {
            writeTime(type, time, to);
        } else {
            Instant instant = value instanceof OffsetDateTime moment
                    ? moment.toInstant()
                    : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
            to.addLong(timestamp(column, unit(type), instant));
        }
    }

    private static void writeDecimal(PrimitiveType type, BigInteger unscaled, ColumnWriter to) {
        switch (type.getPrimitiveTypeName()) {
            case INT32 -> to.addLong(unscaled.intValueExact());
            case INT64 -> to.addLong(unscaled.longValueExact());
            default -> to.addBytes(bytes(unscaled, type.getTypeLength()));
        }
    }

    /** Two's complement, highest byte first, filled up with the sign. */
    private static byte[] bytes(BigInteger number, int length) {
        byte[] shortest = number.toByteArray();
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, bytes, length - shortest.length, shortest.length);
        return bytes;
    }

    private static void writeTime(PrimitiveType type, LocalTime time, ColumnWriter to) {
        switch (((LogicalTypeAnnotation.TimeLogicalTypeAnnotation) type.getLogicalTypeAnnotation()).getUnit()) {
            case MILLIS -> to.addLong(time.toNanoOfDay() / NANOS_OF_MILLI);
            case MICROS -> to.addLong(time.toNanoOfDay() / NANOS_OF_MICRO);
            case NANOS -> to.addLong(time.toNanoOfDay());
        }
    }

    private static TimeUnit unit(PrimitiveType type) {
        return ((LogicalTypeAnnotation.TimestampLogicalTypeAnnotation) type.getLogicalTypeAnnotation()).getUnit();
    }

    private static long timestamp(ResultColumn column, TimeUnit unit, Instant instant) {
        int nanosOfUnit = unit == TimeUnit.NANOS ? 1 : unit == TimeUnit.MICROS ? NANOS_OF_MICRO : NANOS_OF_MILLI;
        if (instant.getNano() % nanosOfUnit != 0) {
            throw new QueryException(
                    "Column " + column.name() + " has a timestamp with nanoseconds, which Parquet files"
                            + " get with query.timestamp-unit=nanos alone: set that, or cast the column to six digits",
                    null);
        }
        try {
            long seconds = Math.multiplyExact(instant.getEpochSecond(), NANOS_OF_SECOND / nanosOfUnit);
            return Math.addExact(seconds, instant.getNano() / nanosOfUnit);
        } catch (ArithmeticException e) {
            throw new QueryException("Column " + column.name() + " has a timestamp before 1677 or after 2262, which"
                    + " nanoseconds of 64 bits do not reach: set query.timestamp-unit=micros", e);
        }
    }
}
