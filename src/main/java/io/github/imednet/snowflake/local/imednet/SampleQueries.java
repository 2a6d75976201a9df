package io.github.imednet.snowflake.local.imednet;

import java.util.List;

/** Writes the sample's queries: one for every record in every ninth slot. */
final class SampleQueries implements GeneratedRows.Generator {

    private static final int USER = 60;
    private static final int CLOSED = 61;

    private final SampleLayout layout;
    private final SlotRecords queried;

    SampleQueries(SampleLayout layout) {
        this.layout = layout;
        this.queried = layout.slotsWhere(slot -> slot % 9 == 4);
    }

    int count(int records) {
        return queried.count(records);
    }

    @Override
    public void write(int position, JsonBuffer out) {
        int record = queried.record(position);
        int subject = layout.subject(record);
        List<SampleDesign.Variable> variables =
                layout.design().forms().get(layout.form(layout.slot(record))).variables();
        long opened = layout.created(record) + SampleTime.DAY;
        boolean closed = SampleRandom.below(3, position, CLOSED) > 0;
        out.raw("{\"studyKey\":\"SAMPLE\",");
        layout.subjectIds(out, subject);
        out.raw(",\"annotationType\":\"question\",\"annotationId\":").number(position + 1L);
        out.raw(",\"type\":null,\"description\":\"Monitor Query\",\"recordId\":").number(layout.recordId(record));
        out.raw(",\"variable\":").text(variables.get(position % variables.size()).name()).raw(',');
        layout.subjectKey(out, subject);
        SampleTime.dateTime(out.raw(",\"dateCreated\":"), opened);
        SampleTime.dateTime(out.raw(",\"dateModified\":"), closed ? opened + SampleTime.DAY : opened);
        out.raw(",\"queryComments\":[");
        writeComment(out, position, 1, "Open", "Please check against the \"source\".", opened);
        if (closed) {
            writeComment(out.raw(','), position, 2, "Closed", "Geprüft, in Ordnung.", opened + SampleTime.DAY);
        }
        out.raw("]}");
    }

    private void writeComment(JsonBuffer out, int position, int sequence, String status, String comment, long time) {
        List<SampleDesign.User> users = layout.design().users();
        String login = users.get(SampleRandom.below(users.size(), position + sequence, USER)).login();
        out.raw("{\"sequence\":").number(sequence).raw(",\"annotationStatus\":\"Monitor Query ").raw(status);
        out.raw("\",\"user\":").text(login).raw(",\"comment\":").text(comment);
        out.raw(",\"closed\":").raw(status.equals("Closed") ? "true" : "false");
        SampleTime.dateTime(out.raw(",\"date\":"), time).raw('}');
    }
}
