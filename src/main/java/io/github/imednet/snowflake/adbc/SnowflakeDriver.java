package io.github.imednet.snowflake.adbc;

import java.util.Map;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcDriver;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.memory.BufferAllocator;

/** An ADBC driver for Snowflake: {@code docs/adbc.md} lists its options. */
public final class SnowflakeDriver implements AdbcDriver {

    private final BufferAllocator allocator;

    /** @param allocator of all results */
    public SnowflakeDriver(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /** @throws AdbcException NOT_IMPLEMENTED for an option that there is none of, INVALID_ARGUMENT for a bad value */
    @Override
    public AdbcDatabase open(Map<String, Object> parameters) throws AdbcException {
        return SnowflakeDatabase.open(allocator, parameters);
    }
}
