package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * Looks whether variables that are removed or masked exist: one that is misspelled would go on in all records, and
 * nobody would know. A variable exists if a record has it, or the study's list of variables does, for its form may have
 * no data yet.
 */
@RouteBean
public final class VariableCheck {

    private final ExportSettings settings;
    private final Map<String, Set<String>> knownByStudy = new ConcurrentHashMap<>();

    public VariableCheck(ExportSettings settings) {
        this.settings = settings;
    }

    /** Whether a page was edited for a variable that neither it nor any page before has. */
    public boolean isNeeded(@Body Page page) {
        Set<String> known = known(page);
        page.editedVariables().forEach((name, found) -> {
            if (found) {
                known.add(lowerCase(name));
            }
        });
        return !unknown(page).isEmpty();
    }

    /** Begins to read the variables of the page's study. */
    public VariableSearch begin(@Body Page page) {
        return new VariableSearch(
                page,
                ResourcePass.lookup(
                        settings, ImednetResource.VARIABLES, page.request().studyKey()));
    }

    /** Takes a part of the study's variables. */
    public void take(@Body ResourcePage variables, @ExchangeProperty("variables") VariableSearch search) {
        Set<String> known = known(search.page());
        variables.entities().forEach(variable -> known.add(lowerCase(String.valueOf(variable.get("variableName")))));
    }

    /**
     * Lets the page go on, all of the study's variables being known.
     *
     * @throws ExportConfigurationException if a variable that was to be removed or masked is not among them
     */
    public Page check(@ExchangeProperty("variables") VariableSearch search) {
        Page page = search.page();
        List<String> unknown = unknown(page);
        if (!unknown.isEmpty()) {
            throw new ExportConfigurationException(unknown.stream()
                    .map(name ->
                            "The variable " + name + ", which customize-page drops or masks, was not found, neither"
                                    + " in the records nor in the list of variables of study "
                                    + page.request().studyKey()
                                    + ". Correct its name in the route")
                    .toList());
        }
        return page;
    }

    private List<String> unknown(Page page) {
        Set<String> known = known(page);
        return page.editedVariables().keySet().stream().filter(name -> !known.contains(lowerCase(name))).toList();
    }

    private Set<String> known(Page page) {
        return knownByStudy.computeIfAbsent(page.request().studyKey(), study -> ConcurrentHashMap.newKeySet());
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
