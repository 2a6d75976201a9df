package io.github.imednet.snowflake.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of a study's records are exported, all of them or those that the API's filters and a list of forms leave, and
 * by which privacy policy. A table holds one selection of a study at a time.
 *
 * @param filter the API's {@code filter}, or null for none
 * @param recordDataFilter the API's {@code recordDataFilter}, or null for none
 * @param forms keys of the forms whose records are wanted, in rising order; empty for those of all forms
 * @param privacyPolicy the id of the policy that decides on their fields, or empty for none
 */
public record RecordSelection(
        @Nullable String filter, @Nullable String recordDataFilter, List<String> forms, String privacyPolicy) {

    /** All records of a study. */
    public static final RecordSelection ALL = new RecordSelection(null, null, List.of());

    private static final Set<Setting<?>> SETTINGS = Set.of(
            ExportKeys.FILTER, ExportKeys.RECORD_DATA_FILTER, ExportKeys.FORMS, ExportKeys.PRIVACY_POLICY);

    private static final String PLAIN_KEY = "[A-Za-z0-9_.-]+";

    public RecordSelection {
        forms = List.copyOf(new TreeSet<>(forms));
    }

    /** Without a privacy policy. */
    public RecordSelection(@Nullable String filter, @Nullable String recordDataFilter, List<String> forms) {
        this(filter, recordDataFilter, forms, "");
    }

    /**
     * Whether a setting is one that makes a selection. With no value, as a template leaves a variable, it would hide
     * what is set elsewhere, and more would be exported.
     */
    public static boolean isMadeBy(String key) {
        return SETTINGS.stream().anyMatch(setting -> setting.key().equals(key));
    }

    static RecordSelection read(SettingsReader settings, PrivacySettings privacy) {
        return new RecordSelection(
                settings.get(ExportKeys.FILTER),
                settings.get(ExportKeys.RECORD_DATA_FILTER),
                settings.get(ExportKeys.FORMS),
                privacy.id());
    }

    /**
     * What the API is asked for as its {@code filter}; null for nothing. A single form is a term of it. Several are
     * not, nor is one that cannot be added to what was given: the API takes each attribute once, and knows no
     * parentheses. Records of other forms then come along and are left out here.
     */
    public @Nullable String apiFilter() {
        if (forms.size() != 1 || !forms.get(0).matches(PLAIN_KEY)) {
            return filter;
        }
        String term = "formKey==" + forms.get(0);
        if (filter == null) {
            return term;
        }
        boolean hasAlternatives = filter.contains(",") || filter.matches("(?i).*\\bor\\b.*");
        return hasAlternatives || filter.contains("formKey") ? filter : filter + ';' + term;
    }

    /** Whether the API is asked for the wanted form alone. */
    public boolean asksForForm() {
        return !Objects.equals(apiFilter(), filter);
    }

    /** The settings by which the API is asked for a part of the records, as a message names them. */
    public List<String> filters() {
        List<String> filters = new ArrayList<>();
        if (filter != null) {
            filters.add(ExportKeys.FILTER.key());
        }
        if (recordDataFilter != null) {
            filters.add(ExportKeys.RECORD_DATA_FILTER.key());
        }
        if (asksForForm()) {
            filters.add(ExportKeys.FORMS.key());
        }
        return filters;
    }

    /** Whether records of this form are wanted. */
    public boolean hasForm(String formKey) {
        return forms.isEmpty() || forms.contains(formKey);
    }

    /** The selection as the ledger and the manifest have it: equal for equal selections, and empty for all records. */
    public String text() {
        List<String> parts = new ArrayList<>();
        recorded().forEach((key, value) -> {
            if (!value.isEmpty()) {
                parts.add(key + '=' + value);
            }
        });
        parts.sort(null);
        return String.join(" ", parts);
    }

    /** A selection's text as a message has it. */
    public static String described(String text) {
        return text.isEmpty() ? "all records" : "the records of " + text;
    }

    /** The settings that make a selection, as a message names them. */
    public static String settings() {
        return "export.filter, export.record-data-filter, export.forms and export.privacy-policy (with its key)";
    }

    Map<String, String> recorded() {
        return Map.of(
                "export.filter", filter == null ? "" : filter,
                "export.record-data-filter", recordDataFilter == null ? "" : recordDataFilter,
                "export.forms", String.join(",", forms),
                ExportKeys.PRIVACY_POLICY.key(), privacyPolicy);
    }
}
