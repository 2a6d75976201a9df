package io.github.imednet.snowflake.journal;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.load.LoadReceipt;
import io.github.imednet.snowflake.load.LoadReceipt.LoadedFile;
import io.github.imednet.snowflake.load.LockHolder;
import io.github.imednet.snowflake.load.TableRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The JSON-lines file with one line per loaded batch, each chained to the one before it. */
@RouteBean
public final class Manifest {

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    private final Path path;
    private final String stageFolder;
    private final ExportSettings settings;

    public Manifest(ExportSettings settings) {
        String prefix = settings.get(ExportKeys.STAGE_PREFIX);
        this.path = settings.get(ExportKeys.MANIFEST_PATH);
        this.settings = settings;
        this.stageFolder = '@' + settings.get(SnowflakeKeys.STAGE) + '/' + (prefix.isEmpty() ? "" : prefix + '/');
    }

    public boolean isWanted() {
        return path != null;
    }

    public String directory() {
        return Objects.requireNonNull(path.getParent()).toString();
    }

    public String fileName() {
        return path.getFileName().toString();
    }

    /** A line for each batch, to be appended to the file as it is now. */
    public String lines(
            @Body LoadReceipt receipt,
            @ExchangeProperty("run") LockHolder run,
            @ExchangeProperty("passOverAll") int pass)
            throws IOException {
        HashChain chain = HashChain.after(path);
        StringBuilder lines = new StringBuilder();
        for (LoadedFile loaded : receipt.files()) {
            lines.append(chain.next(fields(loaded, receipt.status(), run, pass)));
        }
        return lines.toString();
    }

    private Map<String, Object> fields(LoadedFile loaded, LoadReceipt.Status status, LockHolder run, int pass) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("batch_id", loaded.file().batchId());
        line.put("stage_path", stageFolder + loaded.file().name());
        line.put("row_count", loaded.rows());
        line.put("loaded_at", ISO.format(loaded.loadedAt().atOffset(ZoneOffset.UTC)));
        line.put("sha256", loaded.file().sha256());
        line.put("bytes", loaded.file().bytes());
        line.put("run_id", run.id());
        line.put("query_id", loaded.queryId());
        line.put("status", status);
        if (run.claim().resource() != ImednetResource.RECORDS) {
            line.put("list", run.claim().resource().path());
        }
        if (pass > 1) {
            line.put("pass", pass);
        }
        if (run instanceof TableRun ofTable && ofTable.isReplay()) {
            line.put("replay", true);
        }
        String selection = selectionOf(run);
        if (!selection.isEmpty()) {
            line.put("selection", selection);
        }
        return line;
    }

    private String selectionOf(LockHolder run) {
        String ofRun = run instanceof TableRun ofTable ? ofTable.selection() : null;
        return ofRun == null ? settings.of(run.claim().resource()).selection().text() : ofRun;
    }
}
