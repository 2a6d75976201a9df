package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings the files of external stages to the stages' directories, so that statements find them as those of any other.
 * Each statement that names such a stage looks at the bucket anew; what has not changed is not fetched again.
 */
final class ExternalStages {

    private final S3Client s3;
    private final Map<Path, String> etags = new ConcurrentHashMap<>();

    /** @param endpoint of an S3 storage, or null: then there are no external stages */
    ExternalStages(URI endpoint) {
        this.s3 = endpoint == null ? null : new S3Client(endpoint);
    }

    /** @throws SqlFailure if the server knows no S3 storage */
    void require() throws SqlFailure {
        if (s3 == null) {
            throw Failures.unsupported("An external stage without the option --s3-endpoint");
        }
    }

    /**
     * Makes the stage's directory what the bucket is, below a prefix. Does nothing for an internal stage.
     *
     * @throws SqlFailure if the storage cannot be read
     */
    synchronized void refresh(Stage stage, String prefix) throws SqlFailure {
        ExternalLocation location = stage.external();
        if (location == null) {
            return;
        }
        require();
        try {
            List<S3Client.S3Object> objects = s3.list(location.bucket(), location.path() + prefix);
            Set<Path> present = new HashSet<>();
            for (S3Client.S3Object object : objects) {
                String path = object.key().substring(location.path().length());
                if (!path.isEmpty() && !path.endsWith("/")) {
                    Path file = stage.file(StageReference.checkPath(path)).file();
                    present.add(file);
                    fetch(location, object, file);
                }
            }
            for (Stage.StagedFile known : stage.files(prefix)) {
                if (!present.contains(known.file())) {
                    forget(known.file());
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void fetch(ExternalLocation location, S3Client.S3Object object, Path file) throws IOException {
        if (object.etag().equals(etags.get(file)) && Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), ".part-", "");
        try {
            s3.download(location.bucket(), object.key(), part);
            Files.setLastModifiedTime(part, FileTime.from(object.modified()));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            etags.put(file, object.etag());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes a file of a stage, and of an external one its object. */
    synchronized void delete(Stage stage, Stage.StagedFile file) throws IOException {
        if (stage.external() != null) {
            s3.delete(stage.external().bucket(), stage.external().path() + file.path());
        }
        forget(file.file());
    }

    private void forget(Path file) throws IOException {
        Files.deleteIfExists(file);
        etags.remove(file);
    }

    private static SqlFailure failure(IOException cause) {
        return new SqlFailure(
                "091003", "XX000", "Failure using stage area. Cause: [" + cause.getMessage() + "]", cause);
    }
}
