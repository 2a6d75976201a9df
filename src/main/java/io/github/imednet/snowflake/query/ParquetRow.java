package io.github.imednet.snowflake.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** Writes a row's values, by the types that {@link ParquetColumns} gives their columns. */
final class ParquetRow extends WriteSupport<Object[]> {

    private static final long NANOS_OF_SECOND = 1_000_000_000;
    private static final int NANOS_OF_MICRO = 1_000;
    private static final int NANOS_OF_MILLI = 1_000_000;

    private final List<ResultColumn> columns;
    private final MessageType schema;
    private RecordConsumer consumer;

    ParquetRow(List<ResultColumn> columns, String timestampUnit) {
        this.columns = columns;
        this.schema = ParquetColumns.schema(columns, TimeUnit.valueOf(timestampUnit));
    }

    @Override
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(Object[] values) {
        consumer.startMessage();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                String name = schema.getFieldName(i);
                consumer.startField(name, i);
                write(columns.get(i), schema.getType(i).asPrimitiveType(), values[i]);
                consumer.endField(name, i);
            }
        }
        consumer.endMessage();
    }

    private void write(ResultColumn column, PrimitiveType type, Object value) {
        if (value instanceof BigDecimal number) {
            writeDecimal(type, number.setScale(column.scale()).unscaledValue());
        } else if (value instanceof Long number) {
            consumer.addLong(number);
        } else if (value instanceof Double number) {
            consumer.addDouble(number);
        } else if (value instanceof Boolean truth) {
            consumer.addBoolean(truth);
        } else if (value instanceof byte[] binary) {
            consumer.addBinary(Binary.fromConstantByteArray(binary));
        } else if (value instanceof String text) {
            consumer.addBinary(Binary.fromString(text));
        } else if (value instanceof LocalDate date) {
            consumer.addInteger(Math.toIntExact(date.toEpochDay()));
        } else if (value instanceof LocalTime time) {
            writeTime(type, time);
        } else {
            Instant instant = value instanceof OffsetDateTime moment
                    ? moment.toInstant()
                    : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
            consumer.addLong(timestamp(column, unit(type), instant));
        }
    }

    private void writeDecimal(PrimitiveType type, BigInteger unscaled) {
        switch (type.getPrimitiveTypeName()) {
            case INT32 -> consumer.addInteger(unscaled.intValueExact());
            case INT64 -> consumer.addLong(unscaled.longValueExact());
            default -> consumer.addBinary(Binary.fromConstantByteArray(bytes(unscaled, type.getTypeLength())));
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

    private void writeTime(PrimitiveType type, LocalTime time) {
        switch (((LogicalTypeAnnotation.TimeLogicalTypeAnnotation) type.getLogicalTypeAnnotation()).getUnit()) {
            case MILLIS -> consumer.addInteger((int) (time.toNanoOfDay() / NANOS_OF_MILLI));
            case MICROS -> consumer.addLong(time.toNanoOfDay() / NANOS_OF_MICRO);
            case NANOS -> consumer.addLong(time.toNanoOfDay());
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
