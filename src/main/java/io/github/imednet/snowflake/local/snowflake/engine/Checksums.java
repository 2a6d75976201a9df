package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a staged file's content and age are told by. A file's checksum is remembered for as long as it is unchanged. */
final class Checksums {

    private static final int BUFFER = 1 << 16;
    private static final int MOST_REMEMBERED = 10_000;

    /** A file written later than this before it is read might be written again within the same tick of its clock. */
    private static final long SETTLED_MILLIS = 2_000;

    private record Version(Path file, long size, FileTime modified, Object key) {}

    private final Map<Version, String> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    String md5(Path file) throws SqlFailure {
        Version version = version(file);
        synchronized (remembered) {
            if (remembered.containsKey(version)) {
                return remembered.get(version);
            }
        }
        boolean settled = version.modified.toMillis() < System.currentTimeMillis() - SETTLED_MILLIS;
        String checksum = compute(file);
        if (settled) {
            synchronized (remembered) {
                remembered.put(version, checksum);
            }
        }
        return checksum;
    }

    private static Version version(Path file) throws SqlFailure {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static String compute(Path file) throws SqlFailure {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Instant lastModified(Path file) throws SqlFailure {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static long size(Path file) throws SqlFailure {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static SqlFailure unreadable(Path file, IOException cause) {
        return Failures.internal("cannot read staged file " + file.getFileName(), cause);
    }
}
