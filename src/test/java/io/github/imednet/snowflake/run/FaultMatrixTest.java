package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.kill.Matrix;
import io.github.imednet.snowflake.kill.WholeTable;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults of both servers, alone and in pairs, at random places. Each export ends whole or with a documented error and
 * no half of anything, and the next one makes the tables whole. A seed fails again alone with {@code
 * -Dfault.seed=SEED}.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixTest {

    private static final int RUNS = 1000;
    private static final int RECORDS = 700;
    private static final int RECORDS_BEFORE = 900;

    /** Seven pages, six batches, three loads. */
    private static final Map<String, String> SETTINGS = Map.of(
            "imednet.page-size", "100",
            "export.batch-size", "120",
            "export.load-batches", "2",
            "export.retry-backoff", "0.001");

    /** Three pages, two batches, one load. */
    private static final String CHANGES = "change-row:row=1,every=3,attribute=recordStatus,value=";

    private static final String NEW_REVISION = "new-row:place=last";

    private static final String WHOLE = "whole";

    static LongStream seeds() {
        Long alone = Long.getLong("fault.seed");
        if (alone != null) {
            return LongStream.of(alone);
        }
        LongStream all = LongStream.range(0, RUNS);
        return Matrix.isFull() ? all : share(all.boxed().toList());
    }

    /** As few seeds as have every kind of fault, and a fault at every statement, among them. */
    private static LongStream share(List<Long> seeds) {
        List<Long> share = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        Long next;
        do {
            next = seeds.stream().max(Comparator.comparing(seed -> unseen(seed, seen))).orElseThrow();
            share.add(next);
        } while (seen.addAll(new RandomFaults(next).kinds()));
        return share.stream().limit(share.size() - 1L).mapToLong(Long::longValue);
    }

    private static long unseen(long seed, Set<String> seen) {
        return new RandomFaults(seed).kinds().stream().filter(kind -> !seen.contains(kind)).count();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anExportWithFaultsEndsWholeOrWithARightErrorAndTheNextOneIsWhole(long seed, @TempDir Path directory)
            throws Exception {
        RandomFaults faults = new RandomFaults(seed);
        try {
            run(seed, faults, directory);
        } catch (Throwable e) {
            throw new AssertionError("-Dfault.seed=" + seed + ", faults: " + faults, e);
        }
    }

    private static void run(long seed, RandomFaults faults, Path directory) throws Exception {
        if (seed % 3 == 0) {
            load(directory, RECORDS_BEFORE, faults);
        } else if (faults.areForIncremental()) {
            load(directory, RECORDS, faults);
        }
        try (LocalServers servers = new LocalServers(
                directory, StudyData.sample(RECORDS), faults.imednet(), faults.snowflake())) {
            if (faults.areForIncremental()) {
                change(servers, "Changed");
            }
            String end = exportWithFaults(servers, faults);

            servers.failSnowflake();
            if (end.startsWith(WHOLE) && !faults.mayChangeUnseen()) {
                verify(servers, faults);
            } else {
                new WholeTable(servers.imednet(), servers.snowflake()).verifyBatches();
            }
            goOnWithoutFaults(servers, faults);
            assertThat(servers.export("SAMPLE", lastSettings(faults)).reconciled()).isTrue();
            verify(servers, faults);
            if (faults.areForLists()) {
                assertThat(servers.verify("SAMPLE", true, settings(faults)).differences()).isEmpty();
            }
            Matrix.log("fault-matrix", "seed " + seed + ": " + end + ", then whole; " + faults);
        }
    }

    private static void verify(LocalServers servers, RandomFaults faults) throws Exception {
        WholeTable table = new WholeTable(servers.imednet(), servers.snowflake());
        table.verify();
        if (faults.areForLists()) {
            table.verifyListCounts();
        }
    }

    private static void change(LocalServers servers, String status) throws Exception {
        servers.imednet().change(CHANGES + status);
        servers.imednet().changeList(ImednetResource.RECORD_REVISIONS.path(), NEW_REVISION, NEW_REVISION);
    }

    /** Where only changes are read, the study stays as the faults left it, and goes on changing. */
    private static void goOnWithoutFaults(LocalServers servers, RandomFaults faults) throws Exception {
        if (faults.areForIncremental()) {
            servers.imednet().endFaults();
            change(servers, "Again");
        } else {
            servers.failImednet();
        }
    }

    /** @return how the export ended */
    private static String exportWithFaults(LocalServers servers, RandomFaults faults) throws Exception {
        try {
            ExportSummary summary = servers.export("SAMPLE", settings(faults));
            assertThat(summary.reconciled()).isTrue();
            return WHOLE + " by a run of mode " + summary.mode() + (summary.retries() > 0 ? " after retries" : "");
        } catch (Exception e) {
            if (!isRight(e, faults)) {
                throw new AssertionError("The export ended with a wrong error", e);
            }
            return e.getClass().getSimpleName();
        }
    }

    /** A failure after the last load is no batch's. A study that never stops changing is not stable. */
    private static boolean isRight(Exception failure, RandomFaults faults) {
        return failure instanceof ExportBatchException
                || failure instanceof ReconciliationException
                        && failure.getMessage().contains("the study is not stable")
                        && Pattern.compile("-row|repeat-page").matcher(faults.toString()).find()
                || failure instanceof ExportConfigurationException && faults.mayLookLikeConfiguration()
                || failure instanceof VerificationException && !faults.snowflake().isEmpty();
    }

    private static void load(Path directory, int records, RandomFaults faults) throws Exception {
        try (LocalServers servers = new LocalServers(directory, StudyData.sample(records))) {
            servers.export("SAMPLE", settings(faults));
        }
    }

    /** What changes in a revision that is loaded comes when the whole list is read (docs/exports.md). */
    private static Map<String, String> lastSettings(RandomFaults faults) {
        Map<String, String> settings = settings(faults);
        if (faults.changeRevisions()) {
            settings.put("export.incremental", "false");
        }
        return settings;
    }

    private static Map<String, String> settings(RandomFaults faults) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("export.incremental", String.valueOf(faults.areForIncremental()));
        if (faults.areForLists()) {
            settings.put("export.resources", "all");
        }
        return settings;
    }
}
