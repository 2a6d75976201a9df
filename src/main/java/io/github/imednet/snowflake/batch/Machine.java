package io.github.imednet.snowflake.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that this process is on, as it was started last: containers that share a kernel are on one machine. */
final class Machine {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Linux has another one for each start of each machine. Elsewhere all machines have the same one. */
    static final String ID = id();

    private Machine() {}

    private static String id() {
        try {
            return Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "machine";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
