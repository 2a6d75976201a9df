package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.LoadFile;
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
     * Checks that every file is on the stage.
     *
     * @throws LoadAnswerException naming the first file that is not
     */
    public void checkPut(@Body LoadFiles load, @Variable("answer") Object answer) {
        Set<String> arrived = new HashSet<>();
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            if ("UPLOADED".equals(row.text("status"))) {
                arrived.add(row.text("target"));
            }
        }
        for (LoadFile file : load.files()) {
            if (!arrived.contains(file.name())) {
                throw new LoadAnswerException(file.about() + "PUT did not upload " + file.name());
            }
        }
    }

    /**
     * Checks that COPY loaded every one of the files, whole, and no other.
     *
     * @param answer the rows of the COPY
     * @return for each file's name the rows that Snowflake says it loaded
     * @throws LoadAnswerException naming the first file of which that is not so, with what Snowflake says of it
     */
    public Map<String, Long> checkCopy(@Body LoadFiles load, @Variable("answer") Object answer) {
        Map<String, SqlAnswer.Row> answers = byFile(answer);
        Map<String, Long> rows = new LinkedHashMap<>();
        for (LoadFile file : load.files()) {
            requireWhole(file, answers.remove(file.name()));
            rows.put(file.name(), file.rows());
        }
        if (!answers.isEmpty()) {
            throw new LoadAnswerException("COPY loaded files that were not asked for: " + answers.keySet());
        }
        return rows;
    }

    private static Map<String, SqlAnswer.Row> byFile(Object answer) {
        Map<String, SqlAnswer.Row> answers = new HashMap<>();
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            // Where there is nothing to load, Snowflake answers with a single column, status.
            if (row.has("file")) {
                String path = row.required("file");
                answers.put(path.substring(path.lastIndexOf('/') + 1), row);
            }
        }
        return answers;
    }

    private static void requireWhole(LoadFile file, SqlAnswer.Row answer) {
        if (answer == null) {
            throw new LoadAnswerException(file.about() + "COPY did not load " + file.name());
        }
        long parsed = answer.number("rows_parsed");
        long loaded = answer.number("rows_loaded");
        if (!"LOADED".equals(answer.text("status")) || parsed != file.rows() || loaded != file.rows()) {
            throw new LoadAnswerException(file.about() + "of " + file.rows() + " rows in " + file.name()
                    + " COPY parsed " + parsed + " and loaded " + loaded + " (" + answer.text("status") + ")");
        }
    }

    /** Checks the same of the files that a load has sent, and keeps their rows. */
    public void checkFiles(@ExchangeProperty("load") LoadState load, @Variable("answer") Object answer) {
        load.copiedRows(checkCopy(load.filesToSend(), answer));
    }
}
