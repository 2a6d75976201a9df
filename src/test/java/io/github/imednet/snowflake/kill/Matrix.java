package io.github.imednet.snowflake.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How much of the matrices runs: {@code mvn verify} a share, {@code mvn verify -Pkill-matrix} all; and what came out.
 */
public final class Matrix {

    private static final boolean FULL = "full".equals(System.getProperty("matrix"));

    private Matrix() {}

    public static boolean isFull() {
        return FULL;
    }

    /** Adds a line to {@code target/NAME.txt}, so that a long run can be followed, and counted afterwards. */
    public static synchronized void log(String name, String line) throws IOException {
        Path file = Path.of("target", name + ".txt");
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
