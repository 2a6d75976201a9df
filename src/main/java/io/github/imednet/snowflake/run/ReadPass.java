package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.BatchCutter;
import io.github.imednet.snowflake.batch.RecordSlice;
import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.journal.ReadPage;
import io.github.imednet.snowflake.model.EntityList;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import io.github.imednet.snowflake.source.PageSequence;
import io.github.imednet.snowflake.source.StudyMovedException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a study: of all of its pages, or of those whose records are in no file yet. A run reads again, some
 * pages or all, until the study has not changed while it was read.
 */
public final class ReadPass {

    private final PageRequest anyPage;
    private final EntityList list;
    private final int batchSize;
    private final NavigableMap<Integer, ReadPage> known;
    private final Collection<ReadPage> changedPages;
    private final NavigableMap<Integer, ReadPage> read = new ConcurrentSkipListMap<>();
    private final Map<Long, StagedFile> staged;
    private final PageSequence sequence;
    private final BatchCutter cutter;
    private final boolean firstPageTells;
    private final int lastOfEarlierRun;
    private volatile @Nullable Instant since;
    private volatile @Nullable Page firstRead;

    /** Of all of a study's pages. */
    public ReadPass(PageRequest anyPage, int batchSize) {
        this(anyPage, batchSize, List.of(), List.of(), List.of(), -1, null, false);
    }

    /** @param first the first page, which was read before the pass: it told that there is something to read */
    ReadPass(Page first, int batchSize) {
        this(first.request(), batchSize);
        this.firstRead = first;
    }

    /**
     * Of what a run that did not end left over. The last page that it read is asked for again, because it shows whether
     * the list has moved since: its total is another one then, or it has other records.
     *
     * @param known the pages that it read, all from the first one on
     * @param files the files that it wrote and that are to stay
     * @param totalElements how many records the API announced to it, or -1 if that is not known
     * @param since when it began, by the API's clock, or null if it did not
     */
    public ReadPass(
            PageRequest anyPage,
            int batchSize,
            Collection<ReadPage> known,
            Collection<StagedFile> files,
            long totalElements,
            @Nullable Instant since) {
        this(anyPage, batchSize, known, List.of(), files, totalElements, since, true);
    }

    private ReadPass(
            PageRequest anyPage,
            int batchSize,
            Collection<ReadPage> known,
            Collection<ReadPage> changedPages,
            Collection<StagedFile> files,
            long totalElements,
            @Nullable Instant since,
            boolean ofEarlierRun) {
        this.anyPage = anyPage;
        this.changedPages = changedPages;
        this.list = EntityList.of(anyPage.resource());
        this.batchSize = batchSize;
        this.known = new TreeMap<>(known.stream().collect(Collectors.toMap(ReadPage::page, page -> page)));
        this.staged = files.stream().collect(Collectors.toMap(file -> batchIndex(file.batchId()), file -> file));
        this.since = since;
        this.lastOfEarlierRun = ofEarlierRun && !known.isEmpty() ? this.known.lastKey() : -1;
        this.firstPageTells = totalElements < 0;
        this.sequence = new PageSequence(this::isWanted, totalElements);
        this.cutter = anyPage.isOfChanges()
                ? BatchCutter.ofChanges(anyPage.study(), anyPage.resource(), batchSize)
                : new BatchCutter(anyPage.study(), anyPage.resource(), batchSize, lastIds(staged));
    }

    /** Whether it goes on with what a run before read, however long ago. */
    boolean isOfEarlierRun() {
        return lastOfEarlierRun >= 0;
    }

    /** Whether it is of new and changed entities only. */
    boolean isOfChanges() {
        return anyPage.isOfChanges();
    }

    /**
     * The next pass: of the pages on which records have changed since this one began, with all batches of these. Where
     * a customization drops records, a changed one may be in none of them, and the others may have other places now.
     *
     * @param changed the first page of the changed records, in the order of their ids
     * @param files the files of this pass
     * @param isFirst whether no pass of the run was before this one; only after it does any change mean all pages of a
     *     selection, for the study may change all the time
     * @return a pass of those pages, or of all if it cannot be told which they are
     */
    ReadPass again(Page changed, Collection<StagedFile> files, boolean isFirst) {
        boolean all = !list.isInOrderOfNumbers()
                || isOfChanges()
                || changed.totalElements() > changed.request().size()
                || isFirst && mayHaveEntered()
                || !idsOf(changed).allMatch(this::hasRead)
                || mayHaveNew(changed);
        if (all) {
            return fromTheBeginning();
        }
        List<ReadPage> changedNow = pages().values().stream()
                .filter(page -> idsOf(changed).anyMatch(page::covers))
                .toList();
        List<StagedFile> unchanged = files.stream()
                .filter(file -> changedNow.stream()
                        .noneMatch(page -> file.afterId() < page.lastId() && page.firstId() <= file.lastId()))
                .toList();
        return new ReadPass(
                anyPage,
                batchSize,
                pages().values(),
                changedNow,
                unchanged,
                totalElements(),
                changed.upTo(),
                false);
    }

    /** What to ask for first: the page that says how many records there are, or nothing if that is known. */
    Stream<PageRequest> firstPage() {
        return firstPageTells ? Stream.of(anyPage.withPage(0)) : Stream.empty();
    }

    /** Whether this page was read before the pass. */
    boolean hasRead(PageRequest request) {
        Page first = firstRead;
        return first != null && first.request().equals(request);
    }

    /** The page that was read before the pass; it is given once. */
    Page firstRead() {
        Page first = Objects.requireNonNull(firstRead, "No page was read before the pass");
        firstRead = null;
        return first;
    }

