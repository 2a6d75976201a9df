package io.github.imednet.snowflake.batch;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.parquet.ColumnFileWriter;
import io.github.imednet.snowflake.parquet.ColumnWriter;
import io.github.imednet.snowflake.parquet.Compression;
import io.github.imednet.snowflake.parquet.StreamFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.camel.Exchange;
import org.apache.camel.dataformat.parquet.avro.ParquetAvroDataFormat;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/**
 * Camel's data format {@code parquetAvro}, which writes records by columns: its own way takes each value through Avro's
 * conversions and the column writers of Parquet, and looks Hadoop's configuration up for each file. The rows of a file
 * are the same. Records with other columns than nullable texts, whole numbers, dates of these and booleans go Camel's
 * way.
 */
@RouteBean
public final class RecordParquet extends ParquetAvroDataFormat {

    /** So few that their values are in the processor's cache for all columns. */
    private static final int ROWS_AT_A_TIME = 32;

    /** As Parquet's own writer has it. */
    private static final long ROW_GROUP_BYTES = 128L * 1024 * 1024;

    private final Compression compression;

    public RecordParquet(ExportSettings settings) {
        setCompressionCodecName(settings.get(ExportKeys.COMPRESSION));
        this.compression = new Compression(CompressionCodecName.valueOf(settings.get(ExportKeys.COMPRESSION)), 0);
    }

    /** @param graph a list of records of one schema, one at least */
    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) throws Exception {
        if (graph instanceof List<?> list
                && list.get(0) instanceof GenericRecord first
                && isFlat(first.getSchema())) {
            write(list, first.getSchema(), stream);
        } else {
            super.marshal(exchange, graph, stream);
        }
    }

    private static boolean isFlat(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::schema).allMatch(RecordParquet::isNullableValue);
    }

    private static boolean isNullableValue(Schema field) {
        if (!field.isUnion() || field.getTypes().size() != 2 || !field.isNullable()) {
            return false;
        }
        return switch (valueType(field)) {
            case STRING, LONG, INT, BOOLEAN -> true;
            default -> false;
        };
    }

    private static Schema.Type valueType(Schema nullable) {
        Schema.Type first = nullable.getTypes().get(0).getType();
        return first == Schema.Type.NULL ? nullable.getTypes().get(1).getType() : first;
    }

    private void write(List<?> records, Schema schema, OutputStream stream) throws IOException {
        MessageType columns = new AvroSchemaConverter().convert(schema);
        try (ColumnFileWriter file =
                new ColumnFileWriter(new StreamFile(stream), columns, compression, ROW_GROUP_BYTES)) {
            for (int from = 0; from < records.size(); from += ROWS_AT_A_TIME) {
                List<?> rows = records.subList(from, Math.min(records.size(), from + ROWS_AT_A_TIME));
                for (Schema.Field field : schema.getFields()) {
                    add(rows, field, file.column(field.pos()));
                }
                file.endRows(rows.size());
            }
            file.end();
        }
    }

    private static void add(List<?> rows, Schema.Field field, ColumnWriter column) {
        Schema.Type type = valueType(field.schema());
        for (Object row : rows) {
            Object value = ((GenericRecord) row).get(field.pos());
            if (value == null) {
                column.addNulls(1);
            } else {
                switch (type) {
                    case LONG, INT -> column.addLong(((Number) value).longValue());
                    case BOOLEAN -> column.addLong((Boolean) value ? 1 : 0);
                    default -> column.addBytes(utf8((CharSequence) value));
                }
            }
        }
    }

    private static byte[] utf8(CharSequence text) {
        if (text instanceof Utf8 utf8) {
            byte[] bytes = utf8.getBytes();
            return bytes.length == utf8.getByteLength() ? bytes : Arrays.copyOf(bytes, utf8.getByteLength());
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
