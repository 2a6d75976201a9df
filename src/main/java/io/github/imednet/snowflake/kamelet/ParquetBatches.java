package io.github.imednet.snowflake.kamelet;

import io.github.imednet.snowflake.batch.BatchFile;
import io.github.imednet.snowflake.batch.CanonicalParquet;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.ingest.RowsFile;
import io.github.imednet.snowflake.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/** Makes Parquet files of a message's rows: of so many rows at a time as a batch has. */
@RouteBean
public final class ParquetBatches {

    private final KameletSettings parameters = new KameletSettings();
    @SuppressWarnings("NullAway.Init") // set by the kamelet, and by open
    private IngestSettings settings;
    private int batchSize;
    @SuppressWarnings("NullAway.Init")
    private String fileName;
    @SuppressWarnings("NullAway.Init")
    private String directory;

    /** The kamelet's parameters by the settings' keys, such as {@code ingest.compression}; to be filled. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    /** Rows of a file, 1 at least. */
    public void setBatchSize(int rows) {
        this.batchSize = rows;
    }

    /** What the files' names begin with. */
    public void setFileName(String start) {
        this.fileName = start;
    }

    /** Where the files are written; empty for nowhere. */
    public void setDirectory(String path) {
        this.directory = path;
    }

    /**
     * Checks the parameters.
     *
     * @throws ExportConfigurationException naming every bad one
     */
    public void open() {
        settings = IngestSettings.readForFiles(parameters);
        if (batchSize < 1) {
            throw new ExportConfigurationException(
                    List.of("batchSize is " + batchSize + ", not a whole number from 1"));
        }
    }

    /** The rows of the body, as many at a time as a batch has; the last one may be smaller. */
    public Iterator<?> batches(@Body Object body) throws IOException {
        return RowsFile.batches(body, batchSize);
    }

    /**
     * Writes a batch. The file is named by its content, in the header CamelFileName too; the header parquetRows has the
     * number of its rows.
     *
     * @return the file in the directory, or its bytes where there is none
     */
    public Object write(@Body Object rows, Exchange exchange) throws IOException {
        Path folder = directory.isBlank() ? null : Files.createDirectories(Path.of(directory));
        Path scratch = Files.createTempDirectory("imednet-parquet-");
        Path written = scratch.resolve("rows.parquet");
        try {
            long count = RowsFile.write(rows, settings, written);
            byte[] bytes = CanonicalParquet.inOrder(Files.readAllBytes(written));
            String name = BatchFile.name(fileName, Sha256.of(bytes));
            exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
            exchange.getMessage().setHeader("parquetRows", (int) count);
            return folder == null ? bytes : keep(bytes, folder, name);
        } finally {
            Files.deleteIfExists(written);
            Files.delete(scratch);
        }
    }

    /** Under its name a file is there only when it is whole. */
    private static Object keep(byte[] bytes, Path folder, String name) throws IOException {
        Path incomplete = Files.createTempFile(folder, ".incomplete-", "");
        try {
            Files.write(incomplete, bytes);
            return Files.move(incomplete, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING).toFile();
        } finally {
            Files.deleteIfExists(incomplete);
        }
    }
}
