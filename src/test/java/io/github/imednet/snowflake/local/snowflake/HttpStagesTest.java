package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import net.snowflake.client.api.connection.DownloadStreamConfig;
import net.snowflake.client.api.connection.SnowflakeConnection;
import net.snowflake.client.api.connection.UploadStreamConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way to a stage and back over HTTP, with the official driver. */
class HttpStagesTest {

    @TempDir
    private static Path directory;

    @TempDir
    private Path files;

    private static SnowflakeServer server;
    private static Connection connection;

    @BeforeAll
    static void start() throws Exception {
        server = SnowflakeServer.start(Settings.defaults(directory).withStagesOverHttp(true).withFaults(List.of(
                "status:code=403,on=PUT /stages/refused", "slow:millis=1,millis-per-mb=1,on=/stages/,times=always")));
        // After an error the driver sends a body that it has closed: it never succeeds, and waits longer each time.
        connection = Connections.open(server, Map.of("putGetMaxRetries", "1"));
        Connections.execute(connection, "create stage st");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    void filesAreSentLoadedAndFetched() throws Exception {
        ParquetFiles.numbered(files.resolve("one.parquet"), 0, 10);
        ParquetFiles.numbered(files.resolve("two three.parquet"), 10, 30);
        assertThat(put("*.parquet", "", "load")).containsExactly("UPLOADED", "UPLOADED");
        assertThat(Connections.column(connection, "list @st/load/", "name"))
                .containsExactly("st/load/one.parquet", "st/load/two three.parquet");
        Connections.execute(connection, "create or replace table t (v variant)");
        assertThat(Connections.column(
                        connection, "copy into t from @st/load/ file_format = (type = parquet)", "status"))
                .containsOnly("LOADED");
        Path target = Files.createDirectory(files.resolve("target"));
        Connections.execute(connection, "get @st/load/ file://" + target);
        assertThat(target.resolve("two three.parquet")).hasSameBinaryContentAs(files.resolve("two three.parquet"));
    }

    @Test
    void aStreamIsSentAndFetched() throws Exception {
        SnowflakeConnection snowflake = connection.unwrap(SnowflakeConnection.class);
        byte[] content = "content ".repeat(200_000).getBytes();
        snowflake.uploadStream("st", "streamed.bin", new ByteArrayInputStream(content),
                UploadStreamConfig.builder().setDestPrefix("s").setCompressData(false).build());
        assertThat(snowflake
                        .downloadStream(
                                "@st",
                                "s/streamed.bin",
                                DownloadStreamConfig.builder().build())
                        .readAllBytes())
                .isEqualTo(content);
    }

    @Test
    void aTransferThatIsRefusedFailsThePut() throws Exception {
        Files.writeString(files.resolve("refused.parquet"), "content");
        assertThatThrownBy(() -> put("refused.parquet", "")).isInstanceOf(SQLException.class);
        assertThat(Connections.column(connection, "list @st/p/refused", "name")).isEmpty();
        assertThat(put("refused.parquet", "")).containsExactly("UPLOADED");
    }

    @Test
    void anAddressThatIsNotSignedIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.uri() + "/stages/a?file=L2V0Yy9ob3N0cw&expires=9999999999" + "&signature=x"))
                .build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(403);
        assertThatThrownBy(() -> put("missing.parquet", "")).isInstanceOf(SQLException.class);
    }

    private List<String> put(String name, String options) throws SQLException {
        return put(name, options, "p");
    }

    private List<String> put(String name, String options, String prefix) throws SQLException {
        return Connections.column(
                connection,
                "put 'file://" + files.resolve(name) + "' @st/" + prefix + " auto_compress = false " + options,
                "status");
    }
}
