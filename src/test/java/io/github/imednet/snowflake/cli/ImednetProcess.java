package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts {@code imednet} as a process of its own. */
final class ImednetProcess {

    private final Path directory;

    /** The API of a study of seven loads that does not get past its sixth before the server is started anew. */
    static ImednetServer serveHalf(StudyData study) throws IOException {
        return ImednetServer.start(ImednetServer.Settings.defaults(study)
                .withFaults(List.of("delay:millis=3600000,on=page=12&,times=always")));
    }

    ImednetProcess(Path directory) {
        this.directory = directory;
    }

    /** What the process prints. */
    Path output() {
        return directory.resolve("output");
    }

    Path state() {
        return directory.resolve("state");
    }

    /** An export of the sample study, two batches a load. */
    Process start(ImednetServer imednet, SnowflakeServer snowflake, Path temporary, String... others)
            throws IOException {
        List<String> command = JavaProcess.imednet("-Djava.io.tmpdir=" + temporary);
        command.addAll(arguments(imednet, snowflake));
        command.addAll(List.of(others));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output().toFile());
        process.environment().put("IMEDNET_API_KEY", ImednetServer.DEFAULT_API_KEY);
        process.environment().put("IMEDNET_SECURITY_KEY", ImednetServer.DEFAULT_SECURITY_KEY);
        process.environment().put("SNOWFLAKE_PASSWORD", Accounts.LOCAL_PASSWORD);
        return process.start();
    }

    /** The same to its end, in this process, which starts it faster. @return the exit code */
    int runHere(Terminal terminal, ImednetServer imednet, SnowflakeServer snowflake, String... others)
            throws IOException {
        List<String> arguments = arguments(imednet, snowflake);
        arguments.addAll(List.of(others));
        arguments.add("--properties=" + secrets());
        return terminal.run(arguments);
    }

    /** A file with what a process has in its environment. */
    Path secrets() throws IOException {
        return Files.write(directory.resolve("secrets.properties"), List.of(
                "imednet.api-key=" + ImednetServer.DEFAULT_API_KEY,
                "imednet.security-key=" + ImednetServer.DEFAULT_SECURITY_KEY,
                "snowflake.password=" + Accounts.LOCAL_PASSWORD));
    }

    private List<String> arguments(ImednetServer imednet, SnowflakeServer snowflake) {
        List<String> arguments = new ArrayList<>(List.of(
                "export",
                "snowflake",
                "SAMPLE",
                "local",
                "LOADER",
                "IMEDNET",
                "PUBLIC",
                "COMPUTE_WH",
                "MY_STAGE",
                "RECORDS",
                "--json"));
        for (String setting : List.of(
                "imednet.base-url=" + imednet.uri(),
                "imednet.timeout=3600",
                "export.max-retries=10",
                "snowflake.url=" + snowflake.uri(),
                "export.load-batches=2",
                "export.state-dir=" + state())) {
            arguments.addAll(List.of("--set", setting));
        }
        return arguments;
    }
}
