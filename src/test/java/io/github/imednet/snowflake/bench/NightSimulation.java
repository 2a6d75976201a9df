package io.github.imednet.snowflake.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * How long a night takes with so many studies and workers: not measured, but reckoned from what a study costs. Studies
 * go to partitions as Kafka's clients send them, by the hash of their key, and partitions to workers in turn; a worker
 * has one study at a time, and a processor for itself. iMednet and the warehouse answer as quickly however many ask.
 */
public final class NightSimulation {

    /** What a study of 20,000 records costs a worker that has been up for long ({@link StudiesBenchmark}). */
    static final Study MEASURED = new Study(2.5, 41, 1);

    private static final int PARTITIONS = 24;
    private static final int PAGES = 4;

    private NightSimulation() {}

    /**
     * What a study costs.
     *
     * @param seconds from its begin to its end
     * @param requests to iMednet
     * @param copies COPY statements
     */
    record Study(double seconds, int requests, int copies) {}

    /** @param workers no more than there are partitions work */
    record Night(int studies, int workers, double seconds, int requestsUnderWay, double copiesPerMinute) {

        /** As a row of a table of docs. */
        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %,d | %d | %s | %d | %.0f |",
                    studies,
                    workers,
                    time(),
                    requestsUnderWay,
                    copiesPerMinute);
        }

        private String time() {
            return seconds < 120
                    ? String.format(Locale.ROOT, "%.0f s", seconds)
                    : String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
    }

    /** The nights that docs/queue.md tells of. */
    static List<Night> nights() {
        List<Night> nights = new ArrayList<>();
        for (int studies : new int[] {10, 100, 1000}) {
            for (int workers : new int[] {1, 3, 8, 24}) {
                nights.add(night(MEASURED, studies, workers));
            }
        }
        return nights;
    }

    /** One night. It is as long as the worker with the most studies needs. */
    static Night night(Study study, int studies, int workers) {
        int[] waiting = new int[workers];
        IntStream.rangeClosed(1, studies).forEach(number -> waiting[partition(number) % workers]++);
        double seconds = IntStream.of(waiting).max().orElse(0) * study.seconds();
        long busy = IntStream.of(waiting).filter(of -> of > 0).count();
        return new Night(studies, workers, seconds, (int) busy * PAGES, 60.0 * studies * study.copies() / seconds);
    }

    private static int partition(int study) {
        byte[] key = "STUDY-%04d".formatted(study).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
    }

    public static void main(String[] arguments) {
        nights().forEach(night -> System.out.println(night.row()));
    }
}
