package io.github.imednet.snowflake.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.bench.NightSimulation.Night;
import io.github.imednet.snowflake.bench.NightSimulation.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The simulation of nights, and that docs have what it says. */
class NightSimulationTest {

    @Test
    void docsHaveItsRows() throws Exception {
        String page = Files.readString(Path.of("docs/queue.md"));

        assertThat(NightSimulation.nights()).hasSize(12).allSatisfy(night -> assertThat(page).contains(night.row()));
    }

    @Test
    void aNightIsAsLongAsTheWorkerWithTheMostStudiesNeeds() {
        Study study = new Study(10, 40, 2);

        assertThat(NightSimulation.night(study, 6, 1)).isEqualTo(new Night(6, 1, 60, 4, 12));
        Night three = NightSimulation.night(study, 1000, 3);
        assertThat(three.seconds()).isBetween(1000 / 3 * 10.0, 1000 / 2 * 10.0);
        assertThat(three.requestsUnderWay()).isEqualTo(3 * 4);
    }
}
