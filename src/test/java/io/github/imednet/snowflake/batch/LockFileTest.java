package io.github.imednet.snowflake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.batch.LockFile.Holder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is alive, told by processes that are, and by some that were. */
class LockFileTest {

    @TempDir
    private Path directory;

    @Test
    void aFileIsHeldOnceAndLookingReleasesNothing() throws Exception {
        Path file = directory.resolve("lock");
        try (LockFile held = LockFile.tryHold(file).orElseThrow()) {
            assertThat(LockFile.look(file)).isEqualTo(Holder.ALIVE);
            assertThat(LockFile.look(directory.resolve("../" + directory.getFileName() + "/lock")))
                    .isEqualTo(Holder.ALIVE);
            assertThat(LockFile.tryHold(file)).isEmpty();

            assertThat(lookedAtByAnotherProcess(file)).isEqualTo("ALIVE");
        }
        assertThat(LockFile.look(file)).isEqualTo(Holder.GONE);
        assertThat(lookedAtByAnotherProcess(file)).isEqualTo("GONE");
    }

    /** As in a server with several programs, each with this one among its libraries. */
    @Test
    void classesOfAnotherLoaderReleaseNothingEither() throws Exception {
        Path file = directory.resolve("lock");
        try (URLClassLoader others = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> other = others.loadClass(LockFile.class.getName());
            try (LockFile held = LockFile.tryHold(file).orElseThrow()) {
                assertThat(other.getMethod("look", Path.class).invoke(null, file)).hasToString("ALIVE");
                assertThat(other.getMethod("look", Path.class).invoke(null, file)).hasToString("ALIVE");

                assertThat(lookedAtByAnotherProcess(file)).isEqualTo("ALIVE");
            }
            assertThat(other.getMethod("look", Path.class).invoke(null, file)).hasToString("GONE");
        }
    }

    @Test
    void aHolderIsGoneWhenItsProcessIsKilled() throws Exception {
        Path file = directory.resolve("lock");
        Process holder = process("hold", file);
        try (BufferedReader output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("true");
            assertThat(LockFile.look(file)).isEqualTo(Holder.ALIVE);
            assertThat(LockFile.tryHold(file)).isEmpty();
        } finally {
            holder.destroyForcibly().waitFor();
        }

        assertThat(LockFile.look(file)).isEqualTo(Holder.GONE);
        LockFile.tryHold(file).orElseThrow().close();
    }

    /** Its lock may not reach this machine. */
    @Test
    void aHolderOnAnotherMachineIsAliveUntilItGivesNoSign() throws Exception {
        Path file = Files.writeString(directory.resolve("lock"), "another machine");
        assertThat(LockFile.look(file)).isEqualTo(Holder.ALIVE);
        assertThat(LockFile.tryHold(file)).isEmpty();

        Instant longAgo = Instant.now().minus(LockFile.SILENCE).minus(Duration.ofMinutes(1));
        Files.setLastModifiedTime(file, FileTime.from(longAgo));
        assertThat(LockFile.look(file)).isEqualTo(Holder.SILENT);
        assertThat(directory).isDirectoryNotContaining("glob:**/.now-*");

        try (LockFile held = LockFile.tryHold(file).orElseThrow()) {
            assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(longAgo.plus(LockFile.SILENCE));
            Files.setLastModifiedTime(file, FileTime.from(longAgo));
            held.beat();
            assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(longAgo.plus(LockFile.SILENCE));
        }
    }

    @Test
    void ofAFileThatIsNotThereNothingIsKnown() throws Exception {
        assertThat(LockFile.look(directory.resolve("lock"))).isEqualTo(Holder.SILENT);
        assertThat(directory).isEmptyDirectory();
    }

    private static String lookedAtByAnotherProcess(Path file) throws Exception {
        Process process = process("look", file);
        try (BufferedReader output = process.inputReader()) {
            return output.readLine();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process process(String what, Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), Other.class.getName(), what, file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** Looks at a file or holds it, says what came of it, and stays until it is killed. */
    static final class Other {

        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[1]);
            System.out.println(arguments[0].equals("look")
                    ? LockFile.look(file).toString()
                    : String.valueOf(LockFile.tryHold(file).isPresent()));
            System.in.read();
        }
    }
}
