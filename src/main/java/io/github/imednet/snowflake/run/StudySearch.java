package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.privacy.NamePatterns;
import io.github.imednet.snowflake.source.ResourcePass;
import java.util.ArrayList;
import java.util.List;

/** A reading of the list of studies for those that are wanted. It travels with the exchange. */
public final class StudySearch implements Traffic {

    private final ResourcePass pass;
    private final NamePatterns include;
    private final NamePatterns exclude;
    private final List<String> visible = new ArrayList<>();

    /** @param include patterns of which one has to match; all are wanted if there is none */
    StudySearch(ResourcePass pass, List<String> include, List<String> exclude) {
        this.pass = pass;
        this.include = NamePatterns.inAnyCase(include.isEmpty() ? List.of("*") : include);
        this.exclude = NamePatterns.inAnyCase(exclude);
    }

    /** Over the list of studies. */
    public ResourcePass pass() {
        return pass;
    }

    void add(String studyKey) {
        visible.add(studyKey);
    }

    List<String> visible() {
        return List.copyOf(visible);
    }

    List<String> wanted() {
        return visible.stream().filter(include::matches).filter(study -> !exclude.matches(study)).toList();
    }
}
