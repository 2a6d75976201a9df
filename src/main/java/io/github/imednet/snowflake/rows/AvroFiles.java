package io.github.imednet.snowflake.rows;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Opens Avro object container files. */
final class AvroFiles {

    private AvroFiles() {}

    /** @throws IngestException for a file that is damaged, packed by an unknown codec, or holds no records */
    static RowSource open(Path file) throws IOException {
        String name = file.getFileName().toString();
        // Without conversions of its own: what a value stands for is said in one place, StoredValues.
        GenericDatumReader<GenericRecord> values = new BytesOfTexts();
        DataFileReader<GenericRecord> reader;
        try {
            reader = new DataFileReader<>(file.toFile(), values);
        } catch (IOException | AvroRuntimeException e) {
            throw new IngestException(name + " is not a readable Avro file: " + e.getMessage(), e);
        }
        Schema schema = reader.getSchema();
        if (schema.getType() != Schema.Type.RECORD) {
            reader.close();
            throw new IngestException(name + " holds values of the Avro type " + schema.getType().getName()
                    + ", but rows are records");
        }
        return new AvroRows(name, schema, null, reader, reader);
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
