package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** What a staged file's content and age are told by. */
final class Checksums {

    private static final int BUFFER = 1 << 16;

    private Checksums() {}

    static String md5(Path file) throws SqlFailure {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw Failures.internal("cannot read staged file " + file.getFileName(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Instant lastModified(Path file) throws SqlFailure {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw Failures.internal("cannot read staged file " + file.getFileName(), e);
        }
    }

    static long size(Path file) throws SqlFailure {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw Failures.internal("cannot read staged file " + file.getFileName(), e);
        }
    }
}
