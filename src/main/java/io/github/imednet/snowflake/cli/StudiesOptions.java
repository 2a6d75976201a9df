package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.StudyKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which studies are exported, where they are several. */
final class StudiesOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--study",
            paramLabel = "STUDY",
            description =
                    "A study; may be repeated: each is exported by a run of its own, and the failure of one does not"
                            + " affect the others")
    private List<String> studies = List.of();

    @Option(names = "--all-studies", description = "All studies that the keys of the API can see")
    private boolean all;

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description =
                    "With --all-studies: only those whose key matches, with * for any characters and ? for one; may be"
                            + " repeated")
    private List<String> include = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "With --all-studies: without those whose key matches; may be repeated")
    private List<String> exclude = List.of();

    /** Whether any of these options was given. */
    boolean areGiven() {
        return areNamed() || all || !include.isEmpty() || !exclude.isEmpty();
    }

    /** Whether the studies are named, and not to be asked for. */
    boolean areNamed() {
        return !studies.isEmpty();
    }

    /**
     * Lets those options pass that go together.
     *
     * @param scheduled whether the command stays, and exports again and again
     * @throws ExportConfigurationException naming what does not
     */
    void check(boolean scheduled) {
        List<String> problems = new ArrayList<>();
        if (areGiven() && command.commandLine().getParseResult().hasMatchedPositional(0)) {
            problems.add("The argument STUDY does not go with --study and --all-studies: leave it out, and give"
                    + " the names in Snowflake as settings (snowflake.account and so on)");
        }
        if (areNamed() && all) {
            problems.add("--study does not go with --all-studies: leave one of them out");
        }
        if (!all && !(include.isEmpty() && exclude.isEmpty())) {
            problems.add("--include and --exclude choose among all studies: add --all-studies");
        }
        if (areGiven() && scheduled) {
            problems.add("A schedule exports the study of export.study-key: leave out --study and --all-studies, or the"
                    + " schedule");
        }
        if (studies.stream().anyMatch(String::isBlank)) {
            problems.add("--study is empty: give the key of a study");
        }
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
        studies.forEach(StudyKey::check);
    }

    /** @throws ExportConfigurationException if none of these options was given */
    void requireGiven() {
        if (!areGiven()) {
            throw new ExportConfigurationException(List.of(
                    "No study is named: give --study, once for each study, or --all-studies"));
        }
    }

    /** The keys of the studies, each once. */
    List<String> find(ExportProgram program) {
        return (areNamed() ? studies : program.studies(include, exclude)).stream().distinct().toList();
    }
}
