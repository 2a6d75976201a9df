package io.github.imednet.snowflake.bench;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A folder for the local iMednet server with studies of as many records each, kept in {@code target}. */
final class StudiesData {

    private StudiesData() {}

    static Path of(List<String> studies, int records) throws IOException {
        Path folder = Path.of("target", "studies-" + studies.size() + "x" + records).toAbsolutePath();
        Path all = folder.resolve("records.ndjson.gz");
        if (Files.notExists(all)) {
            Files.createDirectories(folder);
            write(folder.resolve("studies.ndjson.gz"), writer -> {
                for (int study = 0; study < studies.size(); study++) {
                    writer.write("{\"studyKey\":\"%s\",\"studyId\":%d}%n".formatted(studies.get(study), study + 1));
                }
            });
            Path part = folder.resolve("records.part");
            write(part, writer -> {
                for (int study = 0; study < studies.size(); study++) {
                    for (int record = 0; record < records; record++) {
                        writer.write(record(studies.get(study), study * records + record + 1, record));
                    }
                }
            });
            Files.move(part, all, StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
    }

    private static String record(String study, int id, int number) {
        return """
                {"studyKey":"%s","intervalId":%d,"formId":%d,"formKey":"AE","siteId":%d,"recordId":%d,\
                "recordOid":"REC-%5$d","recordType":"SUBJECT","recordStatus":"Record Complete","deleted":false,\
                "dateCreated":"2024-01-01 10:00:00","dateModified":"2024-02-%02d 10:00:00","subjectId":%d,\
                "subjectOid":"OID-%7$d","subjectKey":"%7$d","visitId":%d,"parentRecordId":0,"keywords":[],\
                "recordData":{"AETERM":"Headache %d","AESTDTC":"2024-01-01","AESEV":"MILD","AEREL":"NO","dose":%d.5}}
                """
                .formatted(
                        study,
                        number % 9,
                        number % 40,
                        number % 12,
                        id,
                        number % 28 + 1,
                        number % 300,
                        number % 7,
                        number,
                        number % 100);
    }

    private interface Lines {

        void write(Writer writer) throws IOException;
    }

    private static void write(Path file, Lines lines) throws IOException {
        try (Writer writer = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            lines.write(writer);
        }
    }
}
