package io.github.imednet.snowflake.load;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What COPY answers: for each file its status, the rows that it has, and those that were loaded. */
public final class CopyAnswer {

    private CopyAnswer() {}

    /**
     * Checks that every file was loaded, whole, and no other.
     *
     * @param expected the rows of each file, by its name
     * @param about begins a message about a file, given its name
     * @param answer the rows of the COPY
     * @throws LoadAnswerException naming the first file of which that is not so, with what Snowflake says of it
     */
    public static void check(Map<String, Long> expected, UnaryOperator<String> about, Object answer) {
        Map<String, SqlAnswer.Row> answers = byFile(answer);
        expected.forEach((file, rows) -> requireWhole(file, rows, about.apply(file), answers.remove(file)));
        if (!answers.isEmpty()) {
            throw new LoadAnswerException("COPY loaded files that were not asked for: " + answers.keySet());
        }
    }

    private static Map<String, SqlAnswer.Row> byFile(Object answer) {
        Map<String, SqlAnswer.Row> answers = new HashMap<>();
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            // Where there is nothing to load, Snowflake answers with a single column, status.
            if (row.has("file")) {
                String path = row.text("file");
                answers.put(path.substring(path.lastIndexOf('/') + 1), row);
            }
        }
        return answers;
    }

    private static void requireWhole(String file, long rows, String about, SqlAnswer.Row answer) {
        if (answer == null) {
            throw new LoadAnswerException(about + "COPY did not load " + file);
        }
        long parsed = answer.number("rows_parsed");
        long loaded = answer.number("rows_loaded");
        if (!"LOADED".equals(answer.text("status")) || parsed != rows || loaded != rows) {
            throw new LoadAnswerException(about + "of " + rows + " rows in " + file + " COPY parsed " + parsed
                    + " and loaded " + loaded + " (" + answer.text("status") + ")");
        }
    }
}
