package io.github.imednet.snowflake.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run knows of the dictionary of its study and of the views of its forms, one step after the other. */
public final class FormViewsState {

    private volatile @Nullable StudyDictionary dictionary;
    private volatile List<KnownView> known = List.of();
    private volatile Map<String, String> others = Map.of();
    private volatile Map<String, String> objects = Map.of();
    private volatile List<FormView> views = List.of();
    private volatile List<DictionaryChange> drift = List.of();
    private volatile List<RenamedName> renamed = List.of();
    private volatile List<ViewChange> changes = List.of();
    private volatile List<String> claims = List.of();
    private final List<ViewChange> done = new ArrayList<>();
    private volatile boolean compared;

    StudyDictionary dictionary() {
        return Objects.requireNonNull(dictionary, "The dictionary was not read yet");
    }

    void dictionary(StudyDictionary read) {
        dictionary = read;
    }

    /** The views as the last run left them. */
    List<KnownView> known() {
        return known;
    }

    /** Whose views of the same names the view ledger has beside, by their names. */
    Map<String, String> others() {
        return others;
    }

    void known(List<KnownView> views, Map<String, String> ofOthers) {
        known = List.copyOf(views);
        others = Map.copyOf(ofOthers);
    }

    /** The kinds of the tables and views in the schema, by their names; TABLE, VIEW and whatever Snowflake says. */
    Map<String, String> objects() {
        return objects;
    }

    void objects(Map<String, String> kindsByName) {
        objects = Map.copyOf(kindsByName);
    }

    List<FormView> views() {
        return views;
    }

    /** What the names of all views begin with. */
    String commonPrefix() {
        String prefix = views.isEmpty() ? "" : views.get(0).name();
        for (FormView view : views) {
            while (!view.name().startsWith(prefix)) {
                prefix = prefix.substring(0, prefix.length() - 1);
            }
        }
        return prefix;
    }

    void compared(List<FormView> ofDictionary, List<RenamedName> renamedNames, List<DictionaryChange> differences) {
        views = ofDictionary;
        renamed = renamedNames;
        drift = differences;
        compared = true;
    }

    List<DictionaryChange> drift() {
        return drift;
    }

    /** What is to be done, and is not yet. */
    List<ViewChange> changes() {
        return changes;
    }

    public boolean hasChanges() {
        return !changes.isEmpty();
    }

    void changesFound(List<ViewChange> planned) {
        changes = List.copyOf(planned);
        Set<String> ours = knownNames();
        claims = planned.stream().map(ViewChange::name).filter(name -> !ours.contains(name)).toList();
    }

    /** Names of views that the study had none of before this run. */
    List<String> claims() {
        return claims;
    }

    Set<String> knownNames() {
        return known.stream().map(KnownView::name).collect(Collectors.toSet());
    }

    synchronized void done(ViewChange change) {
        done.add(change);
    }

    synchronized boolean isDone(ViewChange change) {
        return done.contains(change);
    }

    /** The form as the last run had it, or null if that had none of the key. */
    @Nullable DictionaryForm knownForm(String key) {
        return known.stream()
                .filter(view -> view.formKey().equals(key))
                .map(KnownView::form)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    List<RenamedName> renamed() {
        return renamed;
    }

    /** What was done so far, or null before the dictionary was compared. */
    public synchronized @Nullable FormViewsReport report() {
        if (!compared) {
            return null;
        }
        return report(done);
    }

    /** What would be done. */
    public FormViewsReport planned() {
        return report(changes);
    }

    private FormViewsReport report(List<ViewChange> of) {
        long touched = changes.stream().filter(change -> change.kind() != ViewChange.Kind.DROP).count();
        return new FormViewsReport(
                names(of, ViewChange.Kind.MAKE),
                names(of, ViewChange.Kind.REPLACE),
                names(of, ViewChange.Kind.DROP),
                views.size() - (int) touched,
                drift,
                renamed);
    }

    private static List<String> names(List<ViewChange> changes, ViewChange.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).map(ViewChange::name).distinct().toList();
    }
}
