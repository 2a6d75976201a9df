package io.github.imednet.snowflake.kill;

import static io.github.imednet.snowflake.Waiting.awaitEnd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.cli.CommandsInTurn;
import io.github.imednet.snowflake.cli.Terminal;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code imednet export snowflake} in a process of its own, which can be killed at a point. What follows a killed run,
 * and comes to its end, runs in this process, which starts it faster.
 */
final class Exporter {

    /** What the kernel makes of SIGKILL, as a shell tells it. */
    static final int KILLED = 128 + 9;

    private static final Path KILL_ROUTES = Path.of("src/test/resources/kill-routes").toAbsolutePath();
    private static final String SETTINGS = "(IMEDNET|SNOWFLAKE|EXPORT|CAMEL)_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS";

    private final Path directory;
    private final List<String> settings;

    /**
     * @param directory where the process works, with all its files in it
     * @param settings further settings, {@code KEY=VALUE}
     */
    Exporter(Path directory, URI imednet, URI snowflake, List<String> settings)
            throws IOException {
        this.directory = directory;
        this.settings = new ArrayList<>(List.of(
                "imednet.base-url=" + imednet, "snowflake.url=" + snowflake, "export.state-dir=" + state()));
        this.settings.addAll(settings);
        Files.createDirectories(temporary());
    }

    Path manifest() {
        return directory.resolve("manifest.jsonl");
    }

    Path temporary() {
        return directory.resolve("tmp");
    }

    /** Where the runs keep their journals, and their Parquet files if no other directory is set. */
    Path state() {
        return directory.resolve("imednet-state");
    }

    /** The arguments that every run gets, the killed one and the one after it. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "export", "snowflake", "SAMPLE",
                "local", Accounts.LOCAL_USER, Accounts.LOCAL_DATABASE, "PUBLIC", "COMPUTE_WH", "MY_STAGE", "RECORDS",
                "--json", "--manifest-path=" + manifest(), "--routes=" + KILL_ROUTES));
        arguments.addAll(setArguments());
        return arguments;
    }

    /** The arguments that go on with a run: what its journal has of the settings need not be said again. */
    List<String> argumentsToResume(String runId) {
        List<String> arguments = new ArrayList<>(List.of("resume", runId, "--json", "--routes=" + KILL_ROUTES));
        arguments.addAll(setArguments());
        return arguments;
    }

    /** The arguments that load the kept files of the manifest again. */
    List<String> argumentsToReplay() {
        List<String> arguments = new ArrayList<>(List.of(
                "replay", manifest().toString(), "--json", "--manifest-path=" + directory.resolve("replays.jsonl"),
                "--routes=" + KILL_ROUTES, "--set=snowflake.account=local",
                "--set=snowflake.user=" + Accounts.LOCAL_USER, "--set=snowflake.database=" + Accounts.LOCAL_DATABASE,
                "--set=snowflake.warehouse=COMPUTE_WH", "--set=snowflake.stage=MY_STAGE",
                "--set=snowflake.table=RECORDS"));
        arguments.addAll(setArguments());
        return arguments;
    }

    private List<String> setArguments() {
        return settings.stream().map(setting -> "--set=" + setting).toList();
    }

    /** Verifies what the exports left, every value of it. */
    Ended verify() throws IOException {
        List<String> arguments = new ArrayList<>(arguments());
        arguments.subList(0, 2).clear();
        arguments.add(0, "verify");
        arguments.add("--deep");
        return runHere(arguments);
    }

    /** Runs to the end. */
    Ended run() throws IOException {
        return runHere(arguments());
    }

    /** Goes on after a killed run, to the end. */
    Ended recover(Recovery recovery) throws IOException {
        return runHere(recovery.arguments(this));
    }

    /** Runs a command to the end, in this process, with what a process has in its environment in a file. */
    Ended runHere(List<String> arguments) throws IOException {
        Path secrets = Files.write(directory.resolve("secrets.properties"), List.of(
                "imednet.api-key=" + ImednetServer.DEFAULT_API_KEY,
                "imednet.security-key=" + ImednetServer.DEFAULT_SECURITY_KEY,
                "snowflake.password=" + Accounts.LOCAL_PASSWORD));
        Terminal terminal = new Terminal();
        int code = terminal.run(Stream.concat(arguments.stream(), Stream.of("--properties=" + secrets)).toList());
        return new Ended(code, terminal.output(), terminal.errors());
    }

    /** Runs until the point, where it is killed. */
    Ended runUntil(KillPoint point) throws IOException, InterruptedException {
        return end(start(List.of("-Dkill.at=" + point)));
    }

    /** Runs to the end; at the point another process is killed. */
    Ended runAndKill(KillPoint point, long victim) throws IOException, InterruptedException {
        return end(start(List.of("-Dkill.at=" + point, "-Dkill.victim=" + victim)));
    }

    /** Runs to the end, and says which points it passed. */
    PassedPoints points() throws IOException {
        KillSwitch killSwitch = KillSwitch.ofThisProcess();
        killSwitch.startRecording();
        Ended ended = run();
        PassedPoints passed = PassedPoints.of(killSwitch.stopRecording());
        if (ended.code() != 0) {
            throw new IllegalStateException("The export that was not killed failed: " + ended);
        }
        return passed;
    }

    /** Runs another command, until the point. */
    Ended run(List<String> arguments, KillPoint point) throws IOException, InterruptedException {
        return end(start(arguments, List.of("-Dkill.at=" + point)));
    }

    /** Runs another command to the end. */
    Ended run(List<String> arguments) throws IOException, InterruptedException {
        return end(start(arguments, List.of()));
    }

    /** Starts a run that the caller ends. */
    Process start(List<String> killOptions) throws IOException {
        return start(arguments(), killOptions);
    }

    private Process start(List<String> arguments, List<String> killOptions) throws IOException {
        List<String> options = new ArrayList<>(killOptions);
        options.add("-Djava.io.tmpdir=" + temporary());
        List<String> command = JavaProcess.imednet(options.toArray(String[]::new));
        command.addAll(arguments);
        return process(command)
                .redirectOutput(directory.resolve("output").toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
    }

    /** A process for commands that come to their end, with the same directory for temporary files. */
    CommandsInTurn startInTurn() throws IOException {
        List<String> command = CommandsInTurn.command(
                directory.resolve("output-in-turn").toString(), "-Djava.io.tmpdir=" + temporary());
        return CommandsInTurn.start(process(command).redirectError(directory.resolve("errors-in-turn").toFile()));
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        process.environment().keySet().removeIf(name -> name.matches(SETTINGS));
        process.environment().put("IMEDNET_API_KEY", ImednetServer.DEFAULT_API_KEY);
        process.environment().put("IMEDNET_SECURITY_KEY", ImednetServer.DEFAULT_SECURITY_KEY);
        process.environment().put("SNOWFLAKE_PASSWORD", Accounts.LOCAL_PASSWORD);
        return process;
    }

    /** Waits for a run's end. */
    Ended end(Process process) throws IOException, InterruptedException {
        return new Ended(
                awaitEnd(process),
                Files.readString(directory.resolve("output")),
                Files.readString(directory.resolve("errors")));
    }

    /** How a run ended. */
    record Ended(int code, String output, String errors) {

        JsonNode summary() throws IOException {
            return new ObjectMapper().readTree(output);
        }
    }
}
