package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.run.ExportBatchException;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an order that was not exported, by its failure alone. */
class UnmetOrderTest {

    /** Whether it shows before the first load, where nothing wraps it, or in one. */
    @ParameterizedTest
    @CsvSource({"606, 57P03, false", "606, 57P03, true", "90073, 22000, false", "90073, 22000, true"})
    void aWarehouseThatMayNotRunIsTheWorkersOwnFaultAndTheOrderStays(int code, String state, boolean inLoad) {
        SQLException refused = new SQLException("no warehouse", state, code);
        StudyWork work = work(inLoad ? new ExportBatchException("S/records/0", 1, refused) : refused);

        Optional<ExportConfigurationException> fault = UnmetOrder.decide(work, 3, false);

        assertThat(fault).get().matches(why -> why.exitCode() == 2).asString().contains("no warehouse");
        assertThat(work.isInterrupted()).isTrue();
        assertThat(work.isFailed()).isFalse();
        assertThat(work.failure().reason()).isEqualTo("worker-refused");
    }

    @Test
    void aStatementThatSnowflakeRefusesMayBeTheStudysAndIsNotTriedAgain() {
        StudyWork work = work(new SQLException("invalid identifier", "42000", 904));

        assertThat(UnmetOrder.decide(work, 3, false)).isEmpty();
        assertThat(work.isFailed()).isTrue();
        assertThat(work.failure().reason()).isEqualTo("refused");
    }

    private static StudyWork work(Throwable failure) {
        StudyWork work = new StudyWork(new byte[0], "S", "offset 0", 0);
        work.read(new StudyOrder(
                StudyOrder.VERSION, "S", null, null, null, null, null, 1, "id", "2026-02-28T22:00:00Z"));
        work.notMet(failure);
        return work;
    }
}
