package io.github.imednet.snowflake.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * fakesnow, a Snowflake server that this project has not written, in a process of its own. What stands between it and
 * an export is in {@code src/test/judges/fakesnow/serve.py}.
 */
final class Fakesnow implements AutoCloseable {

    private static final Path SCRIPTS = Path.of("src", "test", "judges", "fakesnow").toAbsolutePath();
    private static final Path ENVIRONMENT = Path.of("target", "judges", "fakesnow");
    private static final String READY = "listening on ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PythonEnvironment python;
    private final Path directory;
    private final Process process;
    private final URI address;

    private Fakesnow(PythonEnvironment python, Path directory, Process process, URI address) {
        this.python = python;
        this.directory = directory;
        this.process = process;
        this.address = address;
    }

    /** A statement as the export sent it, and as fakesnow got it. */
    record Statement(String sent, String run) {

        boolean isChanged() {
            return !run.equals(sent);
        }

        /** The first two words. */
        String kind() {
            return sent.replaceFirst("^(\\w+ \\w+).*|^(\\w+).*", "$1$2");
        }
    }

    /**
     * Starts it.
     *
     * @param directory for its files and its log
     * @throws org.opentest4j.TestAbortedException if it cannot be installed here, saying so
     */
    static Fakesnow start(Path directory) throws IOException, InterruptedException {
        PythonEnvironment python = PythonEnvironment.of(SCRIPTS.resolve("requirements.txt"), ENVIRONMENT);
        Path log = directory.resolve("fakesnow.log");
        ProcessBuilder server = python.run(SCRIPTS.resolve("serve.py"), statementsIn(directory).toString());
        server.environment().put("TMPDIR", directory.toString());
        Process process = server.redirectError(log.toFile()).start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroy();
            throw new IllegalStateException("fakesnow did not start: " + Files.readString(log));
        }
        return new Fakesnow(python, directory, process, URI.create(line.substring(READY.length())));
    }

    URI address() {
        return address;
    }

    /** All statements that arrived so far. */
    List<Statement> statements() throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (String line : Files.readAllLines(statementsIn(directory))) {
            statements.add(JSON.readValue(line, Statement.class));
        }
        return statements;
    }

    long statements(String kind) throws IOException {
        return statements().stream().filter(statement -> statement.kind().startsWith(kind)).count();
    }

    /** The rows of a table in schema PUBLIC as Snowflake's own client for Python reads them. */
    List<JsonNode> rows(String database, String table, String order) throws IOException, InterruptedException {
        Path errors = directory.resolve("rows.log");
        Process reader = python.run(
                        SCRIPTS.resolve("rows.py"), Integer.toString(address.getPort()), database, table, order)
                .redirectError(errors.toFile())
                .start();
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = reader.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(JSON.readTree(line));
            }
        }
        if (reader.waitFor() != 0) {
            throw new IllegalStateException("The table cannot be read: " + Files.readString(errors));
        }
        return rows;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static Path statementsIn(Path directory) {
        return directory.resolve("statements.jsonl");
    }
}
