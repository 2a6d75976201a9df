package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SharedSettings;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.TableRun;
import io.github.imednet.snowflake.load.WarehouseNames;
import io.github.imednet.snowflake.model.RecordColumn;
import io.github.imednet.snowflake.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which views a run makes, replaces and drops, by the dictionary and by what the last run left. */
@RouteBean
public final class FormViews {

    private static final Logger LOG = LoggerFactory.getLogger(FormViews.class);
    private static final int MOST_SHOWN = 10;
    private static final String VIEW = "VIEW";

    private final ExportSettings settings;
    private final WarehouseNames names;

    public FormViews(ExportSettings settings) {
        this.settings = settings;
        this.names = WarehouseNames.of(settings);
    }

    /** They are of records: an export of another list makes none. */
    public boolean areWanted(@ExchangeProperty("run") TableRun run) {
        return settings.formViews().wanted() && run.resource() == ImednetResource.RECORDS;
    }

    /**
     * Compares the dictionary with that of the last run, and tells what has changed.
     *
     * @throws ExportConfigurationException if something has, and that is to end the run, or if something else has the
     *     name of a view
     */
    public void compare(@ExchangeProperty("run") FormViewsRun run) {
        FormViewsState state = run.formViews();
        List<DictionaryForm> before = state.known().stream()
                .map(KnownView::form)
                .filter(Objects::nonNull)
                .toList();
        List<DictionaryChange> drift =
                before.isEmpty() ? List.of() : DictionaryDrift.between(before, state.dictionary());
        state.compared(state.views(), state.renamed(), drift);
        drift.forEach(change -> LOG.warn("The dictionary of {} has changed: {}", run.studyKey(), change));
        if (!drift.isEmpty() && settings.formViews().failOnDrift()) {
            throw new ExportConfigurationException(List.of(refusal(run.studyKey(), drift)));
        }
        List<String> wanted = state.views().stream().map(FormView::name).toList();
        refuse(problems(state, wanted, state.knownNames()));
    }

    /** Says which view each form has, and nothing of those of the last run. */
    public void plan(@ExchangeProperty("run") FormViewsRun run) {
        String prefix = prefix(run);
        FormViewsState state = run.formViews();
        List<FormView> views = FormView.of(state.dictionary(), prefix, tableNames());
        state.compared(views, views.stream().flatMap(view -> view.renamed(prefix).stream()).toList(), List.of());
    }

    /** Exact names of the export's own tables. */
    private List<String> tableNames() {
        return Stream.of(
                        settings.table(),
                        settings.get(SharedSettings.LEDGER_TABLE),
                        settings.get(SharedSettings.LOCK_TABLE),
                        settings.formViews().ledgerTable())
                .map(name -> Sql.unquoted(Sql.identifier(name)))
                .toList();
    }

    private String prefix(FormViewsRun run) {
        return settings.formViews().prefix().replace("{study}", run.studyKey());
    }

    private static String refusal(String studyKey, List<DictionaryChange> drift) {
        String shown = drift.stream().limit(MOST_SHOWN).map(Object::toString).collect(Collectors.joining("; "));
        String more = drift.size() > MOST_SHOWN ? "; and " + (drift.size() - MOST_SHOWN) + " more" : "";
        return "The dictionary of " + studyKey + " has changed since the last run: " + shown + more
                + ". Nothing was loaded and no view was changed, because export.on-drift is fail. To accept the"
                + " changes,"
                + " export once with export.on-drift=report (--on-drift report)";
    }

    /** Whether a name that the run has claimed was not free, now that no other can claim it unseen. */
    public boolean hasLostNames(@ExchangeProperty("run") FormViewsRun run) {
        return !problemsOfClaims(run).isEmpty();
    }

    /** @throws ExportConfigurationException always: the names that were not free, and what to do */
    public void refuseNames(@ExchangeProperty("run") FormViewsRun run) {
        refuse(problemsOfClaims(run));
    }

    private List<String> problemsOfClaims(FormViewsRun run) {
        return problems(run.formViews(), run.formViews().claims(), Set.of());
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
    }

