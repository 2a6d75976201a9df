import io.github.imednet.snowflake.ImednetSnowflake;
import io.github.imednet.snowflake.SnowflakeExportConfig;
import io.github.imednet.snowflake.run.ExportSummary;
import java.nio.file.Path;

/**
 * Exports a study by one call. Addresses, names and secrets come from the environment:
 *
 * <pre>java -cp "target/imednet-snowflake.jar:target/lib/*" examples/java/ExportStudy.java MY_STUDY</pre>
 */
public final class ExportStudy {

    private ExportStudy() {}

    public static void main(String[] arguments) {
        SnowflakeExportConfig config = SnowflakeExportConfig.builder()
                .account(System.getenv("SNOWFLAKE_ACCOUNT"))
                .url(System.getenv("SNOWFLAKE_URL")) // not set: the account's own
                .user(System.getenv("SNOWFLAKE_USER"))
                .password(System.getenv("SNOWFLAKE_PASSWORD"))
                .database("IMEDNET")
                .schema("PUBLIC")
                .warehouse("COMPUTE_WH")
                .stage("MY_STAGE")
                .table("RECORDS")
                .batchSize(1000)
                .manifestPath(Path.of("manifest.jsonl"))
                .imednetKeys(System.getenv("IMEDNET_API_KEY"), System.getenv("IMEDNET_SECURITY_KEY"))
                .extra("imednet.base-url", System.getenv("IMEDNET_BASE_URL")) // not set: iMednet's own
                .build();

        ExportSummary summary = ImednetSnowflake.export(arguments[0], config);

        System.out.println("Loaded " + summary.rowsLoaded() + " rows in " + summary.batches() + " batches, "
                + summary.rowsAlreadyLoaded() + " were there; see " + summary.manifest());
    }
}
