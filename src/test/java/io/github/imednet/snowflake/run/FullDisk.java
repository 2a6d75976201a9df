package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.CanonicalParquet;
import io.github.imednet.snowflake.batch.RecordBatch;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** In place of the step before a file is written: fails as a full disk would, as often as it is told to. */
public final class FullDisk {

    static final AtomicInteger FAILURES = new AtomicInteger();

    public byte[] canonical(@Body byte[] parquet, @ExchangeProperty("batch") RecordBatch batch)
            throws IOException {
        if (FAILURES.getAndDecrement() > 0) {
            throw new IOException("No space left on device");
        }
        return new CanonicalParquet().canonical(parquet, batch);
    }
}
