package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.model.StagedFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.file.root.RootedFileSystemProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a PUT sends, on file systems with hard links and without. */
class UploadDirectoryTest {

    private static final byte[] CONTENT = {'P', 'A', 'R', '1'};

    @TempDir
    private Path directory;

    private final UploadDirectory uploads = new UploadDirectory();

    @BeforeEach
    void stageFiles() throws IOException {
        Files.createDirectory(directory.resolve("work"));
        Files.write(directory.resolve(StagedFiles.name(0)), CONTENT);
        Files.write(directory.resolve(StagedFiles.name(1)), CONTENT);
    }

    @Test
    void filesAreHardLinksWhereThereAreSome() throws IOException {
        Path upload = uploads.fill(load(directory), directory.resolve("work"));

        Path entry = upload.resolve(StagedFiles.name(0));
        assertThat(entry).hasBinaryContent(CONTENT);
        assertThat(fileKey(entry)).isEqualTo(fileKey(directory.resolve(StagedFiles.name(0))));
    }

    @Test
    void theDriverNeedNotFindOutWhatTheFilesAre() throws IOException {
        Path upload = uploads.fill(load(directory), directory.resolve("work"));

        assertThat(uploads.put(load(directory), upload))
                .startsWith("PUT 'file://" + upload + "/*.parquet' ")
                .contains(" SOURCE_COMPRESSION = NONE ", " AUTO_COMPRESS = FALSE ");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void filesAreCopiesWhereAFileSystemRefusesHardLinks(Exception refusal) throws IOException {
        Path staging = new WithoutHardLinks(refusal, null).root(directory);

        Path upload = uploads.fill(load(staging), staging.resolve("work"));

        for (int batch : List.of(0, 1)) {
            assertThat(Files.readAllBytes(upload.resolve(StagedFiles.name(batch)))).isEqualTo(CONTENT);
        }
        uploads.remove(upload);
        assertThat(Files.exists(upload)).isFalse();
        assertThat(directory.resolve(StagedFiles.name(0))).as("the staging directory keeps its own").exists();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aCopyThatFailsIsToldWithItsReason(Exception refusal) throws IOException {
        IOException full = new FileSystemException(StagedFiles.name(0), null, "No space left on device");
        Path staging = new WithoutHardLinks(refusal, full).root(directory);

        assertThatThrownBy(() -> uploads.fill(load(staging), staging.resolve("work")))
                .isSameAs(full)
                .hasMessage(StagedFiles.name(0) + ": No space left on device")
                .hasSuppressedException(refusal);
    }

    static Stream<Exception> refusals() {
        return Stream.of(
                new UnsupportedOperationException(),
                new FileSystemException("a", "b", "Operation not permitted"),
                new FileSystemException("a", "b", "Invalid cross-device link"),
                new FileSystemException("a", "b", "Too many links"),
                new AccessDeniedException("a"));
    }

    private static Load load(Path staging) {
        return new Load(null, StagedFiles.FOLDER, Stream.of(0, 1).map(batch -> staged(staging, batch)).toList());
    }

    private static StagedFile staged(Path staging, int batch) {
        return new StagedFile(
                "S/records/" + batch,
                staging.resolve(StagedFiles.name(batch)),
                "ab",
                CONTENT.length,
                1,
                batch,
                batch + 1L,
                null);
    }

    private static Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** The default file system below a directory, but for hard links, and for copies where they are to fail. */
    private static final class WithoutHardLinks extends RootedFileSystemProvider {

        private final Exception refusal;
        private final IOException copyFailure;

        /** @param copyFailure null where copies are made */
        WithoutHardLinks(Exception refusal, IOException copyFailure) {
            this.refusal = refusal;
            this.copyFailure = copyFailure;
        }

        Path root(Path directory) throws IOException {
            return newFileSystem(directory, Map.of()).getPath("/");
        }

        @Override
        public void createLink(Path link, Path existing) throws IOException {
            if (refusal instanceof IOException failure) {
                throw failure;
            }
            throw (RuntimeException) refusal;
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) throws IOException {
            if (copyFailure != null) {
                throw copyFailure;
            }
            super.copy(source, target, options);
        }
    }
}
