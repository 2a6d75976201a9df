package io.github.imednet.snowflake.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not agree. It names what differs and never a record's values, which may be a patient's. What does
 * not apply is null.
 *
 * @param kind where it was found
 * @param problem the whole of it as a sentence
 * @param file a file on this machine, or a path inside the stage
 * @param line a line of that file, from 1
 * @param batchId such as {@code STUDY/records/0}
 * @param recordId of a record that differs
 * @param columns in which that record differs
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
        Kind kind,
        String problem,
        @Nullable String file,
        @Nullable Long line,
        @Nullable String batchId,
        @Nullable BigInteger recordId,
        @Nullable List<String> columns) {

    /** What was compared. */
    public enum Kind {
        /** A file's hash chain. */
        CHAIN,
        /** The manifest and the ledger. */
        MANIFEST,
        /** The ledger and the table. */
        LEDGER,
        /** The table in itself: each record once. */
        TABLE,
        /** The API's records and the table's rows. */
        RECORD,
        /** The same: a row that the table has and the API has not. */
        @JsonProperty("RECORD")
        SURPLUS
    }

    static Difference ofLine(Kind kind, String file, long line, String problem) {
        return new Difference(kind, problem, file, line, null, null, null);
    }

    static Difference ofFile(Kind kind, String file, @Nullable String batchId, String problem) {
        return new Difference(kind, problem, file, null, batchId, null, null);
    }

    static Difference ofTable(String problem) {
        return new Difference(Kind.TABLE, problem, null, null, null, null, null);
    }

    static Difference ofId(Kind kind, String recordId, String problem) {
        return new Difference(kind, problem, null, null, null, number(recordId), null);
    }

    static Difference ofSurplus(String recordId) {
        return ofId(Kind.SURPLUS, recordId, "record " + recordId + " is in the table, but the API does not have it");
    }

    static Difference ofRecord(String recordId, List<String> columns) {
        String problem = "record " + recordId + " differs in " + String.join(", ", columns);
        return new Difference(Kind.RECORD, problem, null, null, null, number(recordId), columns);
    }

    /** The same, said of a list by its name. */
    Difference ofList(String list) {
        return new Difference(kind, list + ": " + problem, file, line, batchId, recordId, columns);
    }

    /** Ids of some lists are no numbers: those the problem alone names. */
    private static @Nullable BigInteger number(String id) {
        return id.matches("-?\\d+") ? new BigInteger(id) : null;
    }
}
