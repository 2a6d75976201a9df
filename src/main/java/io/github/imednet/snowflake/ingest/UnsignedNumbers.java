package io.github.imednet.snowflake.ingest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Parquet's numbers without a sign of 32 and 64 bits. Avro has no such type: its reader gives those of the upper half
 * as negative ones.
 */
final class UnsignedNumbers {

    private final List<Integer> ints = new ArrayList<>();
    private final List<Integer> longs = new ArrayList<>();

    /** @throws IngestException if there are some inside of documents, where they are not found again */
    UnsignedNumbers(String file, MessageType schema) {
        for (ColumnDescriptor column : schema.getColumns()) {
            int bits = bits(column.getPrimitiveType());
            if (bits >= 32 && column.getPath().length > 1) {
                throw new IngestException("The field " + String.join(".", column.getPath()) + " of " + file + " has"
                        + " numbers without a sign inside of a document, which are not read: write the file with INT64"
                        + " or decimals there");
            }
            if (bits == 32) {
                ints.add(schema.getFieldIndex(column.getPath()[0]));
            } else if (bits == 64) {
                longs.add(schema.getFieldIndex(column.getPath()[0]));
            }
        }
    }

    private static int bits(PrimitiveType type) {
        return type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()
                ? whole.getBitWidth()
                : 0;
    }

    /** Puts the numbers in place that the file has. */
    GenericRecord restore(GenericRecord row) {
        for (int field : ints) {
            if (row.get(field) instanceof Integer number) {
                row.put(field, Integer.toUnsignedLong(number));
            }
        }
        for (int field : longs) {
            if (row.get(field) instanceof Long number && number < 0) {
                row.put(field, new BigInteger(Long.toUnsignedString(number)));
            }
        }
        return row;
    }
}
