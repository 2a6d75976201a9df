package io.github.imednet.snowflake.views;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The statements that make the views of a study's forms; as JSON its names are in snake case.
 *
 * @param renamed forms and variables whose view or column could not have their name
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ViewStatementsReport(String studyKey, List<Statement> views, List<RenamedName> renamed) {

    /**
     * @param form key of the form
     * @param view name of the view
     */
    public record Statement(String form, String view, String sql) {}
}
