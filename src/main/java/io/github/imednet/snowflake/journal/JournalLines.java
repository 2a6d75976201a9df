package io.github.imednet.snowflake.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.model.StagedFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How pages, files and processes stand in a journal. */
public final class JournalLines {

    private JournalLines() {}

    public static Map<String, Object> begin(String runId, String studyKey, ExportSettings settings, RunOwner owner) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run_id", runId);
        fields.put("study_key", studyKey);
        fields.put("versions", RunVersions.current());
        fields.put("settings", settings.recorded());
        fields.putAll(of(owner));
        return fields;
    }

    public static Map<String, Object> of(RunOwner owner) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", owner.host());
        fields.put("process", owner.process());
        return fields;
    }

    static RunOwner owner(JsonNode event) {
        return new RunOwner(event.path("host").asText(), event.path("process").asLong());
    }

    public static Map<String, Object> of(ReadPage page, long total, Instant since) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("page", page.page());
        fields.put("total", total);
        fields.put("since", since.toString());
        fields.put("records", page.records());
        fields.put("kept", page.kept());
        fields.put("before", page.before());
        fields.put("first_id", page.firstId());
        fields.put("last_id", page.lastId());
        return fields;
    }

    static ReadPage page(JsonNode event) {
        return new ReadPage(
                event.path("page").asInt(),
                event.path("records").asInt(),
                event.path("kept").asInt(),
                event.path("before").asLong(),
                event.path("first_id").asLong(),
                event.path("last_id").asLong());
    }

    public static Map<String, Object> of(StagedFile file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("batch_id", file.batchId());
        fields.put("path", file.path().toString());
        fields.put("sha256", file.sha256());
        fields.put("bytes", file.bytes());
        fields.put("rows", file.rows());
        fields.put("after_id", file.afterId());
        fields.put("last_id", file.lastId());
        fields.put("unmapped_id", file.unmappedId());
        return fields;
    }

    static StagedFile file(JsonNode event) {
        return new StagedFile(
                event.path("batch_id").asText(),
                Path.of(event.path("path").asText()),
                event.path("sha256").asText(),
                event.path("bytes").asLong(),
                event.path("rows").asLong(),
                event.path("after_id").asLong(),
                event.path("last_id").asLong(),
                event.path("unmapped_id").isNull() ? null : event.path("unmapped_id").asLong());
    }
}