    /** A view takes the place of no table, and of no view that is not this study's alone. */
    private List<String> problems(FormViewsState state, List<String> wanted, Set<String> ours) {
        List<String> shared = wanted.stream().filter(state.others()::containsKey).toList();
        List<String> foreign = wanted.stream()
                .filter(name -> !shared.contains(name) && state.objects().containsKey(name))
                .filter(name -> !(VIEW.equals(state.objects().get(name)) && ours.contains(name)))
                .toList();
        List<String> problems = new ArrayList<>();
        if (!foreign.isEmpty()) {
            problems.add("The views of the forms cannot be made in " + names.schema() + ": there are already "
                    + String.join(", ", foreign) + ", which this tool did not make for this study. Drop them, or set"
                    + " export.form-view-prefix, which may have {study} in it");
        }
        if (!shared.isEmpty()) {
            String ledger = settings.formViews().ledgerTable();
            String owners = shared.stream().map(state.others()::get).distinct().collect(Collectors.joining(", "));
            problems.add("The views of the forms cannot be made in " + names.schema() + ": by " + ledger
                    + " these are views of " + owners + ": " + String.join(", ", shared) + ". Set"
                    + " export.form-view-prefix, which may have {study} in it; or drop these views, delete their rows"
                    + " from " + ledger + ", and export only what is to have them");
        }
        return problems;
    }

    /** Says what is to be done: for each view that is missing or not as it should be, or whose form is gone. */
    public void findChanges(@ExchangeProperty("run") FormViewsRun run) {
        FormViewsState state = run.formViews();
        Map<String, KnownView> known = new TreeMap<>();
        state.known().forEach(view -> known.put(view.name(), view));
        List<ViewChange> changes = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        Set<String> columns = run.table().columns();
        for (FormView view : state.views()) {
            wanted.add(view.name());
            ViewChange change = change(view, sql(view, run.studyKey(), columns), known.get(view.name()), state);
            if (change != null) {
                changes.add(change);
            }
        }
        for (KnownView view : state.known()) {
            if (!wanted.contains(view.name())) {
                changes.add(dropped(view));
            }
        }
        state.changesFound(changes);
    }

    /** What is to be done, one after the other. */
    public List<ViewChange> changes(@ExchangeProperty("run") FormViewsRun run) {
        return run.formViews().changes();
    }

    private static @Nullable ViewChange change(
            FormView view, String sql, @Nullable KnownView before, FormViewsState state) {
        String sha256 = Sha256.of(sql.getBytes(StandardCharsets.UTF_8));
        boolean exists = state.objects().containsKey(view.name());
        boolean same = before != null && sha256.equals(before.sha256());
        // A change that the statement does not show is recorded with the view, or each run would tell it again.
        boolean drifted = state.drift().stream().anyMatch(change -> change.form().equals(view.form().key()));
        if (exists && same && !drifted) {
            return null;
        }
        return new ViewChange(
                exists ? ViewChange.Kind.REPLACE : ViewChange.Kind.MAKE,
                view.form().key(), view.name(), view.form(), sql, sha256);
    }

    private ViewChange dropped(KnownView view) {
        String sql = "DROP VIEW IF EXISTS " + names.inSchema(view.name());
        return new ViewChange(ViewChange.Kind.DROP, view.formKey(), view.name(), null, sql, null);
    }

    /** The statement that makes a view. */
    String sql(FormView view, String studyKey, Set<String> columns) {
        boolean unmapped = columns.contains(RecordColumn._UNMAPPED_FIELDS.name());
        return new FormViewSql(view, unmapped)
                .create(names.schema(), names.table(), studyKey, settings.formViews().withDeleted());
    }

    /** The statements that make the views, as they are for a table that the export makes. */
    public ViewStatementsReport statements(@ExchangeProperty("run") FormViewsRun run) {
        FormViewsState state = run.formViews();
        Set<String> columns = Set.of(RecordColumn._UNMAPPED_FIELDS.name());
        List<ViewStatementsReport.Statement> statements = state.views().stream()
                .map(view -> new ViewStatementsReport.Statement(
                        view.form().key(), view.name(), sql(view, run.studyKey(), columns)))
                .toList();
        return new ViewStatementsReport(run.studyKey(), statements, state.renamed());
    }
}
