package io.github.imednet.snowflake.batch;

import io.github.imednet.snowflake.model.RecordColumn;
import io.github.imednet.snowflake.model.StagedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/**
 * What a batch's Parquet file that was kept says of itself.
 *
 * @param studyKey the study of its records
 * @param ids the ids of its records, one at least, in rising order
 * @param unmappedId id of a record with fields that fit no column, or null
 */
public record KeptFile(String studyKey, long[] ids, @Nullable Long unmappedId) {

    private static final RecordColumn[] COLUMNS = {
        RecordColumn.STUDY_KEY, RecordColumn.RECORD_ID, RecordColumn._UNMAPPED_FIELDS
    };

    /** @throws IOException if the file is no Parquet file of one study's records, each with an id */
    public static KeptFile read(Path path) throws IOException {
        Reading reading = new Reading();
        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(new LocalInputFile(path))
                .withConf(new PlainParquetConfiguration(
                        Map.of(AvroReadSupport.AVRO_REQUESTED_PROJECTION, schema().toString())))
                .build()) {
            for (GenericRecord record = reader.read(); record != null; record = reader.read()) {
                reading.take(record);
            }
        } catch (RuntimeException e) {
            throw new IOException("it is not a Parquet file of records: " + e.getMessage(), e);
        }
        return reading.kept();
    }

    /** The file as a batch that covers just the record ids that are in it, for nothing tells what lay between. */
    public StagedFile asBatch(String batchId, Path path, String sha256, long bytes) {
        return new StagedFile(
                batchId, path, sha256, bytes, ids.length, ids[0] - 1, ids[ids.length - 1], unmappedId);
    }

    private static Schema schema() {
        Schema whole = RecordColumn.schema();
        return Schema.createRecord(
                whole.getName(),
                null,
                null,
                false,
                Stream.of(COLUMNS)
                        .map(column -> whole.getField(column.parquetName()))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
    }

    /** What the records read so far say. */
    private static final class Reading {

        private @Nullable String studyKey;
        private final LongStream.Builder ids = LongStream.builder();
        private @Nullable Long unmappedId;

        private void take(GenericRecord record) throws IOException {
            Object study = value(record, RecordColumn.STUDY_KEY);
            if (study == null || studyKey != null && !study.toString().equals(studyKey)) {
                throw new IOException("its records are not of one study");
            }
            if (!(value(record, RecordColumn.RECORD_ID) instanceof Long id)) {
                throw new IOException("it has a record without an id");
            }
            studyKey = study.toString();
            ids.add(id);
            boolean unmapped = value(record, RecordColumn._UNMAPPED_FIELDS) != null;
            unmappedId = unmappedId == null && unmapped ? id : unmappedId;
        }

        /** By name: a record has the columns that were written, those that were not asked for as null. */
        private static @Nullable Object value(GenericRecord record, RecordColumn column) {
            return record.hasField(column.parquetName()) ? record.get(column.parquetName()) : null;
        }

        private KeptFile kept() throws IOException {
            if (studyKey == null) {
                throw new IOException("it has no records");
            }
            return new KeptFile(studyKey, ids.build().sorted().toArray(), unmappedId);
        }
    }
}
