import io.github.imednet.snowflake.SnowflakeExportConfig;
import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.run.ExportBatchException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes batches of its own, each exactly once. Names and secrets come from the environment:
 *
 * <pre>java -cp "target/imednet-snowflake.jar:target/lib/*" examples/java/WriteBatches.java MY_STUDY</pre>
 */
public final class WriteBatches {

    private WriteBatches() {}

    /** A record as a type: Jackson makes a JSON object of it, with the API's names. */
    public record Visit(
            String studyKey, long recordId, String formKey, Instant dateCreated, Map<String, Object> recordData) {}

    public static void main(String[] arguments) {
        String study = arguments[0];
        SnowflakeExportConfig config = SnowflakeExportConfig.builder()
                .account(System.getenv("SNOWFLAKE_ACCOUNT"))
                .url(System.getenv("SNOWFLAKE_URL")) // not set: the account's own
                .user(System.getenv("SNOWFLAKE_USER"))
                .password(System.getenv("SNOWFLAKE_PASSWORD"))
                .database("IMEDNET")
                .warehouse("COMPUTE_WH")
                .stage("MY_STAGE")
                .table("VISITS")
                .stagePrefix("imednet/" + study)
                .maxRetries(5)
                .build();
        List<Visit> visits = List.of(
                new Visit(study, 1, "VISIT", Instant.parse("2026-01-15T12:00:00Z"), Map.of("PULSE", 61)),
                new Visit(study, 2, "VISIT", Instant.parse("2026-01-15T12:30:00Z"), Map.of("PULSE", 72)));
        List<Map<String, Object>> maps = List.of(
                Map.of("STUDY_KEY", study, "RECORD_ID", 3, "RECORD_DATA", Map.of("PULSE", 58), "DEVICE", "cuff 7"));

        try (SnowflakeExportSink sink = new SnowflakeExportSink(config)) {
            System.out.println("batch 0: " + sink.writeBatch(visits, study + "/VISIT/0") + " rows");
            System.out.println("batch 1: " + sink.writeBatch(maps, study + "/VISIT/1") + " rows");
            System.out.println("batch 0 again: " + sink.writeBatch(visits, study + "/VISIT/0") + " rows");
        } catch (ExportBatchException e) {
            System.err.println(e.getMessage()); // names the batch, the attempts and the last cause
            System.exit(3);
        }
    }
}
