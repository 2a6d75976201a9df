package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of COPY and of its file formats, as the official driver sends them. */
class CopyOptionsTest {

    @TempDir
    private static Path directory;

    @TempDir
    private Path files;

    private static SnowflakeServer server;
    private Connection connection;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = SnowflakeServer.start(Settings.defaults(directory));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void tableAndStage() throws SQLException {
        connection = Connections.open(server);
        Connections.execute(
                connection, "CREATE OR REPLACE STAGE ST", "CREATE OR REPLACE TABLE T (A VARCHAR, B VARCHAR)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void aBackslashTakesADelimiterForTextInAFieldThatIsNotEnclosed() throws Exception {
        put("a.csv", "a\\,b,c\\\\d\n\\N,line\\\nend\n\"x\\y\",\\\"z\n");
        assertThat(loaded("FIELD_OPTIONALLY_ENCLOSED_BY = '\"'"))
                .containsExactly("a,b|c\\d", "null|line\nend", "x\\y|\"z");

        put("b.csv", "\"a\\\"b\",c\\,d\n");
        assertThat(loaded("FIELD_OPTIONALLY_ENCLOSED_BY = '\"' ESCAPE = '\\\\'")).containsExactly("a\"b|c,d");
        put("c.csv", "a,b\\");
        assertFails("", "ends with an escape character in line 1");
        assertThat(loaded("NULL_IF = ('b\\\\')")).containsExactly("a|null");
        put("c.csv", "C:\\temp,x\n");
        assertFails("", "ESCAPE_UNENCLOSED_FIELD = NONE", "is not supported by the local Snowflake server");
        assertThat(loaded("ESCAPE_UNENCLOSED_FIELD = NONE")).containsExactly("C:\\temp|x");
    }

    @Test
    void invalidTextFailsUnlessItIsReplaced() throws Exception {
        put(
                "a.csv",
                "Gr\u00fc\u00df,1\nM".getBytes(StandardCharsets.UTF_8),
                bytes(0xfc),
                "ller,\ud83d\ude00".getBytes(StandardCharsets.UTF_8),
                bytes(0xe2, 0x82),
                ",\n".getBytes(StandardCharsets.UTF_8));
        assertFails("ERROR_ON_COLUMN_COUNT_MISMATCH = FALSE", "Invalid UTF-8 detected in line 2", "st/a.csv");
        assertThat(loaded("ERROR_ON_COLUMN_COUNT_MISMATCH = FALSE REPLACE_INVALID_CHARACTERS = TRUE"))
                .containsExactly("Gr\u00fc\u00df|1", "M\ufffdller|\ud83d\ude00\ufffd");
        assertNoCopyIsLeft();

        Connections.execute(connection, "CREATE OR REPLACE TABLE V (D VARIANT)");
        put(
                "a.json",
                "{\"a\": \"M".getBytes(StandardCharsets.UTF_8),
                bytes(0xfc),
                "ller\"}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Connections.update(connection, "COPY INTO V FROM @ST FILE_FORMAT = (TYPE = JSON)"))
                .hasMessageContaining("st/a.json");
        for (String option : List.of("REPLACE_INVALID_CHARACTERS", "IGNORE_UTF8_ERRORS")) {
            Connections.execute(connection, "COPY INTO V FROM (SELECT $1 FROM @ST) FORCE = TRUE"
                    + " FILE_FORMAT = (TYPE = JSON " + option + " = TRUE)");
        }
        assertThat(Connections.rows(connection, "SELECT D:a::VARCHAR FROM V"))
                .containsExactly("M\ufffdller", "M\ufffdller");
        assertNoCopyIsLeft();
    }

    @Test
    void copiesAreOfTheirOwnerAloneAndStayUntilTheTransactionEnds() throws Exception {
        put("a.csv", "1,2\n");
        connection.setAutoCommit(false);
        Connections.execute(connection, "COPY INTO T FROM @ST");
        try (Stream<Path> copies = Files.walk(directory.resolve("prepared")).skip(1)) {
            assertThat(copies).hasSize(2).allSatisfy(copy -> assertThat(PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(copy))).endsWith("------"));
        }
        assertThatThrownBy(() -> Connections.execute(connection, "INSERT INTO T SELECT 1 / 0, ''"))
                .hasMessageContaining("Division by zero");
        connection.commit();
        assertThat(Connections.rows(connection, "SELECT * FROM T")).containsExactly("1|2");
        assertNoCopyIsLeft();
    }

    @Test
    void encodingsAreThoseThatSnowflakeNames() throws Exception {
        for (String name : List.of("ISO88591", "WINDOWS1252", "UTF16", "UTF16LE", "ISO-8859-15")) {
            put("a.csv", "Gr\u00fc\u00df,x\n".getBytes(Charset.forName(name.replace("ISO88591", "ISO-8859-1")
                    .replace("UTF16", "UTF-16").replace("WINDOWS", "windows-"))));
            assertThat(loaded("ENCODING = '" + name + "'")).as(name).containsExactly("Gr\u00fc\u00df|x");
        }
        assertFails("ENCODING = 'NONSENSE'", "ENCODING = NONSENSE");
    }

    @Test
    void filesMayBeCompressed() throws Exception {
        for (String name : List.of("GZIP", "ZSTD", "DEFLATE")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = name.equals("GZIP") ? new GZIPOutputStream(bytes)
                    : name.equals("ZSTD") ? new ZstdOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
                out.write("1,2\n".getBytes(StandardCharsets.UTF_8));
            }
            put("a.csv", bytes.toByteArray());
            assertThat(loaded("COMPRESSION = " + name)).as(name).containsExactly("1|2");
            assertThat(name.equals("DEFLATE") ? List.of("1|2") : loaded("")).as(name).containsExactly("1|2");
            put("a.csv", Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
            assertFails("COMPRESSION = " + name, "The file cannot be read", "st/a.csv");
        }
        assertFails("COMPRESSION = BZ2", "COMPRESSION = BZ2");
        assertFails("COMPRESSION = BROTLI", "COMPRESSION = BROTLI");
    }

    @Test
    void recordsAndFieldsEndWhereTheFormatSays() throws Exception {
        put("a.csv", "\ufeff1|2\r\n3|\"4\r\n5\"\n");
        assertThat(loaded("FIELD_DELIMITER = '|' FIELD_OPTIONALLY_ENCLOSED_BY = '\\\\042'"))
                .containsExactly("1|2", "3|4\r\n5");
        assertFails(
                "FIELD_DELIMITER = '|' FIELD_OPTIONALLY_ENCLOSED_BY = '0x22' MULTI_LINE = FALSE",
                "MULTI_LINE",
                "line 2");
        put("a.csv", "1<>2;;3<>\n;;");
        assertThat(loaded("FIELD_DELIMITER = '<>' RECORD_DELIMITER = ';;'")).containsExactly("1|2", "3|\n");
        put("a.csv", "1\\t2\n".replace("\\t", "\t"));
        assertThat(loaded("FIELD_DELIMITER = '\\\\t'")).containsExactly("1|2");
        put("a.csv", "1,2\n3\n");
        assertThat(loaded("FIELD_DELIMITER = NONE RECORD_DELIMITER = NONE ERROR_ON_COLUMN_COUNT_MISMATCH = FALSE"))
                .containsExactly("1,2\n3\n|null");
        put("a.csv", "\"1\"2,3\n");
        assertFails("FIELD_OPTIONALLY_ENCLOSED_BY = '\"'", "after an enclosed field in line 1");
        assertFails("FIELD_OPTIONALLY_ENCLOSED_BY = 'ab'", "FIELD_OPTIONALLY_ENCLOSED_BY");
    }

    @Test
    void blankLinesSpacesAndEmptyFieldsAreWhatTheFormatSays() throws Exception {
        put("a.csv", "#,#,#\n1,2\n\n3,4\n");
        assertFails("SKIP_HEADER = 1", "Number of columns in file (1)", "Line 3");
        assertThat(loaded("SKIP_HEADER = 1 SKIP_BLANK_LINES = TRUE")).containsExactly("1|2", "3|4");
        assertThat(loaded("SKIP_HEADER = 1 ERROR_ON_COLUMN_COUNT_MISMATCH = FALSE"))
                .containsExactly("1|2", "null|null", "3|4");
        put("a.csv", " \" a \" , b \n,\n");
        assertThat(loaded("TRIM_SPACE = TRUE FIELD_OPTIONALLY_ENCLOSED_BY = '\"'"))
                .containsExactly(" a |b", "null|null");
        assertThat(loaded("FIELD_OPTIONALLY_ENCLOSED_BY = '\"' EMPTY_FIELD_AS_NULL = FALSE"))
                .containsExactly(" \" a \" | b ", "|");
    }

    @Test
    void whatWouldChangeRowsAndIsNotObeyedIsRefused() {
        for (String option : List.of("STRIP_NULL_VALUES = TRUE", "ALLOW_DUPLICATE = TRUE", "ENABLE_OCTAL = TRUE",
                "TRIM_SPACE = TRUE", "MULTI_LINE = FALSE", "FIELD_DELIMITER = ','")) {
            assertThatThrownBy(() -> Connections.execute(connection, "CREATE FILE FORMAT F TYPE = JSON " + option))
                    .as(option)
                    .hasMessageContaining("The file format option " + option.replace("','", ",") + " is not supported");
        }
    }

    /** The table's rows after the stage's files have been loaded into it, in the order of the files. */
    private List<String> loaded(String format) throws SQLException {
        Connections.execute(connection, "TRUNCATE TABLE T", copy(format));
        return Connections.rows(connection, "SELECT * FROM T");
    }

    private static String copy(String format) {
        return "COPY INTO T FROM @ST FORCE = TRUE FILE_FORMAT = (TYPE = CSV " + format + ")";
    }

    private void assertFails(String format, String... messages) throws SQLException {
        Connections.execute(connection, "TRUNCATE TABLE T");
        assertThatThrownBy(() -> Connections.update(connection, copy(format))).as(format)
                .isInstanceOf(SQLException.class).hasMessageContainingAll(messages);
        assertThat(Connections.count(connection, "T")).isZero();
        assertThat(Connections.rows(connection, "SELECT 1")).hasSize(1);
    }

    private static void assertNoCopyIsLeft() throws IOException {
        try (Stream<Path> copies = Files.list(directory.resolve("prepared"))) {
            assertThat(copies).isEmpty();
        }
    }

    private void put(String name, String content) throws Exception {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The stage has this file alone then. */
    private void put(String name, byte[]... content) throws Exception {
        Connections.execute(connection, "REMOVE @ST");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : content) {
            all.write(part);
        }
        Files.write(files.resolve(name), all.toByteArray());
        Connections.execute(
                connection, "PUT 'file://" + files.resolve(name) + "' @ST AUTO_COMPRESS = FALSE OVERWRITE = TRUE");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
