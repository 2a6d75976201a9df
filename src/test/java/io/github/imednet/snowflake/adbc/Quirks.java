package io.github.imednet.snowflake.adbc;

import java.util.Locale;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.driver.testsuite.SqlValidationQuirks;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.TimeUnit;

/**
 * What is Snowflake's own about names and types. Numbers come without high precision, for the suites know whole numbers
 * alone.
 */
final class Quirks extends SqlValidationQuirks {

    private final LocalDatabase snowflake;

    Quirks(LocalDatabase snowflake) {
        this.snowflake = snowflake;
    }

    @Override
    public AdbcDatabase initDatabase(BufferAllocator allocator) throws AdbcException {
        return snowflake.open(allocator, "adbc.snowflake.sql.client_option.use_high_precision", "false");
    }

    @Override
    public void cleanupTable(String name) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                AdbcDatabase database = initDatabase(allocator);
                AdbcConnection connection = database.connect()) {
            LocalDatabase.execute(connection, "DROP TABLE IF EXISTS \"" + name + '"', "DROP TABLE IF EXISTS " + name);
        }
    }

    @Override
    public String defaultCatalog() {
        return "IMEDNET";
    }

    @Override
    public String defaultDbSchema() {
        return "PUBLIC";
    }

    @Override
    public boolean supportsCurrentCatalog() {
        return true;
    }

    @Override
    public String caseFoldTableName(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    public String caseFoldColumnName(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    public TimeUnit defaultTimeUnit() {
        return TimeUnit.NANOSECOND;
    }

    @Override
    public TimeUnit defaultTimestampUnit() {
        return TimeUnit.NANOSECOND;
    }
}
