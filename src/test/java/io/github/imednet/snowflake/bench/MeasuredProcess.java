package io.github.imednet.snowflake.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM measured from outside. Its CPU time is what the kernel adds to its parent's account of ended children, and so
 * exact; its resident memory is the kernel's own high-water mark, read until the process ends; its heap is the largest
 * that the JVM's log of collections tells, before a collection or at the end.
 */
final class MeasuredProcess {

    /** The log of collections that {@link #peakHeap} is read from. */
    static final String HEAP_LOG_OPTION = "-Xlog:gc,gc+heap+exit:file=gc.log";

    private static final int SAMPLING_MILLIS = 50;
    private static final double KERNEL_TICKS_PER_SECOND = 100;

    /** What a thread took at the least to be named. */
    private static final double LEAST_CPU_SECONDS = 0.1;

    /** Such as {@code Pause Young (Normal) 61M->9M(256M)}. */
    private static final Pattern BEFORE_COLLECTION = Pattern.compile(" (\\d+)M->\\d+M\\(");

    /** Such as {@code garbage-first heap   total 262144K, used 20480K}. */
    private static final Pattern AT_EXIT = Pattern.compile(" total \\d+K, used (\\d+)K");

    private static final Pattern HIGH_WATER_MARK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Path directory;
    private final Map<String, Long> ticksByThread = new TreeMap<>();
    private double seconds;
    private double cpuSeconds;
    private double coresTakenByOthers;
    private double peakHeap;
    private double peakMemory;

    /** @param directory the process's working directory, where it writes its log of collections */
    MeasuredProcess(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs the process to its end.
     *
     * @param servers whose work is not taken for that of others
     * @return its exit code
     */
    int run(ProcessBuilder builder, ServerProcess... servers) throws IOException, InterruptedException {
        double busyBefore = cpuOfMachine() - cpuOf(servers);
        double cpuBefore = cpuOfEndedChildren();
        long started = System.nanoTime();
        Process process = builder.start();
        while (!process.waitFor(SAMPLING_MILLIS, TimeUnit.MILLISECONDS)) {
            peakMemory = Math.max(peakMemory, highWaterMark(process.pid()));
            lookAtThreads(process.pid());
        }
        seconds = (System.nanoTime() - started) / 1e9;
        cpuSeconds = cpuOfEndedChildren() - cpuBefore;
        double busy = cpuOfMachine() - cpuOf(servers) - busyBefore;
        coresTakenByOthers = Math.max(0, busy - cpuSeconds) / seconds;
        Path heapLog = directory.resolve("gc.log"); // another program than a JVM has none
        if (process.exitValue() == 0 && Files.exists(heapLog)) {
            peakHeap = peakHeapOf(heapLog);
        }
        return process.exitValue();
    }

    double seconds() {
        return seconds;
    }

    double cpuSeconds() {
        return cpuSeconds;
    }

    /** How many of the machine's cores worked for other processes, in the mean. */
    double coresTakenByOthers() {
        return coresTakenByOthers;
    }

    double peakHeap() {
        return peakHeap;
    }

    double peakMemory() {
        return peakMemory;
    }

    /**
     * CPU seconds by the threads' names without their numbers, as last seen before each thread ended; the most first.
     */
    String cpuByThread() {
        return cpuSecondsByThread().entrySet().stream()
                .filter(thread -> thread.getValue() >= LEAST_CPU_SECONDS)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(thread -> String.format(Locale.ROOT, "%s %.1f", thread.getKey(), thread.getValue()))
                .collect(Collectors.joining(", "));
    }

    private Map<String, Double> cpuSecondsByThread() {
        Map<String, Double> byName = new TreeMap<>();
        ticksByThread.forEach((thread, ticks) -> byName.merge(
                thread.substring(thread.indexOf(' ') + 1), ticks / KERNEL_TICKS_PER_SECOND, Double::sum));
        return byName;
    }

    /** The kernel knows the first 15 characters of a thread's name; fields 14 and 15 of its stat are its time. */
    private void lookAtThreads(long process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
                        .replaceAll("[-# ]*\\d+$", "");
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                ticksByThread.put(
                        thread.getFileName() + " " + name, Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
            }
        } catch (IOException e) {
            // The thread or the process has just ended; what was seen before stays.
        }
    }

    /** User and system time of all ended children: fields 16 and 17 of proc(5)'s stat. */
    private static double cpuOfEndedChildren() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[13]) + Long.parseLong(afterName[14])) / KERNEL_TICKS_PER_SECOND;
    }

    /** User and system time of everything: the first line of proc(5)'s stat without idle and iowait. */
    private static double cpuOfMachine() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +");
        long ticks = 0;
        for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / KERNEL_TICKS_PER_SECOND;
    }

    private static double cpuOf(ServerProcess... servers) {
        return Arrays.stream(servers).mapToDouble(server -> server.cpu().toMillis() / 1000.0).sum();
    }

    private static double highWaterMark(long process) throws IOException {
        try {
            Matcher mark = HIGH_WATER_MARK.matcher(Files.readString(Path.of("/proc/" + process + "/status")));
            return mark.find() ? Long.parseLong(mark.group(1)) / 1024.0 : 0;
        } catch (NoSuchFileException e) {
            return 0; // it has just ended
        }
    }

    private static double peakHeapOf(Path log) throws IOException {
        String text = Files.readString(log);
        double peak = AT_EXIT.matcher(text).results().mapToLong(used -> Long.parseLong(used.group(1))).sum() / 1024.0;
        Matcher before = BEFORE_COLLECTION.matcher(text);
        while (before.find()) {
            peak = Math.max(peak, Long.parseLong(before.group(1)));
        }
        return peak;
    }
}
