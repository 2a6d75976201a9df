package io.github.imednet.snowflake.kamelet;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.ManifestFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Makes a manifest's line of each message. */
@RouteBean
public final class ManifestSink {

    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {};

    private final ObjectMapper json = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    @SuppressWarnings("NullAway.Init") // set by the kamelet, and by open
    private String path;
    @SuppressWarnings("NullAway.Init")
    private ManifestFile manifest;

    public void setPath(String file) {
        this.path = file;
    }

    /** @throws ExportConfigurationException if the path cannot be that of a file */
    public void open() {
        try {
            manifest = new ManifestFile(Path.of(path));
        } catch (InvalidPathException e) {
            throw new ExportConfigurationException(List.of("path is invalid: " + e.getReason()));
        }
    }

    /**
     * Appends a line, with the time in {@code loaded_at} unless that is given.
     *
     * @param body a map with the line's fields, or an object that Jackson makes such a map of, as an IngestSummary
     * @param batchId becomes {@code batch_id} where the body has none; or null
     */
    public void append(@Body Object body, @Header("batchId") String batchId) throws IOException {
        Map<String, Object> line = fields(body);
        if (batchId != null) {
            line.putIfAbsent("batch_id", batchId);
        }
        line.putIfAbsent("loaded_at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        manifest.append(line);
    }

    private Map<String, Object> fields(Object body) {
        try {
            return json.convertValue(body, FIELDS);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The message holds " + body.getClass().getName() + ": it should hold a"
                    + " map with the fields of a manifest's line, or an object that can be one");
        }
    }
}
