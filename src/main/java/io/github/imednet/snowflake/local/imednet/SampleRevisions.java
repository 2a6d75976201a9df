package io.github.imednet.snowflake.local.imednet;

/** Writes the sample's record revisions: of four records, one has a second revision. */
final class SampleRevisions implements GeneratedRows.Generator {

    private static final int USER = 50;
    private static final String[] REASONS = {"Answer to a query", "Typing mistake", "Source \"corrected\""};

    private final SampleLayout layout;

    SampleRevisions(SampleLayout layout) {
        this.layout = layout;
    }

    static int count(int records) {
        return records + records / 4;
    }

    @Override
    public void write(int position, JsonBuffer out) {
        boolean second = position % 5 == 4;
        int record = position / 5 * 4 + (second ? 0 : position % 5);
        int subject = layout.subject(record);
        int visit = layout.visit(layout.slot(record));
        int revision = second ? 2 : 1;
        SampleDesign.User user = layout.design().users().get(
                SampleRandom.below(layout.design().users().size(), position, USER));
        out.raw("{\"studyKey\":\"SAMPLE\",\"recordRevisionId\":").number(position + 1L);
        out.raw(",\"recordId\":").number(layout.recordId(record)).raw(',');
        layout.recordOid(out, record);
        out.raw(",\"recordRevision\":").number(revision).raw(",\"dataRevision\":").number(revision);
        out.raw(",\"recordStatus\":\"").raw(second ? layout.status(record) : "Record Complete").raw("\",");
        layout.subjectIds(out, subject).raw(',');
        layout.subjectKey(out, subject).raw(",\"siteId\":").number(layout.design().siteId(layout.site(subject)));
        out.raw(",\"formKey\":\"").raw(layout.formKey(record)).raw("\",\"intervalId\":");
        if (visit < 0) {
            out.nothing();
        } else {
            out.number(layout.design().intervalId(visit));
        }
        out.raw(",\"role\":").text(user.roles().get(0)).raw(",\"user\":").text(user.login());
        out.raw(",\"reasonForChange\":").text(second ? REASONS[position / 5 % REASONS.length] : "");
        out.raw(",\"deleted\":").raw(second && layout.deleted(record) ? "true" : "false").raw(",\"dateCreated\":");
        SampleTime.dateTime(out, second ? layout.modified(record) : layout.created(record)).raw('}');
    }
}
