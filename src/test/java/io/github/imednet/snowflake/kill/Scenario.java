package io.github.imednet.snowflake.kill;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the export that is killed has to do. */
enum Scenario {
    /** An empty account, a study of five batches in three loads, two of them at a time. */
    FIRST_LOAD(0, 2_500, List.of()),

    /**
     * The study has been loaded, and then one record changed and the last ones went: a load that finds all as it was,
     * loads that replace older rows, and rows to remove.
     */
    CHANGED_STUDY(2_500, 1_700, List.of("change-row:row=700,attribute=recordStatus,value=Changed")),

    /** The first load once more, and files leave the stage when they are in the table. */
    PURGED_STAGE(0, 2_500, List.of()),

    /** The first load once more, and a view is made of each form. */
    FORM_VIEWS(0, 1_000, List.of()),

    /** The study has been loaded, some scattered records changed, and only these are asked for. */
    INCREMENTAL(1_700, 1_700, List.of("change-row:row=3,every=300,attribute=recordStatus,value=Changed")),

    /** The same, but a record vanished too: what changed is loaded, and then everything is read. */
    VANISHED_RECORD(
            1_700,
            1_700,
            List.of(
                    "change-row:row=3,every=300,attribute=recordStatus,value=Changed",
                    "remove-row:row=600,on=dateModified"));

    private static final int PAGE = 500;

    private final int recordsBefore;
    private final int records;
    private final List<String> changes;

    /** @param changes faults of the iMednet server that change the study at its first request */
    Scenario(int recordsBefore, int records, List<String> changes) {
        this.recordsBefore = recordsBefore;
        this.records = records;
        this.changes = changes;
    }

    /** Records that an earlier export has loaded. */
    int recordsBefore() {
        return recordsBefore;
    }

    /** A name of what an earlier export has loaded, with the settings of this one: some begin alike. */
    String loadedBefore() {
        return recordsBefore == 0 ? "nothing" : this == VANISHED_RECORD ? INCREMENTAL.name() : name();
    }

    /** Pages that the API has, each of which is a batch. */
    int pages() {
        return (records + PAGE - 1) / PAGE;
    }

    /** Whether a run asks for all pages of records, and for nothing else but what changed meanwhile. */
    boolean readsAll() {
        return this == FIRST_LOAD || this == CHANGED_STUDY || this == PURGED_STAGE;
    }

    StudyData study() {
        return StudyData.sample(records);
    }

    ImednetServer serve(StudyData study) throws IOException {
        return ImednetServer.start(ImednetServer.Settings.defaults(study).withFaults(changes));
    }

    /**
     * The exporter's settings beside its arguments.
     *
     * @param directory where the exporter works; the one of a changed study keeps its files there
     */
    List<String> settings(Path directory) {
        List<String> settings =
                List.of("export.batch-size=" + PAGE, "export.load-batches=2", "export.retry-backoff=0.2");
        return switch (this) {
            case FIRST_LOAD -> settings;
            // One writer, so that files come in their order and each load has the same ones in every run.
            case CHANGED_STUDY -> with(
                    with(settings, "export.parallel-writes=1"),
                    "export.local-staging-dir=" + directory.resolve("staging"));
            case PURGED_STAGE -> with(settings, "export.purge=true");
            case FORM_VIEWS -> with(settings, "export.form-views=true");
            case INCREMENTAL, VANISHED_RECORD -> with(settings, "export.incremental=true");
        };
    }

    private static List<String> with(List<String> settings, String another) {
        return Stream.concat(settings.stream(), Stream.of(another)).toList();
    }
}
