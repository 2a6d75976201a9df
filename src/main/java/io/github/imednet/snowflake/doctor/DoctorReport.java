package io.github.imednet.snowflake.doctor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an examination found.
 *
 * @param ok whether an export can begin
 * @param exitCode 0 if it can, 2 if something is wrong with the configuration, 3 if that is not so, but something could
 *     not be reached, or another run is at work
 */
public record DoctorReport(
        String studyKey, boolean ok, List<CheckResult> checks, double seconds, @JsonIgnore int exitCode) {

    /** The same with the result of one more check, which is no problem. */
    public DoctorReport with(Optional<CheckResult> check) {
        List<CheckResult> all = new ArrayList<>(checks);
        check.ifPresent(all::add);
        return new DoctorReport(studyKey, ok, List.copyOf(all), seconds, exitCode);
    }
}
