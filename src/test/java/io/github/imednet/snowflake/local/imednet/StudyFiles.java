package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes studies' folders for tests. */
public final class StudyFiles {

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
        write(folder.resolve(resource + ".ndjson.gz"), text);
        return this;
    }

    /** Writes a list's file: a JSON object in each line. */
    public static void write(Path file, CharSequence lines) throws IOException {
        try (OutputStream compressed = new GZIPOutputStream(Files.newOutputStream(file))) {
            compressed.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    StudyData open() throws IOException {
        return StudyData.folder(folder);
    }
}
