package io.github.imednet.snowflake.local.imednet;

/**
 * The sample's records in some of the slots of the schedule, counted in the order of all records.
 *
 * <p>Subjects enrol in waves. Within a wave, all its subjects fill the first slot, then all the second, and so on; so
 * records of different forms and subjects mix, and the place of each follows from its position alone.
 *
 * @param slots the slots' numbers, ascending
 * @param slotsPerSubject how many slots the schedule has
 */
record SlotRecords(int[] slots, int slotsPerSubject) {

    static final int SUBJECTS_PER_WAVE = 20;

    static int slot(int record, int slotsPerSubject) {
        return record % (slotsPerSubject * SUBJECTS_PER_WAVE) / SUBJECTS_PER_WAVE;
    }

    static int subject(int record, int slotsPerSubject) {
        int wave = record / (slotsPerSubject * SUBJECTS_PER_WAVE);
        return wave * SUBJECTS_PER_WAVE + record % SUBJECTS_PER_WAVE;
    }

    static int record(int subject, int slot, int slotsPerSubject) {
        int wave = subject / SUBJECTS_PER_WAVE;
        return (wave * slotsPerSubject + slot) * SUBJECTS_PER_WAVE + subject % SUBJECTS_PER_WAVE;
    }

    /** How many of the first {@code records} records are in these slots. */
    int count(int records) {
        int perWave = slotsPerSubject * SUBJECTS_PER_WAVE;
        int count = records / perWave * slots.length * SUBJECTS_PER_WAVE;
        for (int slot : slots) {
            int begun = records % perWave - slot * SUBJECTS_PER_WAVE;
            count += Math.max(0, Math.min(begun, SUBJECTS_PER_WAVE));
        }
        return count;
    }

    /** The position among all records of the record at this index among those in these slots. */
    int record(int index) {
        int perWave = slots.length * SUBJECTS_PER_WAVE;
        int within = index % perWave;
        int subject = index / perWave * SUBJECTS_PER_WAVE + within % SUBJECTS_PER_WAVE;
        return record(subject, slots[within / SUBJECTS_PER_WAVE], slotsPerSubject);
    }

    /** The index of a subject's record in the slot at this rank among these slots. */
    int index(int subject, int rank) {
        return record(subject, rank, slots.length);
    }
}
