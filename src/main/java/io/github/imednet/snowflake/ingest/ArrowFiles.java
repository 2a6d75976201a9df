package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens Arrow files where the Arrow library is there, which is optional. */
final class ArrowFiles {

    private ArrowFiles() {}

    /** @throws ExportConfigurationException if the library is not there, or the JVM does not let it work */
    static RowSource open(Path file) throws IOException {
        try {
            return ArrowRows.open(file);
        } catch (NoClassDefFoundError | ExceptionInInitializerError e) {
            throw new ExportConfigurationException(
                    "Arrow files need org.apache.arrow:arrow-vector and arrow-memory-unsafe on the class path, and the"
                            + " JVM option --add-opens=java.base/java.nio=ALL-UNNAMED (bin/java.options has it)",
                    e);
        }
    }
}
