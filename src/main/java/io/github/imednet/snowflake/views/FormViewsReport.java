package io.github.imednet.snowflake.views;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What a run did with the views of its study's forms, and what has changed in the dictionary; as JSON its names are in
 * snake case.
 *
 * @param made names of the views that were missing
 * @param changed names of those that were replaced
 * @param dropped names of those whose form is gone, or that have another name now
 * @param unchanged how many stayed as they were
 * @param drift differences to the dictionary of the last run; none if there was no last run
 * @param renamed forms and variables whose view or column could not have their name
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record FormViewsReport(
        List<String> made,
        List<String> changed,
        List<String> dropped,
        int unchanged,
        List<DictionaryChange> drift,
        List<RenamedName> renamed) {}
