package io.github.imednet.snowflake.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.SqlAnswer;
import io.github.imednet.snowflake.load.WarehouseNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/**
 * The table in Snowflake that says which views there are and of which dictionary they were made, a row for each view.
 * Views are made outside of any transaction: a row that is entered before its view is made, and completed after it,
 * tells the next run whose the view is and that it may not be as it should. It is a claim to the view's name too: who
 * has committed it looks for those of others before the view is made, so that of two at the same time at least one
 * sees the other, and withdraws its own.
 */
@RouteBean
public final class ViewLedger {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /** Characters of an INSERT, after which the next begins: Snowflake takes statements of up to a megabyte. */
    private static final int LONGEST_INSERT = 100_000;

    private final WarehouseNames names;
    private final String table;
    private final SnowflakeStatements statements;

    public ViewLedger(ExportSettings settings, SnowflakeStatements statements) {
        this.names = WarehouseNames.of(settings);
        this.table = names.inSchema(Sql.unquoted(Sql.identifier(settings.formViews().ledgerTable())));
        this.statements = statements;
    }

    /** Makes the table where it is missing. */
    public void createTable(Exchange exchange) throws SQLException {
        statements.execute(exchange, "CREATE TABLE IF NOT EXISTS " + table + " (\"TABLE_NAME\" VARCHAR, \"STUDY_KEY\""
                + " VARCHAR, \"FORM_KEY\" VARCHAR, \"VIEW_NAME\" VARCHAR, \"SHA256\" VARCHAR, \"DICTIONARY\" VARCHAR,"
                + " \"RUN_ID\" VARCHAR, \"CHANGED_AT\" TIMESTAMP_NTZ)");
    }

    /** Asks for the views that the last run left, and for those of others that have a name of the run's views. */
    public void read(@ExchangeProperty("run") FormViewsRun run, Exchange exchange) throws SQLException {
        List<KnownView> known = new ArrayList<>();
        Map<String, String> others = new TreeMap<>();
        List<String> wanted = run.formViews().views().stream().map(FormView::name).toList();
        for (SqlAnswer.Row row : statements.query(exchange, "SELECT \"TABLE_NAME\", \"STUDY_KEY\", \"FORM_KEY\","
                + " \"VIEW_NAME\", \"SHA256\", \"DICTIONARY\" FROM " + table + " WHERE " + ofStudy(run)
                + (wanted.isEmpty() ? "" : " OR \"VIEW_NAME\" IN " + Sql.texts(wanted))
                + " ORDER BY \"FORM_KEY\"").rows()) {
            String view = row.required("VIEW_NAME");
            String study = row.required("STUDY_KEY");
            String tableName = row.required("TABLE_NAME");
            if (study.equals(run.studyKey()) && tableName.equals(names.tableName())) {
                known.add(new KnownView(
                        row.required("FORM_KEY"), view, row.text("SHA256"), form(row.text("DICTIONARY"))));
            } else {
                others.put(view, study + " (table " + tableName + ")");
            }
        }
        run.formViews().known(known, others);
    }

    /** Deletes the run's claims: it makes none of the views. */
    public void withdraw(@ExchangeProperty("run") FormViewsRun run, Exchange exchange) throws SQLException {
        statements.update(exchange, "DELETE FROM " + table + " WHERE " + ofStudy(run) + " AND \"RUN_ID\" = "
                + Sql.text(run.id()) + " AND \"VIEW_NAME\" IN " + Sql.texts(run.formViews().claims()));
    }

    /**
     * Enters the views that are to be changed: one that is not made yet without a digest and with the form that it had
     * before, one that is made with those that it has now. The row of a view that is to be dropped stays until it is:
     * nothing else would tell the next run of it.
     */
    public void write(@ExchangeProperty("run") FormViewsRun run, Exchange exchange) throws SQLException {
        FormViewsState state = run.formViews();
        List<String> replaced = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (ViewChange change : state.changes()) {
            boolean done = state.isDone(change);
            boolean dropped = change.kind() == ViewChange.Kind.DROP;
            if (done || !dropped) {
                replaced.add(change.name());
            }
            if (!dropped) {
                rows.add(done
                        ? row(run, change, change.sha256(), change.form())
                        : row(run, change, null, state.knownForm(change.formKey())));
            }
        }
        replace(run, replaced, rows, exchange);
    }

    private void replace(FormViewsRun run, List<String> views, List<String> rows, Exchange exchange)
            throws SQLException {
        if (views.isEmpty()) {
            return;
        }
        statements.update(exchange, "DELETE FROM " + table + " WHERE " + ofStudy(run) + " AND \"VIEW_NAME\" IN "
                + Sql.texts(views));
        int first = 0;
        int length = 0;
        for (int next = 0; next < rows.size(); next++) {
            length += rows.get(next).length();
            if (length > LONGEST_INSERT || next + 1 == rows.size()) {
                insert(rows.subList(first, next + 1), exchange);
                first = next + 1;
                length = 0;
            }
        }
    }

    private void insert(List<String> rows, Exchange exchange) throws SQLException {
        statements.update(exchange, "INSERT INTO " + table + " (\"TABLE_NAME\", \"STUDY_KEY\", \"FORM_KEY\","
                + " \"VIEW_NAME\", \"SHA256\", \"DICTIONARY\", \"RUN_ID\", \"CHANGED_AT\") "
                + String.join(" UNION ALL ", rows));
    }

    private String row(
            FormViewsRun run, ViewChange change, @Nullable String sha256, @Nullable DictionaryForm form) {
        return "SELECT " + Sql.text(names.tableName()) + ", " + Sql.text(run.studyKey()) + ", "
                + Sql.text(change.formKey()) + ", " + Sql.text(change.name()) + ", " + textOrNull(sha256) + ", "
                + textOrNull(json(form)) + ", " + Sql.text(run.id()) + ", SYSDATE()";
    }

    private static String textOrNull(@Nullable String value) {
        return value == null ? "CAST(NULL AS VARCHAR)" : Sql.text(value);
    }

    private String ofStudy(FormViewsRun run) {
        return "\"TABLE_NAME\" = " + Sql.text(names.tableName()) + " AND \"STUDY_KEY\" = " + Sql.text(run.studyKey());
    }

    private static @Nullable String json(@Nullable DictionaryForm form) {
        try {
            return form == null ? null : JSON.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A form of the dictionary cannot be written as JSON", e);
        }
    }

    private @Nullable DictionaryForm form(@Nullable String json) {
        try {
            return json == null ? null : JSON.readValue(json, DictionaryForm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The table " + table + " has a row whose DICTIONARY this version cannot"
                    + " read: delete the study's rows there; the next run makes the views again", e);
        }
    }
}