    /** The pages to ask for then. */
    Stream<PageRequest> otherPages() {
        long pages = (totalElements() + anyPage.size() - 1) / anyPage.size();
        return LongStream.range(firstPageTells ? 1 : 0, pages)
                .mapToInt(Math::toIntExact)
                .filter(this::isWanted)
                .mapToObj(anyPage::withPage);
    }

    /** The same list, from its first page. */
    ReadPass fromTheBeginning() {
        return new ReadPass(anyPage, batchSize);
    }

    /** Whether the list came as a single answer, of which nothing can have changed meanwhile. */
    boolean isOfOnePage() {
        return totalElements() <= anyPage.size();
    }

    /** What asks for the records that were made or changed since this pass began. */
    PageRequest changes() {
        return anyPage.changedSince(since());
    }

    /**
     * Takes a page, whose turn it is.
     *
     * @throws StudyMovedException if it does not fit to the pages that an earlier pass read
     */
    ReadPage take(Page page) {
        int index = page.request().page();
        ReadPage previous = page(index - 1);
        long before = previous == null ? 0 : previous.after();
        ReadPage taken = new ReadPage(
                index, page.expectedRecords(), page.records().size(), before, page.firstId(), page.lastId());
        requireFit(known.get(index), taken);
        read.put(index, taken);
        if (since == null) {
            since = page.upTo();
        }
        return taken;
    }

    /** The page's records, cut at the borders of batches; those of batches that are staged already left out. */
    List<RecordSlice> cut(Page page) {
        int ids = list.isInOrderOfNumbers() ? list.key().ordinal() : -1;
        return cutter.cut(page.records(), ids, taken(page).before());
    }

    /** A page that this pass has taken. */
    ReadPage taken(Page page) {
        return Objects.requireNonNull(read.get(page.request().page()));
    }

    PageSequence sequence() {
        return sequence;
    }

    BatchCutter cutter() {
        return cutter;
    }

    /** When it began, by the API's clock: just before its first page was asked for. */
    public Instant since() {
        return Objects.requireNonNull(since, "No page came yet");
    }

    /** How many records the API announced, or -1 before the first page. */
    public long totalElements() {
        return sequence.totalElements();
    }

    /** The files that an earlier pass wrote. */
    Collection<StagedFile> staged() {
        return staged.values();
    }

    /** All pages read so far, by this pass or, where it need not, by an earlier one. */
    NavigableMap<Integer, ReadPage> pages() {
        NavigableMap<Integer, ReadPage> pages = new TreeMap<>(known);
        pages.putAll(read);
        return pages;
    }

    /** How many records the API sent, on pages that need not be read again. */
    long recordsRead() {
        return Stream.concat(
                        known.values().stream().filter(page -> !isWanted(page.page())), read.values().stream())
                .mapToLong(ReadPage::records)
                .sum();
    }

    /** How many of them a customization left. */
    long recordsKept() {
        return pages().values().stream().mapToLong(ReadPage::kept).sum();
    }

    private boolean isWanted(int page) {
        ReadPage before = known.get(page);
        return before == null
                || page == lastOfEarlierRun
                || changedPages.contains(before)
                || !isStaged(before);
    }

    private boolean isStaged(ReadPage page) {
        return page.kept() == 0
                || LongStream.rangeClosed(page.before() / batchSize, (page.after() - 1) / batchSize)
                        .allMatch(staged::containsKey);
    }

    private @Nullable ReadPage page(int index) {
        return read.getOrDefault(index, known.get(index));
    }

    private boolean hasRead(long recordId) {
        return pages().values().stream().anyMatch(page -> page.covers(recordId));
    }

    /**
     * Whether one of the changed entities may have come into the list by its change, because it meets the filters now:
     * then another one may have left, as where one was made.
     */
    private boolean mayHaveEntered() {
        RecordSelection selection = anyPage.selection();
        return selection.filter() != null || selection.recordDataFilter() != null;
    }

    /**
     * Whether one of the changed entities may have been made since the pass began, though it was read. Where the total
     * is the same another one has left the list then, and pages that were read before have moved: which ones nobody can
     * tell.
     */
    private boolean mayHaveNew(Page changed) {
        int created = Objects.requireNonNull(list.ofField("dateCreated")).ordinal();
        long began = TimeUnit.SECONDS.toMicros(since().getEpochSecond());
        return hasGreatestId(changed)
                || changed.records().stream().anyMatch(one -> one.get(created) instanceof Long at && at >= began);
    }

    /**
     * What is new has the greatest id of the list: that tells where a privacy policy has changed its date, or where it
     * is of a form that was left out here.
     */
    private boolean hasGreatestId(Page changed) {
        long greatest = pages().lastEntry().getValue().lastId();
        RecordSelection selection = anyPage.selection();
        boolean isAllOfStudy = selection.apiFilter() == null && selection.recordDataFilter() == null;
        return LongStream.concat(idsOf(changed), LongStream.of(changed.lastId()))
                .anyMatch(id -> id == greatest || id > greatest && isAllOfStudy);
    }

    private static void requireFit(@Nullable ReadPage before, ReadPage now) {
        if (before != null && !before.equals(now)) {
            throw new StudyMovedException("page " + now.page() + " has other records than when it was read before");
        }
    }

    private LongStream idsOf(Page page) {
        return page.records().stream().mapToLong(record -> (Long) record.get(list.key().ordinal()));
    }

    private static Map<Long, Long> lastIds(Map<Long, StagedFile> staged) {
        return staged.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().lastId()));
    }

    private static long batchIndex(String batchId) {
        return Long.parseLong(batchId.substring(batchId.lastIndexOf('/') + 1));
    }
}
