package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.SystemErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Opens Arrow files where the Arrow library is there, which is optional. */
final class ArrowFiles {

    private static final byte[] FEATHER_1 = {'F', 'E', 'A', '1'};

    private ArrowFiles() {}

    /**
     * @throws ExportConfigurationException if the library is not there, or the JVM does not let it work
     * @throws IngestException if the file is damaged, or of the format that Feather had before it became Arrow's
     */
    static RowSource open(Path file) throws IOException {
        requireArrow(file);
        try {
            return ArrowRows.open(file);
        } catch (NoClassDefFoundError | ExceptionInInitializerError e) {
            throw new ExportConfigurationException(
                    "Arrow files need org.apache.arrow:arrow-vector and arrow-memory-unsafe on the class path, and the"
                            + " JVM option --add-opens=java.base/java.nio=ALL-UNNAMED (bin/java.options has it)",
                    e);
        } catch (IngestException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new IngestException(
                    file.getFileName() + " is not a readable Arrow file: " + SystemErrors.reason(e), e);
        }
    }

    private static void requireArrow(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            if (Arrays.equals(bytes.readNBytes(FEATHER_1.length), FEATHER_1)) {
                throw new IngestException(file.getFileName() + " is in version 1 of Feather, which Arrow does not read"
                        + " any more: write it in version 2, or as Parquet");
            }
        }
    }
}
