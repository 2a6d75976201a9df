import io.github.imednet.snowflake.ImednetSnowflake;
import io.github.imednet.snowflake.SnowflakeExportSink;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;

/**
 * Exports a study, and writes a batch, in a Camel application that is there anyway. The settings are its property
 * placeholders, from application.properties or the environment:
 *
 * <pre>java -cp "target/imednet-snowflake.jar:target/lib/*" examples/java/ExportInCamel.java MY_STUDY</pre>
 */
public final class ExportInCamel {

    private ExportInCamel() {}

    public static void main(String[] arguments) throws Exception {
        Main application = new Main();
        application.start();
        try (SnowflakeExportSink sink = new SnowflakeExportSink(application.getCamelContext())) {
            long rows = ImednetSnowflake.export(arguments[0], application.getCamelContext()).rowsLoaded();
            System.out.println("Loaded " + rows + " rows");
            List<Map<String, Object>> records =
                    List.of(Map.of("studyKey", "NOTES", "recordId", 1, "recordStatus", "Final"));
            System.out.println("and of a batch " + sink.writeBatch(records, "notes/1"));
        } finally {
            application.stop();
        }
    }
}
