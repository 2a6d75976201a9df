package io.github.imednet.snowflake.local.imednet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What is known of each of the sample's subjects and records, from their position alone. */
final class SampleLayout {

    private static final int DELETED = 1;
    private static final int TIME_OF_DAY = 2;
    private static final int MODIFIED = 3;
    private static final int STATUS = 4;
    private static final int ID_GAP = 5;
    private static final long WAVE_EVERY = 30 * 60;
    private static final int LONGEST_UNTIL_MODIFIED = 60;
    private static final String[] STATUSES =
        {"Record Complete", "Record Incomplete", "Record Reviewed", "Record Locked", "Record Complete"};

    /** A place in a subject's schedule; visit is its number among the visits, or -1. */
    private record Slot(int form, int visit, int day) {}

    private final SampleDesign design;
    private final List<Slot> slots = new ArrayList<>();
    private final int[] parents;
    private final SlotRecords visitStarts;

    SampleLayout(SampleDesign design) {
        this.design = design;
        int visit = 0;
        List<Integer> starts = new ArrayList<>();
        for (SampleDesign.Stage stage : design.schedule()) {
            boolean atVisit = stage.interval() != null;
            if (atVisit) {
                starts.add(slots.size());
            }
            for (String form : stage.forms()) {
                slots.add(new Slot(design.formIndex(form), atVisit ? visit : -1, stage.day()));
            }
            visit += atVisit ? 1 : 0;
        }
        parents = IntStream.range(0, slots.size()).map(this::parentSlot).toArray();
        visitStarts = slotsWhere(starts::contains);
    }

    SampleDesign design() {
        return design;
    }

    SlotRecords slotsWhere(IntPredicate slot) {
        return new SlotRecords(IntStream.range(0, slots.size()).filter(slot).toArray(), slots.size());
    }

    /** The first record of each visit of each subject. */
    SlotRecords visitStarts() {
        return visitStarts;
    }

    int slot(int record) {
        return SlotRecords.slot(record, slots.size());
    }

    /** The form, by its place in the design, that is filled in here. */
    int form(int slot) {
        return slots.get(slot).form();
    }

    /** The visit, by its place among the visits, or -1. */
    int visit(int slot) {
        return slots.get(slot).visit();
    }

    int subject(int record) {
        return SlotRecords.subject(record, slots.size());
    }

    int site(int subject) {
        return subject % design.sites().size();
    }

    long subjectId(int subject) {
        return 20_001L + subject;
    }

    long enrolled(int subject) {
        int wave = subject / SlotRecords.SUBJECTS_PER_WAVE;
        return SampleTime.START + wave * WAVE_EVERY + subject % SlotRecords.SUBJECTS_PER_WAVE * 60L;
    }

    boolean subjectDeleted(int subject) {
        return SampleRandom.below(250, subject, DELETED) == 0;
    }

    /** Ascending, with gaps. */
    long recordId(int record) {
        return 100_001L + 2L * record + SampleRandom.below(2, record, ID_GAP);
    }

    /** The record that this one belongs to, or -1. */
    int parent(int record) {
        int parent = parents[slot(record)];
        return parent < 0 ? -1 : SlotRecords.record(subject(record), parent, slots.size());
    }

    /** The index of the visit at which this record was made, or -1. */
    int visitIndex(int record) {
        int visit = visit(slot(record));
        return visit < 0 ? -1 : visitStarts.index(subject(record), visit);
    }

    long created(int record) {
        long day = slots.get(slot(record)).day() * SampleTime.DAY;
        return enrolled(subject(record)) + day + SampleRandom.below(9 * 60 * 60, record, TIME_OF_DAY);
    }

    long modified(int record) {
        long bits = SampleRandom.bits(record, MODIFIED) >>> 1;
        long later = bits % 5 < 3 ? bits / 5 % 3600 : bits / 5 % (LONGEST_UNTIL_MODIFIED * SampleTime.DAY);
        return created(record) + later;
    }

    /** The first record that may have been changed at this time or later: none of the waves before its own was. */
    int firstModified(long time) {
        long latestOfFirstWave =
                SampleTime.START + WAVE_EVERY + (lastDay() + 1 + LONGEST_UNTIL_MODIFIED) * SampleTime.DAY;
        long wave = Math.max(0, Math.floorDiv(time - latestOfFirstWave, WAVE_EVERY));
        return (int) Math.min(Integer.MAX_VALUE, wave * slots.size() * SlotRecords.SUBJECTS_PER_WAVE);
    }

    private int lastDay() {
        return slots.stream().mapToInt(Slot::day).max().orElse(0);
    }

    boolean deleted(int record) {
        return subjectDeleted(subject(record)) || SampleRandom.below(150, record, DELETED) == 0;
    }

    String status(int record) {
        return STATUSES[SampleRandom.below(STATUSES.length, record, STATUS)];
    }

    /** Appends {@code "subjectId":1,"subjectOid":"..."}. */
    JsonBuffer subjectIds(JsonBuffer out, int subject) {
        out.raw("\"subjectId\":").number(subjectId(subject));
        return out.raw(",\"subjectOid\":\"SUBJ-").digits(subject + 1L, 6).raw('"');
    }

    /** Appends {@code "subjectKey":"101-0001"}: the site's number, then the subject's within the site. */
    JsonBuffer subjectKey(JsonBuffer out, int subject) {
        int sites = design.sites().size();
        out.raw("\"subjectKey\":\"").digits(101L + site(subject), 3).raw('-');
        return out.digits(subject / sites + 1L, 6).raw('"');
    }

    /** Appends {@code "recordOid":"AE-0000000017"}. */
    JsonBuffer recordOid(JsonBuffer out, int record) {
        out.raw("\"recordOid\":\"").raw(formKey(record)).raw('-');
        return out.digits(record + 1L, 10).raw('"');
    }

    String formKey(int record) {
        return design.forms().get(form(slot(record))).key();
    }

    private int parentSlot(int slot) {
        String parent = design.forms().get(form(slot)).parent();
        if (parent == null) {
            return -1;
        }
        int form = design.formIndex(parent);
        return IntStream.range(0, slot).filter(earlier -> form(earlier) == form).max().orElseThrow();
    }
}
