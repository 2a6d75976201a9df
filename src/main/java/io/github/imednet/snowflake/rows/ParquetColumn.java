package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.SourceType;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads one field of a row group, row by row, without regard to the other fields. */
final class ParquetColumn {

    /** Gives the next row's value. */
    private interface Values {
        @Nullable Object next();
    }

    private final Values values;

    /** @param writer of the file, as its footer says: some wrote things that are to be read otherwise */
    ParquetColumn(Type field, SourceType type, PageReadStore rowGroup, String writer) {
        MessageType schema = new MessageType("row", field);
        Row row = new Row(field, type);
        this.values = field.isPrimitive() && !field.isRepetition(Type.Repetition.REPEATED)
                ? flat(schema, row, rowGroup, writer)
                : nested(schema, row, rowGroup, writer);
    }

    /** @throws ValueException if there is no such value of the field's type */
    @Nullable Object next() {
        return values.next();
    }

    /** A field of one value needs nothing put together. */
    private static Values flat(MessageType schema, Row row, PageReadStore rowGroup, String writer) {
        ColumnDescriptor column = schema.getColumns().get(0);
        ColumnReader reader = new ColumnReadStoreImpl(rowGroup, row, schema, writer).getColumnReader(column);
        return () -> {
            row.start();
            if (reader.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
                reader.writeCurrentValueToConverter();
            }
            reader.consume();
            return row.value;
        };
    }

    private static Values nested(MessageType schema, Row row, PageReadStore rowGroup, String writer) {
        RecordReader<Object> reader = new ColumnIOFactory(writer)
                .getColumnIO(schema)
                .getRecordReader(rowGroup, new Materializer(row));
        return reader::read;
    }

    /** A row that has the one field. */
    private static final class Row extends GroupConverter {

        private final Converter converter;
        private final boolean repeated;
        private List<Object> list = new ArrayList<>();
        private @Nullable Object value;

        private Row(Type field, SourceType type) {
            this.repeated = field.isRepetition(Type.Repetition.REPEATED);
            this.converter = repeated
                    ? ParquetConverters.of(field, type.field(0), element -> list.add(element))
                    : ParquetConverters.of(field, type, given -> value = given);
        }

        @Override
        public Converter getConverter(int fieldIndex) {
            return converter;
        }

        @Override
        public void start() {
            list = new ArrayList<>();
            value = repeated ? list : null;
        }

        @Override
        public void end() {}
    }

    private static final class Materializer extends RecordMaterializer<Object> {

        private final Row row;

        private Materializer(Row row) {
            this.row = row;
        }

        @Override
        public @Nullable Object getCurrentRecord() {
            // A null of a nested field is an absent value too; the reader takes null for a skipped record only.
            return row.value;
        }

        @Override
        public GroupConverter getRootConverter() {
            return row;
        }
    }
}
