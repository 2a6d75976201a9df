package io.github.imednet.snowflake.local.imednet;

import java.util.Locale;

/** Writes the sample's codings: one for every record of a form whose first variable is coded. */
final class SampleCodings implements GeneratedRows.Generator {

    private static final int TERM = 0;
    private static final int USER = 70;

    private final SampleLayout layout;
    private final SampleRecords records;
    private final SlotRecords coded;

    SampleCodings(SampleLayout layout, SampleRecords records) {
        this.layout = layout;
        this.records = records;
        this.coded = layout.slotsWhere(
                slot -> layout.design().forms().get(layout.form(slot)).variables().get(TERM).codes() != null);
    }

    int count(int all) {
        return coded.count(all);
    }

    @Override
    public void write(int position, JsonBuffer out) {
        int record = coded.record(position);
        int subject = layout.subject(record);
        int formIndex = layout.form(layout.slot(record));
        SampleDesign.Form form = layout.design().forms().get(formIndex);
        SampleDesign.Variable term = form.variables().get(TERM);
        int choice = records.choice(record, TERM);
        SampleDesign.User coder = layout.design().users().get(
                SampleRandom.below(layout.design().users().size(), position, USER));
        boolean drug = form.key().equals("CM");
        out.raw("{\"studyKey\":\"SAMPLE\",\"siteName\":");
        out.text(layout.design().sites().get(layout.site(subject)).name());
        out.raw(",\"siteId\":").number(layout.design().siteId(layout.site(subject)));
        out.raw(",\"subjectId\":").number(layout.subjectId(subject)).raw(',');
        layout.subjectKey(out, subject).raw(",\"formId\":").number(layout.design().formId(formIndex));
        out.raw(",\"formName\":").text(form.name()).raw(",\"formKey\":\"").raw(form.key());
        out.raw("\",\"revision\":").number(1 + position % 2).raw(",\"recordId\":").number(layout.recordId(record));
        out.raw(",\"variable\":").text(term.name().toUpperCase(Locale.ROOT));
        out.raw(",\"value\":").text(term.values().get(choice)).raw(",\"codingId\":").number(position + 1L);
        out.raw(",\"code\":").text(term.codes().get(choice));
        out.raw(",\"codedBy\":").text(coder.firstName() + " " + coder.lastName());
        out.raw(",\"reason\":").text(position % 2 == 0 ? "Initial coding" : "Typo fix");
        out.raw(",\"dictionaryName\":\"").raw(drug ? "WHODrug" : "MedDRA");
        out.raw("\",\"dictionaryVersion\":\"").raw(drug ? "2023-03" : "26.0").raw("\",\"dateCoded\":");
        SampleTime.dateTime(out, layout.created(record) + 2 * SampleTime.DAY).raw('}');
    }
}
