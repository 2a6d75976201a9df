package io.github.imednet.snowflake.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ImednetResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchCutterTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("R").fields().requiredLong("id").endRecord();

    @ParameterizedTest
    @CsvSource({"500, 500, 1250", "500, 300, 1250", "500, 1200, 5000", "7, 3, 100", "1, 4, 9", "500, 1000, 1000"})
    void everyBatchIsFullButTheLastWhateverThePagesSizes(int pageSize, int batchSize, int total) {
        Map<String, RecordBatch> batches = batches(pageSize, batchSize, total);

        List<Long> ids = new ArrayList<>();
        batches.values().forEach(batch -> batch.records().forEach(record -> ids.add((Long) record.get(0))));
        assertThat(ids).containsExactlyElementsOf(LongStream.rangeClosed(1, total).boxed().toList());
        assertThat(batches).hasSize((total + batchSize - 1) / batchSize);
        List<RecordBatch> all = List.copyOf(batches.values());
        assertThat(all).allMatch(RecordBatch::isComplete).noneMatch(RecordBatch::isDropped);
        assertThat(all.subList(0, all.size() - 1)).allMatch(batch -> batch.records().size() == batchSize);
        assertThat(all.get(0).id()).isEqualTo("STUDY/records/0");
    }

    @Test
    void theIdRangesOfBatchesTouchAndDoNotOverlap() {
        List<RecordBatch> batches = List.copyOf(batches(500, 300, 1000).values());

        assertThat(batches.get(0).afterId()).isEqualTo(Long.MIN_VALUE);
        for (int i = 1; i < batches.size(); i++) {
            assertThat(batches.get(i).afterId()).isEqualTo(batches.get(i - 1).lastId());
        }
        assertThat(batches.get(batches.size() - 1).lastId()).isEqualTo(1000);
    }

    @Test
    void theLastBatchOfARunThatEndsEarlyIsDropped() {
        BatchCutter cutter = cutter(500, Map.of());
        RecordBatch batch = new RecordBatch(cutter.cut(records(1, 10), 0, 0).get(0));

        batch.add(cutter.close(false).get(0));

        assertThat(batch.isComplete()).isTrue();
        assertThat(batch.isDropped()).isTrue();
    }

    @Test
    void nothingIsLeftToCloseAfterAFullBatch() {
        BatchCutter cutter = cutter(10, Map.of());
        cutter.cut(records(1, 20), 0, 0);

        assertThat(cutter.close(true)).isEmpty();
        assertThat(cutter.batches()).isEqualTo(2);
    }

    @Test
    void batchesThatAreThereAreLeftOutAndTheOthersAreTheSame() {
        Map<String, RecordBatch> all = batches(7, 10, 45);
        BatchCutter cutter = cutter(10, Map.of(0L, 10L, 2L, 30L));

        List<RecordSlice> slices = new ArrayList<>();
        slices.addAll(cutter.cut(records(8, 14), 0, 7));
        slices.addAll(cutter.cut(records(15, 21), 0, 14));
        slices.addAll(cutter.cut(records(29, 35), 0, 28));
        slices.addAll(cutter.cut(records(36, 42), 0, 35));
        slices.addAll(cutter.cut(records(43, 45), 0, 42));
        slices.addAll(cutter.close(true));

        Map<String, RecordBatch> rest = together(slices);
        assertThat(rest.keySet()).containsExactly("STUDY/records/1", "STUDY/records/3", "STUDY/records/4");
        rest.forEach((id, batch) -> {
            assertThat(batch.records()).isEqualTo(all.get(id).records());
            assertThat(batch.isComplete()).isTrue();
            assertThat(batch.afterId()).isEqualTo(all.get(id).afterId());
            assertThat(batch.lastId()).isEqualTo(all.get(id).lastId());
        });
        assertThat(cutter.batches()).isEqualTo(3);
    }

    @Test
    void aBatchTakesNoRecordOfAnotherSchema() {
        Schema wider = SchemaBuilder.record("R").fields().requiredLong("id").optionalString("more").endRecord();
        GenericRecord other = new GenericData.Record(wider);
        other.put("id", 2L);
        BatchCutter cutter = cutter(10, Map.of());
        RecordBatch batch = new RecordBatch(cutter.cut(records(1, 1), 0, 0).get(0));

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> batch.add(cutter.cut(List.of(other), 0, 1).get(0)))
                .withMessageContaining("STUDY/records/0 has records of different schemas");
    }

    private static BatchCutter cutter(int batchSize, Map<Long, Long> present) {
        return new BatchCutter("STUDY", ImednetResource.RECORDS, batchSize, present);
    }

    private static Map<String, RecordBatch> batches(int pageSize, int batchSize, int total) {
        BatchCutter cutter = cutter(batchSize, Map.of());
        List<RecordSlice> slices = new ArrayList<>();
        for (int first = 1; first <= total; first += pageSize) {
            slices.addAll(cutter.cut(records(first, Math.min(total, first + pageSize - 1)), 0, first - 1));
        }
        slices.addAll(cutter.close(true));
        return together(slices);
    }

    private static Map<String, RecordBatch> together(List<RecordSlice> slices) {
        Map<String, RecordBatch> batches = new LinkedHashMap<>();
        for (RecordSlice slice : slices) {
            RecordBatch batch = batches.get(slice.batchId());
            if (batch == null) {
                batches.put(slice.batchId(), new RecordBatch(slice));
            } else {
                batch.add(slice);
            }
        }
        return batches;
    }

    private static List<GenericRecord> records(long first, long last) {
        List<GenericRecord> records = new ArrayList<>();
        for (long id = first; id <= last; id++) {
            GenericRecord record = new GenericData.Record(SCHEMA);
            record.put(0, id);
            records.add(record);
        }
        return records;
    }
}
