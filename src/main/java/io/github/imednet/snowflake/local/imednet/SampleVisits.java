package io.github.imednet.snowflake.local.imednet;

/** Writes the sample's visits. */
final class SampleVisits implements GeneratedRows.Generator {

    private static final int DUE = 30;
    private static final int DELETED = 31;

    private final SampleLayout layout;

    SampleVisits(SampleLayout layout) {
        this.layout = layout;
    }

    static long id(int visit) {
        return 700_001L + visit;
    }

    @Override
    public void write(int position, JsonBuffer out) {
        int record = layout.visitStarts().record(position);
        int subject = layout.subject(record);
        int visit = layout.visit(layout.slot(record));
        long time = layout.created(record);
        out.raw("{\"visitId\":").number(id(position));
        out.raw(",\"studyKey\":\"SAMPLE\",\"intervalId\":").number(layout.design().intervalId(visit));
        out.raw(",\"intervalName\":").text(layout.design().visits().get(visit).interval());
        out.raw(",\"subjectId\":").number(layout.subjectId(subject)).raw(',');
        layout.subjectKey(out, subject);
        SampleTime.date(out.raw(",\"startDate\":"), time - 3 * SampleTime.DAY);
        SampleTime.date(out.raw(",\"endDate\":"), time + 7 * SampleTime.DAY).raw(",\"dueDate\":");
        if (SampleRandom.below(4, position, DUE) == 0) {
            out.nothing();
        } else {
            SampleTime.date(out, time + SampleTime.DAY);
        }
        SampleTime.date(out.raw(",\"visitDate\":"), time);
        out.raw(",\"visitDateForm\":\"Vital Signs\",\"deleted\":");
        boolean deleted = layout.subjectDeleted(subject) || SampleRandom.below(200, position, DELETED) == 0;
        out.raw(deleted ? "true" : "false").raw(",\"visitDateQuestion\":\"vsdat\"");
        SampleTime.dateTime(out.raw(",\"dateCreated\":"), time);
        SampleTime.dateTime(out.raw(",\"dateModified\":"), time + 3600).raw('}');
    }
}
