package io.github.imednet.snowflake.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.github.imednet.snowflake.journal.ManifestLine;
import org.jspecify.annotations.Nullable;

/**
 * Why a line of a manifest was not replayed.
 *
 * @param line its number, from 1
 * @param batchId the batch, or null if the line does not tell
 * @param file name of the batch's file, or null if the line does not tell
 * @param problem the whole of it in words
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayProblem(Kind kind, long line, @Nullable String batchId, @Nullable String file, String problem) {

    /** What keeps a line from being replayed. */
    public enum Kind {
        /** The line cannot be read, or lacks a field. */
        DAMAGED,
        /** The file is not in the directory. */
        MISSING,
        /** The file is not what was loaded. */
        DIFFERENT
    }

    static ReplayProblem damaged(long line, String problem) {
        return new ReplayProblem(Kind.DAMAGED, line, null, null, problem);
    }

    static ReplayProblem of(Kind kind, ManifestLine line, String problem) {
        String whole = "line " + line.number() + ", batch " + line.batchId() + ": " + line.fileName() + ' ' + problem;
        return new ReplayProblem(kind, line.number(), line.batchId(), line.fileName(), whole);
    }
}
