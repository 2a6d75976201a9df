package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ParquetTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;

/** A Parquet file that is ingested: what its footer says, and its rows. */
final class ParquetInput {

    private final Path file;
    private final ParquetMetadata footer;
    private final List<Column> columns;

    ParquetInput(Path file) throws IOException {
        this.file = file;
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options())) {
            this.footer = reader.getFooter();
        } catch (RuntimeException e) {
            throw new IngestException(
                    file.getFileName() + " is no Parquet file that can be read: " + e.getMessage(), e);
        }
        this.columns = footer.getFileMetaData().getSchema().getFields().stream()
                .map(ParquetTypes::column)
                .toList();
    }

    static ParquetReadOptions options() {
        return ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    }

    Path file() {
        return file;
    }

    ParquetMetadata footer() {
        return footer;
    }

    List<Column> columns() {
        return columns;
    }

    RowSource rows() throws IOException {
        UnsignedNumbers unsigned =
                new UnsignedNumbers(file.getFileName().toString(), footer.getFileMetaData().getSchema());
        PlainParquetConfiguration configuration = new PlainParquetConfiguration();
        // Lists as lists, not as lists of records with one element; the twelve bytes of an old timestamp as bytes.
        configuration.setBoolean(AvroReadSupport.AVRO_COMPATIBILITY, false);
        configuration.setBoolean("parquet.avro.add-list-element-records", false);
        configuration.setBoolean("parquet.avro.readInt96AsFixed", true);
        ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(file), configuration)
                .build();
        return new AvroRows(file.getFileName().toString(), new Records(reader, unsigned), columns, reader);
    }

    /** The reader as an iterator. */
    private static final class Records implements Iterator<GenericRecord> {

        private final ParquetReader<GenericRecord> reader;
        private final UnsignedNumbers unsigned;
        private GenericRecord next;

        private Records(ParquetReader<GenericRecord> reader, UnsignedNumbers unsigned) throws IOException {
            this.reader = reader;
            this.unsigned = unsigned;
            this.next = reader.read();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public GenericRecord next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            GenericRecord current = next;
            try {
                next = reader.read();
            } catch (IOException e) {
                throw new IngestException("A Parquet file cannot be read to its end: " + e.getMessage(), e);
            }
            return unsigned.restore(current);
        }
    }
}
