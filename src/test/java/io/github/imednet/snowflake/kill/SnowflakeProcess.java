package io.github.imednet.snowflake.kill;

import io.github.imednet.snowflake.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The local Snowflake server in a process of its own, which can be killed, and then starts again at the same address.
 */
final class SnowflakeProcess implements AutoCloseable {

    private static final String READY = "listening on ";

    private final Path data;
    private final Process first;
    private final URI uri;
    private final CompletableFuture<Process> second;

    /** @param data where its databases are */
    SnowflakeProcess(Path data) throws IOException {
        this.data = data;
        this.first = start(0);
        this.uri = URI.create(awaitAddress(first));
        this.second = first.onExit().thenApply(ended -> restart());
    }

    URI uri() {
        return uri;
    }

    String jdbcUrl() {
        return "jdbc:snowflake://" + uri + "/?account=local";
    }

    long pid() {
        return first.pid();
    }

    /** Waits until the server that replaced the killed one listens. */
    void awaitRestart() {
        second.join();
    }

    private Process restart() {
        try {
            Process process = start(uri.getPort());
            awaitAddress(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(int port) throws IOException {
        List<String> command = JavaProcess.imednet();
        command.addAll(List.of("local", "snowflake", "--port=" + port, "--data=" + data));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String awaitAddress(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
        }
        throw new IOException("The local Snowflake server did not start");
    }

    @Override
    public void close() throws InterruptedException {
        first.destroyForcibly().waitFor();
        second.join().destroyForcibly().waitFor();
    }
}
