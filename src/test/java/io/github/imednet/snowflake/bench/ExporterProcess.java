package io.github.imednet.snowflake.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One export in a JVM of its own, measured from outside. Its CPU time is what the kernel adds to its parent's account
 * of ended children, and so exact; its resident memory is the kernel's own high-water mark, read until the process ends;
 * its heap is the largest that the JVM's log of collections tells, before a collection or at the end.
 */
final class ExporterProcess {

    private static final int SAMPLING_MILLIS = 50;
    private static final double KERNEL_TICKS_PER_SECOND = 100;

    /** Such as {@code Pause Young (Normal) 61M->9M(256M)}. */
    private static final Pattern BEFORE_COLLECTION = Pattern.compile(" (\\d+)M->\\d+M\\(");

    /** Such as {@code garbage-first heap   total 262144K, used 20480K}. */
    private static final Pattern AT_EXIT = Pattern.compile(" total \\d+K, used (\\d+)K");

    private static final Pattern HIGH_WATER_MARK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Path directory;
    private final String table;
    private double seconds;
    private double cpuSeconds;
    private double coresTakenByOthers;
    private double peakHeap;
    private double peakMemory;

    ExporterProcess(Path directory, String table) {
        this.directory = directory;
        this.table = table;
    }

    /**
     * Runs the export to its end.
     *
     * @return its summary
     * @throws IllegalStateException if the export failed or did not reconcile
     */
    JsonNode run(Scenario scenario, ServerProcess imednet, ServerProcess snowflake)
            throws IOException, InterruptedException {
        Path output = directory.resolve("summary.json");
        List<String> arguments = arguments(scenario, imednet, snowflake);
        ProcessBuilder builder = ImednetProcess.of(directory, "export.log", javaOptions(scenario), arguments);
        builder.environment().put("IMEDNET_API_KEY", ImednetServer.DEFAULT_API_KEY);
        builder.environment().put("IMEDNET_SECURITY_KEY", ImednetServer.DEFAULT_SECURITY_KEY);
        builder.environment().put("SNOWFLAKE_PASSWORD", Accounts.LOCAL_PASSWORD);
        builder.redirectOutput(output.toFile());
        double busyBefore = cpuOfMachine() - cpuOf(imednet, snowflake);
        double cpuBefore = cpuOfEndedChildren();
        long started = System.nanoTime();
        Process process = builder.start();
        while (!process.waitFor(SAMPLING_MILLIS, TimeUnit.MILLISECONDS)) {
            peakMemory = Math.max(peakMemory, highWaterMark(process.pid()));
        }
        seconds = (System.nanoTime() - started) / 1e9;
        cpuSeconds = cpuOfEndedChildren() - cpuBefore;
        double busy = cpuOfMachine() - cpuOf(imednet, snowflake) - busyBefore;
        coresTakenByOthers = Math.max(0, busy - cpuSeconds) / seconds;
        JsonNode summary = summaryIn(output);
        if (process.exitValue() != 0 || !summary.path("reconciled").asBoolean()) {
            throw new IllegalStateException("The export ended with " + process.exitValue() + ": " + summary + "\n"
                    + Files.readString(directory.resolve("export.log")));
        }
        peakHeap = peakHeapOf(directory.resolve("gc.log"));
        return summary;
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

    /** The last line: options of the JVM may make it print others before. */
    private static JsonNode summaryIn(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return lines.isEmpty() ? MissingNode.getInstance() : new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    private static List<String> javaOptions(Scenario scenario) {
        List<String> options = new ArrayList<>(scenario.javaOptions());
        options.add("-Xlog:gc,gc+heap+exit:file=gc.log");
        return options;
    }

    private List<String> arguments(Scenario scenario, ServerProcess imednet, ServerProcess snowflake) {
        List<String> arguments = new ArrayList<>(List.of(
                "export", "snowflake", scenario.studyKey(),
                "local", Accounts.LOCAL_USER, Accounts.LOCAL_DATABASE, "PUBLIC", "COMPUTE_WH", "MY_STAGE", table,
                "--json",
                "--set=imednet.base-url=" + imednet.address(),
                "--set=snowflake.url=" + snowflake.address()));
        scenario.settings().forEach(setting -> arguments.add("--set=" + setting));
        return arguments;
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
