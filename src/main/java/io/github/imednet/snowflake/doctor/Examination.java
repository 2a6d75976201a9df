package io.github.imednet.snowflake.doctor;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.doctor.CheckResult.State;
import io.github.imednet.snowflake.load.RunInProgressException;
import io.github.imednet.snowflake.run.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the checks of an examination have found so far. It travels with the exchange; they come one after another. */
public final class Examination {

    private final Instant started = Instant.now();
    private final List<CheckResult> results = new ArrayList<>();
    private final Set<String> failed = new TreeSet<>();
    private final String studyKey;
    private int exitCode = ExitCode.DONE;

    /** @param studyKey the study, or empty if it is of none */
    Examination(String studyKey) {
        this.studyKey = studyKey;
    }

    void found(String check, State state, String text) {
        results.add(new CheckResult(check, state, text));
    }

    void failed(String check, Throwable failure) {
        failed.add(check);
        RuntimeException explained = Failures.explain(failure, IllegalStateException::new);
        boolean configuration = explained instanceof ExportConfigurationException;
        boolean endsByItself = explained instanceof RunInProgressException;
        endWith(configuration && !endsByItself ? ExitCode.CONFIGURATION : ExitCode.FAILED);
        found(check, State.PROBLEM, Failures.reason(configuration ? explained : failure));
    }

    /** Something that has to be made, allowed or set before. */
    void missing(String check, String text) {
        failed.add(check);
        endWith(ExitCode.CONFIGURATION);
        found(check, State.PROBLEM, text);
    }

    /** What is wrong for good counts before what may pass: whoever tries again after that would be refused again. */
    private void endWith(int code) {
        exitCode = exitCode == ExitCode.CONFIGURATION ? exitCode : code;
    }

    /** Whether a check was made that found nothing to warn of. */
    boolean isOk(String check) {
        return results.stream().anyMatch(result -> result.check().equals(check) && result.state() == State.OK);
    }

    boolean hasFailed(String check) {
        return failed.contains(check);
    }

    DoctorReport report() {
        double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
        return new DoctorReport(studyKey, exitCode == ExitCode.DONE, List.copyOf(results), seconds, exitCode);
    }
}
