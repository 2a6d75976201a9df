package io.github.imednet.snowflake;

import io.github.imednet.snowflake.run.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * Writes batches of a program's own into a Snowflake table: each by way of a Parquet file, PUT and COPY, in one
 * transaction with its entry in the ledger, and each exactly once.
 *
 * <p>A batch's id is what it is known by. Written again with the same records it is not sent again, unless
 * {@code idempotent} is false; written again with others it replaces what it was; rows of other batches stay
 * as they are. What a batch contains is not checked, nor that a record is in one batch alone.
 *
 * <p>An export of a study as a whole takes over what batches brought of that study: records that the API has are then
 * in the table once, as the API has them, and others are gone. While one is under way, batches with records of that
 * study alone are refused, as it is while such a batch is written.
 *
 * <p>Several threads may write at the same time; those that write the same batch do so one after another.
 */
public final class SnowflakeExportSink implements AutoCloseable {

    private final PackedRoutes routes;
    private final Sink sink;
    private volatile boolean closed;

    /**
     * Logs in, makes stage, table and ledger where they are missing, and looks whether the table fits.
     *
     * @param config the keys of iMednet's API are not needed
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if any of this fails
     */
    public SnowflakeExportSink(SnowflakeExportConfig config) {
        this(PackedRoutes.start(config.settings()));
    }

    /**
     * The same in a Camel context that the program has, as for {@link ImednetSnowflake#export(String, CamelContext)}.
     *
     * @param context started; it goes on running when the sink is closed
     */
    public SnowflakeExportSink(CamelContext context) {
        this(PackedRoutes.in(context));
    }

    private SnowflakeExportSink(PackedRoutes routes) {
        this.routes = routes;
        try {
            this.sink = routes.request("direct:open-sink", null, Map.of(), Sink.class);
        } catch (RuntimeException e) {
            routes.close();
            throw e;
        }
    }

    /**
     * Writes one batch, and returns when its rows are in the table, or were there.
     *
     * @param records any of: maps with the API's names ({@code recordId}) or the columns' ({@code RECORD_ID}) as keys,
     *     objects that Jackson makes such JSON objects of, and Avro records of
     *     {@link io.github.imednet.snowflake.model.RecordColumn#schema()}. Fields that have no column, or a value that
     *     is none of its, are kept in _UNMAPPED_FIELDS. None at all is no batch: nothing is done
     * @param batchId any text, such as {@code MY_STUDY/FORM1/0}
     * @return rows that Snowflake said it loaded: all of the batch, or 0 if they were there before
     * @throws io.github.imednet.snowflake.run.ExportBatchException if the batch failed after all retries; nothing of it
     *     is in the table, or what was there of it before
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if another process writes the same batch
     *     or exports its study, the table does not fit any more, or Snowflake refuses the login
     * @throws IllegalArgumentException if the id is blank or no text, or a record is none
     * @throws IllegalStateException if the sink is closed
     */
    public long writeBatch(List<?> records, String batchId) {
        if (closed) {
            throw new IllegalStateException("The sink is closed: open another one");
        }
        Map<String, Object> headers = batchId == null ? Map.of("sink", sink) : Map.of("sink", sink, "batchId", batchId);
        return routes.request("direct:load-batch", new ArrayList<>(records), headers, Long.class);
    }

    /**
     * Waits for the batches that are being written, and gives back what the sink has; the second time it does
     * nothing.
     */
    @Override
    public void close() {
        closed = true;
        try (routes) {
            sink.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The sink's temporary files could not be removed: " + e.getMessage(), e);
        }
    }
}
