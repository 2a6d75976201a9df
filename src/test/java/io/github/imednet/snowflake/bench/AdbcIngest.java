package io.github.imednet.snowflake.bench;

import com.sun.management.OperatingSystemMXBean;
import io.github.imednet.snowflake.adbc.SnowflakeDriver;
import io.github.imednet.snowflake.adbc.SnowflakeStatement;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.BulkIngestMode;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** Ingests an Arrow stream with the ADBC driver for Java: URI FILE TABLE. Prints rows, seconds and CPU seconds. */
public final class AdbcIngest {

    private AdbcIngest() {}

    public static void main(String[] arguments) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (BufferAllocator allocator = new RootAllocator();
                AdbcDatabase database = new SnowflakeDriver(allocator).open(Map.of("uri", arguments[0]));
                AdbcConnection connection = database.connect();
                SnowflakeStatement ingest =
                        (SnowflakeStatement) connection.bulkIngest(arguments[2], BulkIngestMode.CREATE);
                FileChannel file = FileChannel.open(Path.of(arguments[1]))) {
            long cpu = system.getProcessCpuTime();
            long begun = System.nanoTime();
            ingest.bind(new ArrowStreamReader(file, allocator));
            long rows = ingest.executeUpdate().getAffectedRows();
            System.out.println(rows + " " + (System.nanoTime() - begun) / 1e9 + " "
                    + (system.getProcessCpuTime() - cpu) / 1e9);
        }
    }
}
