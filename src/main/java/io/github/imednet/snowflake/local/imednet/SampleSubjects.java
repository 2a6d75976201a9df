package io.github.imednet.snowflake.local.imednet;

/** Writes the sample's subjects. */
final class SampleSubjects implements GeneratedRows.Generator {

    private static final int STATUS = 40;
    private static final int KEYWORD = 41;
    private static final String[] STATUSES = {"Enrolled", "Completed", "Screening", "Discontinued"};

    private final SampleLayout layout;

    SampleSubjects(SampleLayout layout) {
        this.layout = layout;
    }

    @Override
    public void write(int subject, JsonBuffer out) {
        long enrolled = layout.enrolled(subject);
        out.raw("{\"studyKey\":\"SAMPLE\",");
        layout.subjectIds(out, subject).raw(',');
        layout.subjectKey(out, subject).raw(",\"subjectStatus\":\"");
        out.raw(STATUSES[SampleRandom.below(STATUSES.length, subject, STATUS)]);
        out.raw("\",\"siteId\":").number(layout.design().siteId(layout.site(subject)));
        out.raw(",\"siteName\":").text(layout.design().sites().get(layout.site(subject)).name());
        out.raw(",\"deleted\":").raw(layout.subjectDeleted(subject) ? "true" : "false");
        SampleTime.dateTime(out.raw(",\"enrollmentStartDate\":"), enrolled);
        SampleTime.dateTime(out.raw(",\"dateCreated\":"), enrolled);
        long modified = enrolled + SampleRandom.below(90, subject, STATUS) * SampleTime.DAY;
        SampleTime.dateTime(out.raw(",\"dateModified\":"), modified).raw(",\"keywords\":[");
        if (SampleRandom.below(10, subject, KEYWORD) == 0) {
            out.raw("{\"keywordName\":\"Late Entry\",\"keywordKey\":\"LE\",\"keywordId\":42,\"dateAdded\":");
            SampleTime.dateTime(out, modified).raw('}');
        }
        out.raw("]}");
    }
}
