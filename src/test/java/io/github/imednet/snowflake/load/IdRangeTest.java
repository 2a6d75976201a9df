package io.github.imednet.snowflake.load;

import static io.github.imednet.snowflake.load.StagedFiles.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdRangeTest {

    @Test
    void rangesThatTouchBecomeOne() {
        assertThat(IdRange.covering(List.of(file(2, 5, 20, 30), file(0, 5, 0, 10), file(1, 5, 10, 20))))
                .containsExactly(new IdRange(0, 30));
    }

    @Test
    void rangesWithOthersBetweenStayApart() {
        assertThat(IdRange.covering(List.of(file(0, 5, 0, 10), file(2, 5, 20, 30))))
                .containsExactly(new IdRange(0, 10), new IdRange(20, 30));
    }
}
