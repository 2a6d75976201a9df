package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.views.RenamedName;
import io.github.imednet.snowflake.views.ViewStatementsReport;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that make views, as a script for Snowflake. */
final class ViewsText {

    private ViewsText() {}

    static String script(ViewStatementsReport report) {
        String head = "-- " + report.views().size() + " views of the forms of study "
                + Printable.line(report.studyKey()) + System.lineSeparator() + renamed("-- ", report.renamed());
        return report.views().stream()
                .map(view -> view.sql() + ";" + System.lineSeparator())
                .collect(Collectors.joining(System.lineSeparator(), head + System.lineSeparator(), ""));
    }

    /** A line for each form and variable that could not have its name. */
    static String renamed(String indent, List<RenamedName> renamed) {
        return renamed.stream()
                .map(name -> indent + Printable.line(name.toString()) + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
