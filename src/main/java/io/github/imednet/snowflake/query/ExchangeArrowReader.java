package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.QuerySettings;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens Arrow readers that live as long as an exchange. */
final class ExchangeArrowReader {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeArrowReader.class);

    private ExchangeArrowReader() {}

    /** Timestamps are in the unit that the settings have for Parquet. */
    static QueryArrowReader open(QueryRows rows, QuerySettings settings, Exchange exchange) {
        TimeUnit unit = settings.timestampUnit().equals("NANOS") ? TimeUnit.NANOSECOND : TimeUnit.MICROSECOND;
        BufferAllocator allocator = new RootAllocator();
        QueryArrowReader reader = new QueryArrowReader(rows, allocator, unit);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                close(reader, allocator);
            }
        });
        return reader;
    }

    private static void close(QueryArrowReader reader, BufferAllocator allocator) {
        try (allocator;
                reader) {
            LOG.trace("A result in Arrow of {} bytes is closed", reader.bytesRead());
        } catch (IOException | IllegalStateException e) {
            // Somebody holds vectors beyond the exchange: the memory stays theirs.
            LOG.warn("Vectors of a query's result are still in use: {}", e.getMessage());
        }
    }
}
