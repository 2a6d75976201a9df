package io.github.imednet.snowflake.doctor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What an examination found.
 *
 * @param ok whether an export can begin
 * @param exitCode 0 if it can, 2 if something is wrong with the configuration, 3 if something could not be reached
 */
public record DoctorReport(
        String studyKey, boolean ok, List<CheckResult> checks, double seconds, @JsonIgnore int exitCode) {}
