package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.run.ExportSummary;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an export ended.
 *
 * @param studyKey the study, or null for the one of the settings or of the resumed run
 * @param summary empty if the run did not even begin
 * @param failure null if all is well
 */
record ExportOutcome(@Nullable String studyKey, Optional<ExportSummary> summary, @Nullable Throwable failure) {

    /** The failure, of an export that has one. */
    Throwable cause() {
        return Objects.requireNonNull(failure);
    }
}
