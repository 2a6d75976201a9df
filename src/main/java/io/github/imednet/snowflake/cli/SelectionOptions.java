package io.github.imednet.snowflake.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Which of a study's lists and records a command works on: each is a property too. */
final class SelectionOptions {

    @Option(names = "--resources", paramLabel = "LISTS", split = ",", descriptionKey = "export.resources")
    private List<String> resources;

    @Option(names = "--filter", paramLabel = "FILTER", descriptionKey = "export.filter")
    private String filter;

    @Option(names = "--record-data-filter", paramLabel = "FILTER", descriptionKey = "export.record-data-filter")
    private String recordDataFilter;

    @Option(names = "--form", paramLabel = "KEY", split = ",", descriptionKey = "export.forms")
    private List<String> forms;
}
