package io.github.imednet.snowflake.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Which of a study's records a command works on: each is a property too. */
final class SelectionOptions {

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "Only records that the API's filter leaves, such as siteId==7;recordStatus!=Locked"
                    + " (export.filter)")
    private String filter;

    @Option(
            names = "--record-data-filter",
            paramLabel = "FILTER",
            description = "Only records whose data the API's recordDataFilter leaves, such as AESER==Yes"
                    + " (export.record-data-filter)")
    private String recordDataFilter;

    @Option(
            names = "--form",
            paramLabel = "KEY",
            split = ",",
            description = "Only records of this form; may be repeated, or a list with commas (export.forms)")
    private List<String> forms;

    CommandSettings addTo(CommandSettings settings) {
        return settings.with("export.filter", filter)
                .with("export.record-data-filter", recordDataFilter)
                .with("export.forms", forms == null ? null : String.join(",", forms));
    }
}
