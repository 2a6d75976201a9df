package io.github.imednet.snowflake.config;

import java.util.List;

/**
 * The views of a study's forms.
 *
 * @param wanted whether an export makes them
 * @param prefix what their names begin with; {@code {study}} in it stands for the study's key
 * @param withDeleted whether they have deleted records
 * @param failOnDrift whether an export ends, before it loads anything, when the study's dictionary has changed
 * @param ledgerTable name of the table that says which views there are, in the schema of the records table
 */
public record FormViewSettings(
        boolean wanted, String prefix, boolean withDeleted, boolean failOnDrift, String ledgerTable) {

    private static final Setting WANTED = Setting.flag(
            "export.form-views",
            false,
            "whether an export makes a view of the records of each form of the study, with a typed column for each"
                    + " variable");
    private static final Setting PREFIX = Setting.text(
            "export.form-view-prefix",
            "FORM_",
            "what the names of these views begin with; `{study}` in it stands for the study's key");
    private static final Setting WITH_DELETED =
            Setting.flag("export.form-views-deleted", false, "whether these views have deleted records");
    private static final Setting ON_DRIFT = Setting.text(
            "export.on-drift",
            "report",
            "what a change of the study's forms or variables since the last run does, where views are made: `report`"
                    + " tells it, `fail` ends the run before anything is loaded or changed");
    private static final Setting LEDGER_TABLE = Setting.text(
            "export.view-ledger-table",
            "IMEDNET_VIEW_LEDGER",
            "the table that says which views there are and of which forms and variables, in the schema of the target"
                    + " table");

    static final List<Setting> ALL = List.of(WANTED, PREFIX, WITH_DELETED, ON_DRIFT, LEDGER_TABLE);

    static FormViewSettings read(SettingsReader settings) {
        boolean wanted = settings.flag(WANTED);
        boolean fail = settings.word(ON_DRIFT, List.of("report", "fail")).equals("fail");
        if (fail && !wanted) {
            settings.problem("export.on-drift is fail, but only an export with export.form-views=true knows the forms"
                    + " and variables of the last run: set both, or none of them");
        }
        return new FormViewSettings(
                wanted,
                settings.identifier(PREFIX),
                settings.flag(WITH_DELETED),
                fail,
                settings.identifier(LEDGER_TABLE));
    }
}
