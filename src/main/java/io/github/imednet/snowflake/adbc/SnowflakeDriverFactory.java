package io.github.imednet.snowflake.adbc;

import org.apache.arrow.adbc.core.AdbcDriver;
import org.apache.arrow.adbc.drivermanager.AdbcDriverFactory;
import org.apache.arrow.memory.BufferAllocator;

/** Makes the driver for ADBC's driver manager, which knows it by the name of this class. */
public final class SnowflakeDriverFactory implements AdbcDriverFactory {

    @Override
    public AdbcDriver getDriver(BufferAllocator allocator) {
        return new SnowflakeDriver(allocator);
    }
}
