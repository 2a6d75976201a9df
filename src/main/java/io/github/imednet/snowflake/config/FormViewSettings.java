package io.github.imednet.snowflake.config;

import java.util.List;
import java.util.Map;

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

    private static final SettingGroup GROUP = new SettingGroup();
    public static final Setting<Boolean> WANTED = GROUP.flag(
            "export.form-views",
            false,
            "whether an export makes a view of the records of each form of the study, with a typed column for each"
                    + " variable");
    private static final Setting<String> PREFIX = GROUP.identifier(
            "export.form-view-prefix",
            "FORM_",
            "what the names of these views begin with; `{study}` in it stands for the study's key");
    private static final Setting<Boolean> WITH_DELETED =
            GROUP.flag("export.form-views-deleted", false, "whether these views have deleted records");
    private static final Setting<String> ON_DRIFT = GROUP.word(List.of("report", "fail"),
            "export.on-drift",
            "report",
            "what happens where forms or variables of the study have changed since the last run, if views are made:"
                    + " `report` names them, `fail` ends the run before anything is loaded or changed");
    private static final Setting<String> LEDGER_TABLE = GROUP.identifier(
            "export.view-ledger-table",
            "IMEDNET_VIEW_LEDGER",
            "the table that says which views there are and of which forms and variables, in the schema of the target"
                    + " table");

    static final List<Setting<?>> ALL = GROUP.all();

    /** All of them, by their keys. */
    Map<String, String> recorded() {
        return Map.of(
                WANTED.key(), Boolean.toString(wanted),
                PREFIX.key(), prefix,
                WITH_DELETED.key(), Boolean.toString(withDeleted),
                ON_DRIFT.key(), failOnDrift ? "fail" : "report",
                LEDGER_TABLE.key(), ledgerTable);
    }

    static FormViewSettings read(SettingsReader settings) {
        boolean wanted = settings.get(WANTED);
        boolean fail = settings.get(ON_DRIFT).equals("fail");
        if (fail && !wanted) {
            settings.problem("export.on-drift is fail, but only an export with export.form-views=true knows the forms"
                    + " and variables of the last run: set both, or none of them");
        }
        return new FormViewSettings(
                wanted,
                settings.get(PREFIX),
                settings.get(WITH_DELETED),
                fail,
                settings.get(LEDGER_TABLE));
    }
}
