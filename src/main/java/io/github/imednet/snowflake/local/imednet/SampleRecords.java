package io.github.imednet.snowflake.local.imednet;

import java.util.ArrayList;
import java.util.List;

/** Writes the sample's records. */
final class SampleRecords implements GeneratedRows.Generator {

    private static final int KEYWORDS = 20;

    private final SampleLayout layout;
    private final List<List<SampleAnswer>> answersByForm = new ArrayList<>();

    SampleRecords(SampleLayout layout) {
        this.layout = layout;
        for (SampleDesign.Form form : layout.design().forms()) {
            List<SampleAnswer> answers = new ArrayList<>();
            for (SampleDesign.Variable variable : form.variables()) {
                answers.add(new SampleAnswer(variable, answers.size()));
            }
            answersByForm.add(answers);
        }
    }

    @Override
    public void write(int record, JsonBuffer out) {
        int slot = layout.slot(record);
        int subject = layout.subject(record);
        int visit = layout.visit(slot);
        out.raw("{\"studyKey\":\"SAMPLE\",\"intervalId\":");
        numberOrNull(out, visit < 0 ? -1 : layout.design().intervalId(visit));
        out.raw(",\"formId\":").number(layout.design().formId(layout.form(slot)));
        out.raw(",\"formKey\":\"").raw(layout.formKey(record)).raw("\",\"siteId\":");
        out.number(layout.design().siteId(layout.site(subject)));
        out.raw(",\"recordId\":").number(layout.recordId(record)).raw(',');
        layout.recordOid(out, record).raw(",\"recordType\":\"SUBJECT\",\"recordStatus\":\"");
        out.raw(layout.status(record)).raw("\",\"deleted\":").raw(layout.deleted(record) ? "true" : "false");
        SampleTime.dateTime(out.raw(",\"dateCreated\":"), layout.created(record));
        SampleTime.dateTime(out.raw(",\"dateModified\":"), layout.modified(record)).raw(',');
        layout.subjectIds(out, subject).raw(',');
        layout.subjectKey(out, subject).raw(",\"visitId\":");
        numberOrNull(out, visit < 0 ? -1 : SampleVisits.id(layout.visitIndex(record)));
        int parent = layout.parent(record);
        numberOrNull(out.raw(",\"parentRecordId\":"), parent < 0 ? -1 : layout.recordId(parent));
        out.raw(",\"keywords\":[");
        writeKeywords(record, out);
        out.raw("],\"recordData\":{");
        writeAnswers(record, layout.form(slot), out);
        out.raw("}}");
    }

    @Override
    public int nextChanged(int record, String time) {
        return Math.max(record, layout.firstModified(SampleTime.parse(time)));
    }

    /** Which of its values a coded variable has in this record. */
    int choice(int record, int variable) {
        return answersByForm.get(layout.form(layout.slot(record))).get(variable).choice(record);
    }

    private void writeKeywords(int record, JsonBuffer out) {
        int drawn = SampleRandom.below(60, record, KEYWORDS);
        int count = drawn == 0 ? 2 : drawn < 4 ? 1 : 0;
        List<SampleDesign.Keyword> keywords = layout.design().keywords();
        for (int number = 0; number < count; number++) {
            int which = (record + number) % keywords.size();
            out.raw(number == 0 ? "{\"keywordName\":" : ",{\"keywordName\":").text(keywords.get(which).name());
            out.raw(",\"keywordKey\":\"").raw(keywords.get(which).key()).raw("\",\"keywordId\":");
            out.number(41L + which);
            SampleTime.dateTime(out.raw(",\"dateAdded\":"), layout.modified(record)).raw('}');
        }
    }

    private void writeAnswers(int record, int form, JsonBuffer out) {
        long time = layout.created(record);
        // The system's own keys, first, as in the vendor's example; they are nobody's variables.
        SampleTime.dateTime(out.raw("\"dateCreated\":"), time - 60);
        out.raw(",\"unvnum\":\"").number(1 + record % 3).raw('"');
        SampleTime.dateTime(out.raw(",\"dateModified\":"), time);
        for (SampleAnswer answer : answersByForm.get(form)) {
            answer.write(out, record, time);
        }
    }

    private static void numberOrNull(JsonBuffer out, long number) {
        if (number < 0) {
            out.nothing();
        } else {
            out.number(number);
        }
    }
}
