package io.github.imednet.snowflake.batch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and directories that no other user of the machine can read, where its file system knows of users. */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** Makes the directory and those above it, where they are missing. */
    public static Path directory(Path path) throws IOException {
        return Files.createDirectories(path, permissions("rwx------"));
    }

    public static FileAttribute<?>[] file() {
        return permissions("rw-------");
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
