package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run adds up of its table. */
class TableStateTest {

    /**
     * A run that reads the study again loads its first batch again, whose deletions of the first time are committed.
     */
    @Test
    void deletionsOfTwoLoadsOfTheSameBatchCountTogetherAndThoseOfTwoAttemptsOfOneLoadDoNot() {
        TableState table = new TableState();
        LoadState firstPass = loadOfFirstBatch();
        LoadState secondPass = loadOfFirstBatch();

        assertThat(table.deletes(firstPass, 2)).isEqualTo(2);
        assertThat(table.deletes(firstPass, 4)).isEqualTo(4);
        assertThat(table.deletes(secondPass, 3)).isEqualTo(7);
        assertThat(table.deletes(table, 1)).isEqualTo(8);
    }

    private static LoadState loadOfFirstBatch() {
        return new LoadState(new Load(null, StagedFiles.FOLDER, List.of(StagedFiles.file(0, 10, 0, 10))));
    }
}
