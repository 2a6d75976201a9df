package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.storage.S3Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** External stages of the local Snowflake server, on a real S3 server, with the official driver. */
class ExternalStageTest {

    @TempDir
    private static Path directory;

    private static S3Server s3;
    private static SnowflakeServer server;

    @TempDir
    private Path files;

    private Connection connection;

    @BeforeAll
    static void start() throws Exception {
        s3 = new S3Server("bucket");
        server = SnowflakeServer.start(
                SnowflakeServer.Settings.defaults(directory.resolve("snowflake")).withS3Endpoint(s3.uri()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        s3.close();
    }

    @BeforeEach
    void connect() throws Exception {
        connection = Connections.open(server);
        Connections.execute(connection,
                "create or replace stage ext url = 's3://bucket/a/b/' storage_integration = s3_int",
                "create or replace table t (id number, name varchar, file varchar)",
                "remove @ext");
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void itIsDescribedAndShownWithItsUrl() throws Exception {
        assertThat(Connections.rows(connection, "describe stage ext"))
                .contains("STAGE_LOCATION|URL|String|[\"s3://bucket/a/b/\"]|");
        assertThat(Connections.column(connection, "show stages like 'EXT'", "url")).containsExactly("s3://bucket/a/b/");
        assertThat(Connections.column(connection, "show stages like 'EXT'", "type")).containsExactly("EXTERNAL");
        assertThat(Connections.column(connection, "show stages like 'EXT'", "storage_integration"))
                .containsExactly("S3_INT");
    }

    @Test
    void filesAreListedWithTheirUrlAndCopiedOnce() throws Exception {
        upload("a/b/p/one.parquet", ParquetFiles.numbered(files.resolve("one.parquet"), 0, 10));
        upload("a/other.parquet", ParquetFiles.numbered(files.resolve("other.parquet"), 0, 3));

        assertThat(Connections.column(connection, "list @ext", "name"))
                .containsExactly("s3://bucket/a/b/p/one.parquet");
        assertThat(copy()).containsExactly("s3://bucket/a/b/p/one.parquet");
        assertThat(Connections.rows(connection, "select count(*), min(file), max(file) from t"))
                .containsExactly("10|a/b/p/one.parquet|a/b/p/one.parquet");

        assertThat(copy()).containsExactly((String) null);
        assertThat(Connections.count(connection, "t")).isEqualTo(10);
    }

    @Test
    void aFileThatIsWrittenAnewIsReadAnewAndOneThatIsGoneIsGone() throws Exception {
        upload("a/b/one.parquet", ParquetFiles.numbered(files.resolve("one.parquet"), 0, 10));
        copy();
        upload("a/b/one.parquet", ParquetFiles.numbered(files.resolve("again.parquet"), 10, 12));

        assertThat(copy()).containsExactly("s3://bucket/a/b/one.parquet");
        assertThat(Connections.count(connection, "t")).isEqualTo(12);

        assertThat(Connections.column(connection, "remove @ext", "name"))
                .containsExactly("s3://bucket/a/b/one.parquet");
        assertThat(Connections.rows(connection, "list @ext")).isEmpty();
        assertThatThrownBy(() -> Connections.execute(
                        connection, "copy into t (id) from (select $1:id from @ext) files = ('one.parquet')"
                                + " file_format = (type = parquet)"))
                .hasMessageContaining("Remote file 's3://bucket/a/b/one.parquet' was not found");
    }

    @Test
    void purgeDeletesTheObject() throws Exception {
        upload("a/b/one.parquet", ParquetFiles.numbered(files.resolve("one.parquet"), 0, 10));

        Connections.execute(
                connection,
                "copy into t (id) from (select $1:id from @ext) file_format = (type = parquet) purge = true");

        assertThat(Connections.rows(connection, "list @ext")).isEmpty();
    }

    @Test
    void whatItCannotDoIsRefused() throws Exception {
        Path file = ParquetFiles.numbered(files.resolve("one.parquet"), 0, 10);

        assertThatThrownBy(() -> Connections.execute(connection, "put file://" + file + " @ext"))
                .hasMessageContaining("PUT and GET are not for external stages");
        assertThatThrownBy(() -> Connections.execute(connection, "create stage g url = 'gcs://bucket/'"))
                .hasMessageContaining("gcs://bucket/").hasMessageContaining("not supported");
        Connections.execute(connection, "create or replace stage nowhere url = 's3://no-such-bucket/'");
        assertThatThrownBy(() -> Connections.rows(connection, "list @nowhere"))
                .hasMessageContaining("Failure using stage area").hasMessageContaining("404");
    }

    @Test
    void withoutAStorageThereAreNoExternalStages(@TempDir Path other) throws Exception {
        try (SnowflakeServer without = SnowflakeServer.start(SnowflakeServer.Settings.defaults(other));
                Connection session = Connections.open(without)) {
            assertThatThrownBy(() -> Connections.execute(session, "create stage e url = 's3://bucket/'"))
                    .hasMessageContaining("--s3-endpoint");
        }
    }

    @Test
    void itIsThereAgainAfterARestart(@TempDir Path other) throws Exception {
        SnowflakeServer.Settings settings = SnowflakeServer.Settings.defaults(other).withS3Endpoint(s3.uri());
        upload("a/b/one.parquet", ParquetFiles.numbered(files.resolve("one.parquet"), 0, 10));
        try (SnowflakeServer first = SnowflakeServer.start(settings);
                Connection session = Connections.open(first)) {
            Connections.execute(session, "create stage kept url = 's3://bucket/a/'", "create stage internal");
        }
        try (SnowflakeServer second = SnowflakeServer.start(settings);
                Connection session = Connections.open(second)) {
            assertThat(Connections.column(session, "list @kept", "name"))
                    .containsExactly("s3://bucket/a/b/one.parquet");
            assertThat(Connections.rows(session, "list @internal")).isEmpty();
        }
    }

    private List<String> copy() throws Exception {
        String sql = "copy into t (id, name, file) from (select $1:id, $1:name, metadata$filename from @ext)"
                + " file_format = (type = parquet)";
        return Connections.rows(connection, sql).stream()
                .map(row -> row.startsWith("Copy executed") ? null : row.substring(0, row.indexOf('|')))
                .toList();
    }

    private static void upload(String key, Path file) throws Exception {
        HttpRequest put = HttpRequest.newBuilder(URI.create(s3.uri() + "/bucket/" + key))
                .PUT(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        assertThat(HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }
}
