package io.github.imednet.snowflake.verify;

/** How the API's records and the table's rows compare: of one page, or of all of them. */
final class RecordTally {

    final Differences differences = new Differences();
    final ValueDigest api = new ValueDigest();
    final ValueDigest table = new ValueDigest();
    long expected;
    long equal;
    long different;
    long missing;
    long surplus;
    long doubled;

    void add(RecordTally other) {
        differences.addAll(other.differences);
        api.add(other.api);
        table.add(other.table);
        expected += other.expected;
        equal += other.equal;
        different += other.different;
        missing += other.missing;
        surplus += other.surplus;
        doubled += other.doubled;
    }
}
