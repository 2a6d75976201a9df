package io.github.imednet.snowflake.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.warehouse.LoadReceipt;
import io.github.imednet.snowflake.warehouse.LoadReceipt.LoadedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The JSON-lines file with one line per loaded batch. */
public final class Manifest {

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    private final ObjectMapper json = new ObjectMapper();
    private final Path path;
    private final String stageFolder;

    public Manifest(ExportSettings settings) {
        String prefix = settings.stagePrefix();
        this.path = settings.manifestPath();
        this.stageFolder = '@' + settings.snowflake().stage() + '/' + (prefix.isEmpty() ? "" : prefix + '/');
    }

    public boolean isWanted() {
        return path != null;
    }

    public String directory() {
        return path.getParent().toString();
    }

    public String fileName() {
        return path.getFileName().toString();
    }

    /** A line for each batch; the first one starts anew where a crash has cut off the last line of the file. */
    public String lines(@Body LoadReceipt receipt, @ExchangeProperty("runId") String runId) throws IOException {
        StringBuilder lines = new StringBuilder(endsInsideLine() ? "\n" : "");
        for (LoadedFile loaded : receipt.files()) {
            lines.append(line(loaded, receipt.status(), runId));
        }
        return lines.toString();
    }

    private boolean endsInsideLine() throws IOException {
        if (Files.notExists(path) || Files.size(path) == 0) {
            return false;
        }
        try (SeekableByteChannel file = Files.newByteChannel(path)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            file.position(file.size() - 1).read(last);
            return last.get(0) != '\n';
        }
    }

    private String line(LoadedFile loaded, LoadReceipt.Status status, String runId) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("batch_id", loaded.file().batchId());
        line.put("stage_path", stageFolder + loaded.file().name());
        line.put("row_count", loaded.rows());
        line.put("loaded_at", ISO.format(loaded.loadedAt().atOffset(ZoneOffset.UTC)));
        line.put("sha256", loaded.file().sha256());
        line.put("bytes", loaded.file().bytes());
        line.put("run_id", runId);
        line.put("query_id", loaded.queryId());
        line.put("status", status);
        try {
            return json.writeValueAsString(line) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts and numbers cannot be written as JSON", e);
        }
    }
}
