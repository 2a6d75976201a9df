package io.github.imednet.snowflake.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found; as JSON its names are in snake case.
 *
 * @param list the list that was verified, where it is not that of records
 * @param agrees whether there is no difference
 * @param chains the files with a hash chain: manifest and journals
 * @param records null unless the records were read again from the API
 * @param notes what is worth knowing, and no difference
 * @param differencesFound all of them
 * @param differences the first thousand
 * @param lists the report of each list, where several were verified; then all else is that of records, but for what is
 *     counted of differences, requests and time, which is of all lists together
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record VerificationReport(
        String studyKey,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String list,
        boolean agrees,
        List<Chain> chains,
        @Nullable Ledger ledger,
        @Nullable Table table,
        @Nullable Stage stage,
        @Nullable Records records,
        long apiRequests,
        long retries,
        double seconds,
        List<String> notes,
        long differencesFound,
        List<Difference> differences,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VerificationReport> lists) {

    /** @param chainedLines lines that say what the line before them is */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Chain(String file, long lines, long chainedLines, boolean whole) {}

    /** What the ledger says is in the table. */
    public record Ledger(long files, long rows) {}

    /** @param files from which the study's rows are, or null where the table does not tell */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Table(long rows, long distinctIds, @Nullable Long files) {}

    /**
     * The study's files on the stage.
     *
     * @param missing files of the table that are not there any more
     * @param unknown files that the ledger never knew
     */
    public record Stage(long files, long missing, long unknown) {}

    /**
     * The API's records against the table's rows.
     *
     * @param announced records that the API said the study has
     * @param expected records after customization
     * @param equal records with a row that is equal in every column
     * @param different records with a row that is not
     * @param missing records without a row
     * @param surplus rows without a record
     * @param doubled rows of a record that has one already
     * @param apiDigest 64 hex digits over all values of the API's records, whatever their order
     * @param tableDigest the same over the table's rows
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Records(
            long announced,
            long expected,
            long equal,
            long different,
            long missing,
            long surplus,
            long doubled,
            String apiDigest,
            String tableDigest) {}
}
