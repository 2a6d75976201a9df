package io.github.imednet.snowflake.local.imednet;

import java.util.EnumMap;
import java.util.Map;

/** The built-in study, made as it is read. */
final class SampleStudy extends StudyData {

    private static final int MOST_RECORDS = 1_000_000_000;

    private final Map<Resource, Rows> rows = new EnumMap<>(Resource.class);

    SampleStudy(int records) {
        if (records < 0 || records > MOST_RECORDS) {
            throw new IllegalArgumentException("a sample has from 0 to " + MOST_RECORDS + " records, not " + records);
        }
        SampleDesign design = SampleDesign.load();
        SampleLists lists = new SampleLists(design);
        rows.put(Resource.STUDIES, lists.studies());
        rows.put(Resource.SITES, lists.sites());
        rows.put(Resource.FORMS, lists.forms());
        rows.put(Resource.INTERVALS, lists.intervals());
        rows.put(Resource.VARIABLES, lists.variables());
        rows.put(Resource.USERS, lists.users());
        rows.put(Resource.JOBS, lists.jobs());
        SampleLayout layout = new SampleLayout(design);
        SampleRecords generator = new SampleRecords(layout);
        SampleQueries queries = new SampleQueries(layout);
        SampleCodings codings = new SampleCodings(layout, generator);
        generate(Resource.RECORDS, records, generator);
        generate(Resource.SUBJECTS, layout.slotsWhere(slot -> slot == 0).count(records), new SampleSubjects(layout));
        generate(Resource.VISITS, layout.visitStarts().count(records), new SampleVisits(layout));
        generate(Resource.RECORD_REVISIONS, SampleRevisions.count(records), new SampleRevisions(layout));
        generate(Resource.QUERIES, queries.count(records), queries);
        generate(Resource.CODINGS, codings.count(records), codings);
    }

    @Override
    Rows rows(Resource resource) {
        return rows.get(resource);
    }

    @Override
    public void close() {
        rows.clear();
    }

    private void generate(Resource resource, int count, GeneratedRows.Generator generator) {
        rows.put(resource, new GeneratedRows(resource, count, generator));
    }
}
