package io.github.imednet.snowflake.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A local server in a JVM of its own, from when it listens. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "listening on ";

    private final Process process;
    private final String address;

    private ServerProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** @param name {@code imednet} or {@code snowflake} */
    static ServerProcess start(Path directory, String name, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("local", name, "--port=0"));
        arguments.addAll(options);
        Process process = ImednetProcess.of(directory, name + ".log", List.of(), arguments).start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new ServerProcess(process, line.substring(READY.length()));
            }
        }
        throw new IllegalStateException("local " + name + " did not start, see " + directory.resolve(name + ".log"));
    }

    String address() {
        return address;
    }

    /** User and system time so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
