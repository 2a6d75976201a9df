package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A COPY that fails leaves neither rows nor history, and names the file. */
class CopyErrorsTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void tableAndStage() throws Exception {
        client = ENGINE.client();
        client.run("CREATE STAGE ST");
        client.run("CREATE TABLE T (ID NUMBER(38,0) NOT NULL, AT TIMESTAMP_NTZ, B BOOLEAN, V VARIANT, SHORT"
                + " VARCHAR(3))");
        stage("good", "1", "2024-01-01", "true", "{}", "abc");
    }

    @Test
    void aTextThatIsNoNumberFails() throws Exception {
        stage("bad", "abc", "2024-01-01", "true", "{}", "abc");
        assertFails("100038/22018", "Numeric value 'abc' is not recognized");
    }

    @Test
    void aTextThatIsNoTimestampFails() throws Exception {
        stage("bad", "2", "yesterday", "true", "{}", "abc");
        assertFails("100035/22007", "Timestamp 'yesterday' is not recognized");
    }

    @Test
    void aTextThatIsNoBooleanFails() throws Exception {
        stage("bad", "2", "2024-01-01", "perhaps", "{}", "abc");
        assertFails("100037/22018", "Boolean value 'perhaps' is not recognized");
    }

    @Test
    void invalidJsonFails() throws Exception {
        stage("bad", "2", "2024-01-01", "true", "{\"a\": }", "abc");
        assertFails("100069/22P02", "Error parsing JSON");
    }

    @Test
    void aNullInANotNullColumnFails() throws Exception {
        ENGINE.stage("@ST/p/", "bad.parquet", "SELECT NULL::VARCHAR id, '2024-01-01' AS \"at\", 'true' b, '{}' v,"
                + " 'abc' s");
        assertThat(client.failure(copy())).isEqualTo("100072/22000");
        assertNothingLoaded();
    }

    @Test
    void aTextThatIsTooLongFails() throws Exception {
        stage("bad", "2", "2024-01-01", "true", "{}", "abcd");
        assertThat(client.failure(copy())).isEqualTo("100078/22000");
        assertNothingLoaded();
    }

    @Test
    void aTruncatedFileFails() throws Exception {
        Path file = stage("bad", "2", "2024-01-01", "true", "{}", "abc");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertFails("100152/22000", "Parquet magic bytes not found in footer");
    }

    @Test
    void aFileThatIsNotParquetFails() throws Exception {
        Files.writeString(ENGINE.stageDirectory("@ST/p/").resolve("bad.parquet"), "not parquet, but long enough");
        assertFails("100152/22000", "Parquet magic bytes not found in footer");
    }

    @Test
    void anEmptyFileFails() throws Exception {
        Files.createFile(ENGINE.stageDirectory("@ST/p/").resolve("bad.parquet"));
        assertFails("100152/22000", "Parquet file size is 0 bytes");
    }

    @Test
    void aFileOfDamagedContentFails() throws Exception {
        Path file = stage("bad", "2", "2024-01-01", "true", "{}", "abc");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length - 200, bytes.length - 8, (byte) 0x5a);
        Files.write(file, bytes);
        assertThat(client.fail(copy()).code()).isEqualTo("100152");
        assertNothingLoaded();
    }

    @Test
    void aTextThatIsNotUtf8Fails() throws Exception {
        Path file = stage("bad", "2", "2024-01-01", "true", "{}", "q~q");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 1; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '~' && bytes[i - 1] == 'q' ? (byte) 0xff : bytes[i];
        }
        Files.write(file, bytes);
        assertFails("100144/22000", "Invalid UTF-8 in a text of a Parquet file");
    }

    @Test
    void theCorrectedFileLoadsAfterwards() throws Exception {
        stage("bad", "abc", "2024-01-01", "true", "{}", "abc");
        client.fail(copy());
        stage("bad", "2", "2024-01-01", "true", "{}", "abc");
        assertThat(client.column("rows_loaded", copy())).containsExactly("1", "1");
    }

    private void assertFails(String failure, String message) throws SqlFailure {
        SqlFailure failed = client.fail(copy());
        assertThat(failed.code() + "/" + failed.sqlState()).isEqualTo(failure);
        assertThat(failed.getMessage()).contains(message, "'st/p/bad.parquet'");
        assertNothingLoaded();
    }

    private void assertNothingLoaded() throws SqlFailure {
        assertThat(client.value("SELECT COUNT(*) FROM T")).isEqualTo("0");
        assertThat(client.column("rows_loaded", copy() + " FILES = ('good.parquet')")).containsExactly("1");
    }

    private static Path stage(String name, String id, String at, String bool, String json, String text)
            throws Exception {
        return ENGINE.stage("@ST/p/", name + ".parquet", "SELECT '" + id + "' id, '" + at + "' AS \"at\", '" + bool
                + "' b, '"
                + json + "' v, '" + text + "' s");
    }

    private static String copy() {
        return "COPY INTO T FROM (SELECT $1:id::NUMBER(38,0), $1:at::TIMESTAMP_NTZ, $1:b::BOOLEAN,"
                + " PARSE_JSON($1:v::VARCHAR), $1:s::VARCHAR FROM @ST/p/) FILE_FORMAT = (TYPE = PARQUET)";
    }
}
