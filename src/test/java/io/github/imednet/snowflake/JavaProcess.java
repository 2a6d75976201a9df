package io.github.imednet.snowflake;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of this process for processes of their own, in a form that starts fast: as jars, with an archive of
 * loaded classes (class data sharing takes no directories), and without the compiler that only pays in long runs. Jars
 * and archive are made once for each state of the classes, in {@code target/java-process}.
 */
public final class JavaProcess {

    private static final Path DIRECTORY = Path.of("target", "java-process").toAbsolutePath();
    private static final String PROGRAM = "io.github.imednet.snowflake.cli.ImednetCommand";
    private static final String SETTINGS = "(IMEDNET|SNOWFLAKE|EXPORT|CAMEL)_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS";
    private static final String ARCHIVE = "classes.jsa";
    private static final List<String> FAST = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

    private static JavaProcess ofThisProcess;

    private final Path directory;
    private final String classPath;

    private JavaProcess() throws IOException {
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
        this.directory = DIRECTORY.resolve(state(entries));
        this.classPath = entries.stream()
                .map(this::asJar)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        Files.createDirectories(DIRECTORY);
        try (FileChannel channel = FileChannel.open(
                        DIRECTORY.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            if (Files.notExists(directory.resolve(ARCHIVE))) {
                removeOlder();
                make(entries);
            }
        }
    }

    /** What starts {@code imednet}: to be followed by its arguments. */
    public static List<String> imednet(String... options) {
        return command(List.of(options), PROGRAM);
    }

    /** What starts a class of the class path, or a source file: to be followed by its arguments. */
    public static List<String> command(List<String> options, String main) {
        return commandWith(Stream.concat(FAST.stream(), options.stream()).toList(), main);
    }

    /** The same with these options alone. */
    public static List<String> commandWith(List<String> options, String main) {
        JavaProcess classes = ofThisProcess();
        // Else the JVM tells on standard output why it leaves the archive.
        List<String> command = new ArrayList<>(List.of(
                java(), "-Xlog:disable", "-XX:SharedArchiveFile=" + classes.directory.resolve(ARCHIVE)));
        command.addAll(options);
        command.addAll(List.of("-cp", classes.classPath, main));
        return command;
    }

    private static synchronized JavaProcess ofThisProcess() {
        if (ofThisProcess == null) {
            try {
                ofThisProcess = new JavaProcess();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ofThisProcess;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A name for what these classes are now. */
    private static String state(List<Path> entries) throws IOException {
        StringBuilder state = new StringBuilder(System.getProperty("java.home"));
        for (Path entry : entries) {
            try (Stream<Path> files = Files.exists(entry) ? Files.walk(entry) : Stream.empty()) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    state.append(file).append(Files.getLastModifiedTime(file)).append(Files.size(file));
                }
            }
        }
        return UUID.nameUUIDFromBytes(state.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Path asJar(Path entry) {
        return Files.isDirectory(entry) ? directory.resolve(entry.getFileName() + ".jar") : entry;
    }

    /** The demo loads the classes of an export and of both servers. */
    private void make(List<Path> entries) throws IOException {
        Path work = Files.createDirectories(directory.resolve("demo"));
        for (Path classes : entries.stream().filter(Files::isDirectory).toList()) {
            jar(classes, asJar(classes));
        }
        List<String> demo = new ArrayList<>(List.of(java()));
        demo.addAll(FAST);
        demo.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + directory.resolve(ARCHIVE)));
        demo.addAll(List.of("-cp", classPath, PROGRAM));
        ProcessBuilder builder = new ProcessBuilder(demo);
        builder.environment().keySet().removeIf(name -> name.matches(SETTINGS));
        Process process = builder.directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("demo.log").toFile())
                .start();
        try {
            if (Waiting.awaitEnd(process) != 0) {
                throw new IllegalStateException("The demo ended with " + process.exitValue() + ": "
                        + Files.readString(directory.resolve("demo.log")));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void jar(Path classes, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        int code = tool.run(System.out, System.err, "--create", "--file=" + jar, "-C", classes.toString(), ".");
        if (code != 0) {
            throw new IllegalStateException("jar ended with " + code + " for " + classes);
        }
    }

    /** Younger ones may be in use by tests that run beside these. */
    private static void removeOlder() throws IOException {
        FileTime yesterday = FileTime.from(Instant.now().minus(1, ChronoUnit.DAYS));
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                boolean old = Files.getLastModifiedTime(file).compareTo(yesterday) < 0;
                if (old && Files.isRegularFile(file) && !file.endsWith("lock")) {
                    Files.delete(file);
                }
            }
        }
    }
}
