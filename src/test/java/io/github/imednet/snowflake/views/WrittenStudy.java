package io.github.imednet.snowflake.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A study of a test's own, as a folder that the local iMednet server serves. */
final class WrittenStudy {

    static final String KEY = "WRITTEN";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String key;
    private final List<String> forms = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private final Map<String, Long> formIds = new LinkedHashMap<>();

    WrittenStudy() {
        this(KEY);
    }

    WrittenStudy(String key) {
        this.key = key;
    }

    WrittenStudy form(String formKey, String name) {
        formIds.put(formKey, 100L + forms.size());
        forms.add(json("studyKey", key, "formId", formIds.get(formKey), "formKey", formKey, "formName", name));
        return this;
    }

    WrittenStudy variable(String form, String name, String type, String label) {
        long id = 1_000L + variables.size();
        variables.add(json("studyKey", key, "variableId", id, "variableType", type, "variableName", name, "sequence",
                variables.size(), "formId", formIds.get(form), "formKey", form, "label", label, "deleted", false));
        return this;
    }

    /** @param data the JSON of {@code recordData} */
    WrittenStudy record(String form, String data) {
        return record(form, data, false);
    }

    WrittenStudy record(String form, String data, boolean deleted) {
        String record = json("studyKey", KEY, "recordId", 1L + records.size(), "formId", formIds.get(form),
                "formKey", form, "recordType", "SUBJECT", "recordStatus", "Record Complete", "deleted", deleted,
                "dateCreated", "2024-01-01 00:00:00", "dateModified", "2024-01-01 00:00:00");
        records.add(record.substring(0, record.length() - 1) + ",\"recordData\":" + data + "}");
        return this;
    }

    /** Writes the lists into the folder, which is made. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder, "studies", List.of(json("studyKey", key, "studyId", 1, "studyName", "Written")));
        write(folder, "forms", forms);
        write(folder, "variables", variables);
        write(folder, "records", records);
        return folder;
    }

    private static void write(Path folder, String list, List<String> lines) throws IOException {
        StudyFiles.write(folder.resolve(list + ".ndjson.gz"), String.join("\n", lines) + "\n");
    }

    private static String json(Object... namesAndValues) {
        Map<String, Object> entity = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            entity.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        try {
            return JSON.writeValueAsString(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
