package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.journal.ReadPage;
import io.github.imednet.snowflake.model.RecordColumn;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.source.AnswerTime;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import io.github.imednet.snowflake.source.StudyMovedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Pages of 10 records, batches of 25. */
class ReadPassTest {

    private static final PageRequest PAGE = new PageRequest("S", 0, 10);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** Answers of noon, each after a while. */
    private static final AnswerTime AT_NOON = new AnswerTime(NOON, true, Duration.ofMillis(5500));

    @Test
    void aWholeReadingAsksForTheFirstPageAndThenForAllOthers() throws Exception {
        ReadPass pass = new ReadPass(PAGE, 25);
        assertThat(pass.firstPage()).extracting(PageRequest::page).containsExactly(0);
        take(pass, page(0, 42, 1));

        assertThat(pass.otherPages()).extracting(PageRequest::page).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatIsInFilesIsNotAskedForAgain() {
        ReadPass rest = new ReadPass(PAGE, 25, pages(0, 9), List.of(file(0), file(2)), 100, NOON);

        assertThat(rest.firstPage()).isEmpty();
        // Batch 1 has records 26 to 50, batch 3 the last ones: 76 to 100.
        assertThat(rest.otherPages()).extracting(PageRequest::page).containsExactly(2, 3, 4, 7, 8, 9);
    }

    @Test
    void pagesThatNoReadingCameToAreAskedForAndTheLastOneBeforeThem() {
        ReadPass rest = new ReadPass(PAGE, 25, pages(0, 4), List.of(file(0), file(1)), 100, NOON);

        assertThat(rest.otherPages()).extracting(PageRequest::page).containsExactly(4, 5, 6, 7, 8, 9);
        assertThat(rest.recordsRead()).isEqualTo(40);
    }

    @Test
    void aFewChangedRecordsMeanTheBatchesOfTheirPages() {
        List<StagedFile> files = List.of(file(0), file(1), file(2), file(3));
        ReadPass pass = new ReadPass(PAGE, 25, pages(0, 9), files, 100, NOON);

        ReadPass again = pass.again(changed(2, 49, 50), files, true);

        assertThat(again.staged()).extracting(StagedFile::batchId)
                .containsExactlyInAnyOrder("S/records/0", "S/records/2", "S/records/3");
        assertThat(again.otherPages()).extracting(PageRequest::page).containsExactly(2, 3, 4);
        // On page 2 are records of batch 0 too.
        assertThat(pass.again(changed(3, 30, 49, 50), files, true).otherPages()).extracting(PageRequest::page)
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aNewRecordMeansAllOfThem() {
        ReadPass pass = new ReadPass(PAGE, 25, pages(0, 9), List.of(file(0)), 100, NOON);

        ReadPass again = pass.again(changed(1, 101), List.of(file(0)), true);

        assertThat(again.firstPage()).extracting(PageRequest::page).containsExactly(0);
        assertThat(again.staged()).isEmpty();
    }

    /** One that was deleted before hides it from the total, and those between the two have moved. */
    @Test
    void aRecordThatWasMadeMeanwhileMeansAllOfThemThoughItWasRead() {
        ReadPass pass = new ReadPass(PAGE, 25, pages(0, 9), List.of(file(0)), 100, NOON);
        Page changed = changed(1, 80);

        assertThat(pass.again(changed, List.of(file(0)), true).staged()).hasSize(1);
        assertThat(pass.again(changed(1, 100), List.of(file(0)), true).staged()).isEmpty();
        changed.records().get(0).put(RecordColumn.DATE_CREATED.ordinal(), micros(NOON.minusSeconds(1)));
        assertThat(pass.again(changed, List.of(file(0)), true).staged()).hasSize(1);
        changed.records().get(0).put(RecordColumn.DATE_CREATED.ordinal(), micros(NOON));
        assertThat(pass.again(changed, List.of(file(0)), true).staged()).isEmpty();
    }

    /** A record may come into a selection by its change, and hide one that was removed from the total. */
    @Test
    void aRecordThatChangedDuringTheFirstPassMeansAllOfASelection() {
        for (RecordSelection part : List.of(
                new RecordSelection("recordStatus==Complete", null, List.of()),
                new RecordSelection(null, "AESER==Yes", List.of()))) {
            PageRequest page = new PageRequest("S", 0, 10, part);
            ReadPass pass = new ReadPass(page, 25, pages(0, 9), List.of(file(0)), 100, NOON);

            assertThat(pass.again(changed(1, 80), List.of(file(0)), true).staged()).as(part.text()).isEmpty();
            assertThat(pass.again(changed(1, 80), List.of(file(0)), false).staged()).as("later").hasSize(1);
        }
        PageRequest form = new PageRequest("S", 0, 10, new RecordSelection(null, null, List.of("AE")));
        ReadPass pass = new ReadPass(form, 25, pages(0, 9), List.of(file(0)), 100, NOON);
        assertThat(pass.again(changed(1, 80), List.of(file(0)), true).staged()).as("a record stays in its form").hasSize(1);
    }

    @Test
    void aPageWithAChangedRecordIsReadAgainThoughNoneOfItsRecordsWasKept() throws Exception {
        List<ReadPage> known = pages(0, 9);
        known.set(4, new ReadPage(4, 10, 0, 40, 41, 50));
        List<StagedFile> files = List.of(file(0), file(1), file(2), file(3));
        ReadPass again = new ReadPass(PAGE, 25, known, files, 100, NOON).again(changed(1, 45), files, true);

        assertThat(again.otherPages()).extracting(PageRequest::page).contains(4);
        assertThatExceptionOfType(StudyMovedException.class).isThrownBy(() -> again.take(page(4, 100, 41)));
    }

    @Test
    void moreChangesThanOnePageTellsMeanAllOfThem() {
        ReadPass pass = new ReadPass(PAGE, 25, pages(0, 9), List.of(file(0)), 100, NOON);

        assertThat(pass.again(changed(11, 30), List.of(file(0)), true).staged()).isEmpty();
    }

    @Test
    void aPageWithOtherRecordsThanBeforeMeansThatTheStudyMoved() {
        ReadPass rest = new ReadPass(PAGE, 25, pages(0, 9), List.of(file(0)), 100, NOON);

        assertThatExceptionOfType(StudyMovedException.class).isThrownBy(() -> rest.take(page(2, 100, 22)));
    }

    @Test
    void changesAreAskedForSinceJustBeforeTheFirstRequest() throws Exception {
        String since = "filter=dateModified%3E%3D2026-01-01T11%3A59%3A53Z";
        ReadPass pass = new ReadPass(PAGE, 25);
        take(pass, page(0, 10, 1));

        assertThat(pass.changes().query()).contains(since);
        assertThat(pass.again(changed(1, 5), List.of(), true).changes().query()).as("by the partial pass").contains(since);
    }

    private static void take(ReadPass pass, Page page) throws InterruptedException {
        pass.sequence().await(page);
        pass.take(page);
        pass.sequence().endTurn(page);
    }

    private static Page page(int number, long total, long firstId) {
        long records = Math.min(10, total - number * 10L);
        return new Page(
                PAGE.withPage(number),
                total,
                firstId,
                firstId + records - 1,
                records(LongStream.range(firstId, firstId + records)),
                AT_NOON);
    }

    private static Page changed(long total, long... ids) {
        PageRequest request = PAGE.changedSince(NOON);
        return new Page(request, total, ids[0], ids[ids.length - 1], records(LongStream.of(ids)), AT_NOON);
    }

    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond());
    }

    private static List<GenericRecord> records(LongStream ids) {
        return ids.mapToObj(id -> {
                    GenericRecord record = new GenericData.Record(RecordColumn.schema());
                    record.put(RecordColumn.RECORD_ID.ordinal(), id);
                    return record;
                })
                .toList();
    }

    private static List<ReadPage> pages(int from, int to) {
        List<ReadPage> pages = new ArrayList<>();
        for (int page = from; page <= to; page++) {
            pages.add(new ReadPage(page, 10, 10, page * 10L, page * 10L + 1, page * 10L + 10));
        }
        return pages;
    }

    private static StagedFile file(int batch) {
        long after = batch == 0 ? Long.MIN_VALUE : batch * 25L;
        return new StagedFile(
                "S/records/" + batch,
                Path.of("/staged/" + batch + ".parquet"),
                "ab",
                1,
                25,
                after,
                batch * 25L + 25,
                null);
    }
}
