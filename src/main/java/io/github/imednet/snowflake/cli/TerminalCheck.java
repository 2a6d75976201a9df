package io.github.imednet.snowflake.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether somebody sits at a terminal, whom one can ask and show progress. */
final class TerminalCheck {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private TerminalCheck() {}

    /** The terminal that standard input and standard output are, if they are one. */
    static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(console -> isTerminal(Console.class, console));
    }

    /** Whether standard error is a terminal too, as far as the system tells, and one that can move its cursor. */
    static boolean showsProgress() {
        return console().isPresent() && isTerminal(STANDARD_ERROR) && !"dumb".equals(System.getenv("TERM"));
    }

    /**
     * Up to Java 21 there is a console only where there is a terminal. Later there may be one all the same, which
     * tells.
     */
    static <T> boolean isTerminal(Class<T> type, T console) {
        try {
            return (boolean) type.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Java's console does not tell whether it is a terminal", e);
        }
    }

    /** @param stream a link to what is open, where the system has such links */
    private static boolean isTerminal(Path stream) {
        try {
            return !Files.isSymbolicLink(stream) || Files.readSymbolicLink(stream).startsWith("/dev");
        } catch (IOException e) {
            return false;
        }
    }
}
