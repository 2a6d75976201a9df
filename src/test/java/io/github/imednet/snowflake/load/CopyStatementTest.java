package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyStatementTest {

    private static final Load LOAD = new Load(null, StagedFiles.FOLDER, List.of(StagedFiles.file(0, 10, 0, 10)));

    /** What it leaves out would be as a user's stage or table has it. */
    @Test
    void everyOptionThatChangesRowsOrTheAnswerIsNamedInBothForms() {
        String options = " FORCE = TRUE PURGE = FALSE TRUNCATECOLUMNS = FALSE RETURN_FAILED_ONLY = FALSE"
                + " ON_ERROR = ABORT_STATEMENT";

        assertThat(CopyStatement.ofValues("T", Map.of("\"A\"", "$1:a::NUMBER"), LOAD, ""))
                .startsWith("COPY INTO T (\"A\") FROM (SELECT $1:a::NUMBER FROM @")
                .endsWith(")" + options);
        assertThat(CopyStatement.byNames("T", true, LOAD, ""))
                .startsWith("COPY INTO T FROM @")
                .endsWith(") MATCH_BY_COLUMN_NAME = CASE_SENSITIVE" + options);
    }
}
