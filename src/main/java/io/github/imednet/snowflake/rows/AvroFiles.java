package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.SystemErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Opens Avro object container files. */
final class AvroFiles {

    private AvroFiles() {}

    /** @throws IngestException if the file is damaged or cut off, packed by an unknown codec, or holds no records */
    static RowSource open(Path file) throws IOException {
        String name = file.getFileName().toString();
        // Without conversions of its own: what a value stands for is said in one place, StoredValues.
        GenericDatumReader<GenericRecord> values = new BytesOfTexts();
        DataFileReader<GenericRecord> reader;
        try {
            reader = new DataFileReader<>(file.toFile(), values);
        } catch (IOException | AvroRuntimeException e) {
            throw new IngestException(name + " is not a readable Avro file: " + SystemErrors.reason(e), e);
        }
        Schema schema = reader.getSchema();
        if (schema.getType() != Schema.Type.RECORD) {
            reader.close();
            throw new IngestException(name + " holds values of the Avro type " + schema.getType().getName()
                    + ", but rows are records");
        }
        try {
            AvroBlocks blocks = AvroBlocks.of(file, reader.previousSync());
            return new AvroRows(name, schema, null, new Records(reader, blocks), reader);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** The records of all blocks: the reader also says that it is at its end where it is not. */
    private static final class Records implements Iterator<GenericRecord> {

        private final DataFileReader<GenericRecord> reader;
        private long records;
        private int withoutRecords;

        private Records(DataFileReader<GenericRecord> reader, AvroBlocks blocks) {
            this.reader = reader;
            this.records = blocks.records();
            this.withoutRecords = blocks.withoutRecords();
        }

        @Override
        public boolean hasNext() {
            while (!reader.hasNext()) {
                if (withoutRecords == 0 && records > 0) {
                    throw new AvroRuntimeException("a block ends before its records do");
                }
                if (withoutRecords == 0) {
                    return false;
                }
                withoutRecords--;
            }
            return true;
        }

        @Override
        public GenericRecord next() {
            records--;
            return reader.next();
        }
    }

    /** Keeps the bytes of texts, also where the schema asks for Strings, in which invalid ones are replaced. */
    private static final class BytesOfTexts extends GenericDatumReader<GenericRecord> {

        private BytesOfTexts() {
            super(null, null, new GenericData());
        }

        @Override
        protected Class<?> findStringClass(Schema schema) {
            return CharSequence.class;
        }
    }
}
