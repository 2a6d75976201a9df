package io.github.imednet.snowflake.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one export took and did.
 *
 * @param seconds from the run's begin to its end, as its summary says it
 * @param processSeconds from the process's begin to its end
 * @param cpuSeconds user and system time of the exporter's whole process
 * @param peakHeap megabytes that the heap held at most
 * @param peakMemory megabytes that the process had resident at most
 * @param imednetCpuSeconds user and system time of the iMednet server meanwhile
 * @param snowflakeCpuSeconds the same of the Snowflake server
 * @param othersCores how many cores worked for other processes meanwhile
 */
record Measurement(
        double records,
        double seconds,
        double processSeconds,
        double cpuSeconds,
        double peakHeap,
        double peakMemory,
        double pages,
        double files,
        double puts,
        double copies,
        double imednetCpuSeconds,
        double snowflakeCpuSeconds,
        double othersCores) {

    static Measurement of(JsonNode summary, MeasuredProcess exporter, Duration imednet, Duration snowflake) {
        return new Measurement(
                summary.path("rows_loaded").asDouble(),
                summary.path("seconds").asDouble(),
                exporter.seconds(),
                exporter.cpuSeconds(),
                exporter.peakHeap(),
                exporter.peakMemory(),
                summary.path("pages").asDouble(),
                summary.path("files").asDouble(),
                summary.path("puts").asDouble(),
                summary.path("copies").asDouble(),
                imednet.toMillis() / 1000.0,
                snowflake.toMillis() / 1000.0,
                exporter.coresTakenByOthers());
    }

    /** Of each figure the median. */
    static Measurement median(List<Measurement> runs) {
        return new Measurement(
                median(runs, Measurement::records),
                median(runs, Measurement::seconds),
                median(runs, Measurement::processSeconds),
                median(runs, Measurement::cpuSeconds),
                median(runs, Measurement::peakHeap),
                median(runs, Measurement::peakMemory),
                median(runs, Measurement::pages),
                median(runs, Measurement::files),
                median(runs, Measurement::puts),
                median(runs, Measurement::copies),
                median(runs, Measurement::imednetCpuSeconds),
                median(runs, Measurement::snowflakeCpuSeconds),
                median(runs, Measurement::othersCores));
    }

    double recordsPerSecond() {
        return records / seconds;
    }

    double cpuSecondsPerMillion() {
        return cpuSeconds / records * 1e6;
    }

    private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).toArray();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
