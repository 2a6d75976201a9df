package io.github.imednet.snowflake.judge;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Chromium without a screen, as it is installed. */
final class Browser {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final String program;
    private final Path directory;

    private Browser(String program, Path directory) {
        this.program = program;
        this.directory = directory;
    }

    /**
     * Finds it.
     *
     * @param directory for its profile, and what it makes
     * @throws org.opentest4j.TestAbortedException if it is not installed, saying so
     */
    static Browser find(Path directory) {
        String found = NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(path -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
        String reason = "none of " + String.join(", ", NAMES) + " is installed";
        if (found == null) {
            System.err.println("Skipped: " + reason);
        }
        assumeTrue(found != null, reason);
        return new Browser(found, directory);
    }

    /** The document of a page when its scripts, if it has any, have ended, in a window of so many pixels. */
    String document(Path page, int width) throws IOException, InterruptedException {
        Path document = Files.createTempFile(directory, "document", ".html");
        run(page, document, "--window-size=" + width + ",1000", "--virtual-time-budget=60000", "--dump-dom");
        return Files.readString(document);
    }

    /** A PDF of the page, as it is printed. */
    Path print(Path page) throws IOException, InterruptedException {
        Path pdf = directory.resolve(page.getFileName() + ".pdf");
        run(page, directory.resolve("chromium.txt"), "--no-pdf-header-footer", "--print-to-pdf=" + pdf);
        return pdf;
    }

    private void run(Path page, Path output, String... options) throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "chromium", ".log");
        List<String> command = new ArrayList<>(List.of(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--no-first-run",
                "--user-data-dir=" + directory.resolve("profile")));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        int exitCode = awaitEnd(new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(log.toFile())
                .start());
        assertThat(exitCode).as(new String(Files.readAllBytes(log), StandardCharsets.UTF_8)).isZero();
    }
}
