package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import net.snowflake.client.api.connection.SnowflakeConnection;
import net.snowflake.client.api.connection.UploadStreamConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way to a stage and back, with the official driver. */
class SnowflakeTransferTest {

    @TempDir
    private static Path directory;

    @TempDir
    private Path files;

    private static SnowflakeServer server;
    private Connection connection;

    @BeforeAll
    static void start() throws IOException {
        server = SnowflakeServer.start(Settings.defaults(directory));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = Connections.open(server);
        Connections.execute(connection, "create or replace stage st");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void aNewFileIsUploaded() throws Exception {
        long before = server.statements(StatementType.PUT);
        assertThat(put(file("a.parquet", "content"), "")).containsExactly("UPLOADED");
        assertThat(server.statements(StatementType.PUT)).isEqualTo(before + 1);
        assertThat(Connections.rows(connection, "list @st").get(0)).startsWith("st/p/a.parquet|");
        assertThat(Connections.column(connection, "list @st/p", "size")).containsExactly("7");
    }

    @Test
    void aParquetFileKeepsItsName() throws Exception {
        Path file = ParquetFiles.numbered(files.resolve("named.parquet"), 0, 10);
        Connections.execute(connection, "put file://" + file + " @st");
        assertThat(Connections.column(connection, "list @st", "name")).containsExactly("st/named.parquet");
    }

    @Test
    void anotherFileIsCompressed() throws Exception {
        Connections.execute(connection, "put file://" + file("a.csv", "1,2\n") + " @st");
        assertThat(Connections.column(connection, "list @st", "name")).containsExactly("st/a.csv.gz");
    }

    @Test
    void aFileOfTheSameNameIsSkipped() throws Exception {
        put(file("a.parquet", "content"), "");
        assertThat(put(file("a.parquet", "other content"), "")).containsExactly("SKIPPED");
        assertThat(Connections.column(connection, "list @st", "size")).containsExactly("7");
    }

    @Test
    void overwriteReplacesTheFile() throws Exception {
        put(file("a.parquet", "content"), "");
        assertThat(put(file("a.parquet", "other content"), "overwrite = true")).containsExactly("UPLOADED");
        assertThat(Connections.column(connection, "list @st", "size")).containsExactly("13");
    }

    @Test
    void aWildcardUploadsAllFilesThatMatch() throws Exception {
        for (int number = 0; number < 5; number++) {
            file("batch-" + number + ".parquet", "content " + number);
        }
        file("other.parquet", "other");
        assertThat(put(files.resolve("batch-*.parquet"), "")).hasSize(5).containsOnly("UPLOADED");
        assertThat(Connections.column(connection, "list @st", "name")).hasSize(5).contains("st/p/batch-4.parquet");
    }

    @Test
    void aWildcardWithoutMatchUploadsNothing() throws Exception {
        assertThat(put(files.resolve("none-*.parquet"), "")).isEmpty();
    }

    @Test
    void aPathWithBlanksIsQuoted() throws Exception {
        Path file = file("a b.parquet", "content");
        Connections.execute(connection, "put 'file://" + file + "' '@st/x y' auto_compress = false");
        assertThat(Connections.column(connection, "list '@st/x y'", "name")).containsExactly("st/x y/a b.parquet");
    }

    @Test
    void aMissingFileIsAnError() {
        assertThatThrownBy(() -> put(files.resolve("missing.parquet"), ""))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(200008));
    }

    @Test
    void aMissingStageIsAnError() throws Exception {
        Path file = file("a.parquet", "content");
        assertThatThrownBy(() -> Connections.execute(connection, "put file://" + file + " @no_such_stage"))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(2003);
                    assertThat(e.getSQLState()).isEqualTo("02000");
                });
    }

    @Test
    void aStreamIsUploaded() throws Exception {
        connection.unwrap(SnowflakeConnection.class).uploadStream("st", "streamed.parquet",
                new ByteArrayInputStream("content".getBytes()),
                UploadStreamConfig.builder().setDestPrefix("p").setCompressData(false).build());
        assertThat(Connections.column(connection, "list @st", "name")).containsExactly("st/p/streamed.parquet");
        assertThat(Connections.column(connection, "list @st", "size")).containsExactly("7");
    }

    @Test
    void filesAreDownloaded() throws Exception {
        put(file("a.parquet", "content"), "");
        Path target = Files.createDirectory(files.resolve("target"));
        assertThat(Connections.column(connection, "get @st/p file://" + target, "status"))
                .containsExactly("DOWNLOADED");
        assertThat(target.resolve("a.parquet")).hasContent("content");
    }

    @Test
    void removedFilesAreGone() throws Exception {
        put(file("a.parquet", "content"), "");
        put(file("b.parquet", "content"), "");
        assertThat(Connections.rows(connection, "remove @st/p/a.parquet")).containsExactly("st/p/a.parquet|removed");
        assertThat(Connections.column(connection, "list @st", "name")).containsExactly("st/p/b.parquet");
    }

    @Test
    void aTemporaryStageBelongsToItsSession() throws Exception {
        Connections.execute(connection, "create temporary stage mine");
        Path file = file("a.parquet", "content");
        try (Connection other = Connections.open(server)) {
            assertThatThrownBy(() -> Connections.execute(other, "put file://" + file + " @mine"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(2003));
        }
    }

    @Test
    void anUploadInPlaceOfACountIsRefusedByTheDriverAfterTheUpload() throws Exception {
        Path file = file("a.parquet", "content");
        assertThatThrownBy(() -> Connections.update(connection, "put file://" + file + " @st"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(200042));
        assertThat(Connections.column(connection, "list @st", "name")).containsExactly("st/a.parquet");
    }

    private List<String> put(Path file, String options) throws SQLException {
        return Connections.column(connection,
                "put file://" + file + " @st/p auto_compress = false " + options, "status");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(files.resolve(name), content);
    }
}
