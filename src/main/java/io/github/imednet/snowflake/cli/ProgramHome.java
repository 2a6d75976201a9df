package io.github.imednet.snowflake.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder that the program was unpacked into, which its start script names. */
final class ProgramHome {

    private ProgramHome() {}

    /**
     * @return a file or folder of the working directory or, if nothing there has this name, of the program's own folder
     */
    static Path find(Path path) {
        String home = System.getProperty("imednet.home");
        if (home == null || path.isAbsolute() || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return path;
        }
        Path ofProgram = Path.of(home).resolve(path);
        return Files.exists(ofProgram) ? ofProgram : path;
    }
}
