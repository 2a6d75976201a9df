package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.LoadReceipt.LoadedFile;
import io.github.imednet.snowflake.model.StagedFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Reads what Snowflake answers to PUT and COPY, file by file, and lets nothing pass that is not the whole load. */
@RouteBean
public final class LoadAnswers {

    /**
     * Checks that every file of the load is on the stage.
     *
     * @throws LoadAnswerException naming the first file that is not
     */
    public void checkPut(@Body Load load, @Variable("answer") Object answer) {
        Set<String> arrived = new HashSet<>();
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            if ("UPLOADED".equals(row.text("status"))) {
                arrived.add(row.text("target"));
            }
        }
        for (StagedFile file : load.files()) {
            if (!arrived.contains(file.name())) {
                throw new LoadAnswerException("Batch " + file.batchId() + ": PUT did not upload " + file.name());
            }
        }
    }

    /**
     * Checks that COPY loaded every file of the load, whole, and no other.
     *
     * @param answer the rows of the COPY
     * @return for each file's name the rows that Snowflake says it loaded
     * @throws LoadAnswerException naming the first file of which that is not so, with what Snowflake says of it
     */
    public Map<String, Long> checkCopy(@Body Load load, @Variable("answer") Object answer) {
        Map<String, Long> rows = new LinkedHashMap<>();
        Map<String, String> batches = new HashMap<>();
        for (StagedFile file : load.files()) {
            rows.put(file.name(), (long) file.rows());
            batches.put(file.name(), file.batchId());
        }
        CopyAnswer.check(rows, file -> "Batch " + batches.get(file) + ": ", answer);
        return rows;
    }

    /**
     * The receipt of a load that was checked.
     *
     * @param queryId of its COPY
     */
    public LoadReceipt receipt(
            @Body Load load,
            @ExchangeProperty("rowsByFile") Map<String, Long> rowsByFile,
            @ExchangeProperty("queryId") String queryId) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new LoadReceipt(
                load.files().stream()
                        .map(file -> new LoadedFile(file, rowsByFile.get(file.name()), queryId, now))
                        .toList(),
                LoadReceipt.Status.LOADED);
    }
}
