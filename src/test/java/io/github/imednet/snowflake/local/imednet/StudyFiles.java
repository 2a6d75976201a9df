package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes studies' folders for tests. */
final class StudyFiles {

    private final Path folder;

    /** A folder with the study {@code S} and no other entities. */
    StudyFiles(Path folder) throws IOException {
        this.folder = folder;
        lines("studies", "{\"studyKey\":\"S\",\"studyName\":\"Study\"}");
    }

    StudyFiles lines(String resource, String... entities) throws IOException {
        return text(resource, String.join("\n", entities) + "\n");
    }

    StudyFiles text(String resource, String text) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(resource + ".ndjson.gz"));
                OutputStream compressed = new GZIPOutputStream(file)) {
            compressed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    StudyData open() throws IOException {
        return StudyData.folder(folder);
    }
}
