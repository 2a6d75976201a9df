package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** COPY INTO a stage. */
class UnloadTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() throws Exception {
        client = ENGINE.client();
        client.run("CREATE STAGE ST");
        client.run("CREATE TABLE T (ID NUMBER, TEXT VARCHAR, DAY DATE, DOC VARIANT)");
        client.run("INSERT INTO T SELECT 1, 'a,\"b\"\\\\\\n', '2024-02-29', PARSE_JSON('{\"k\": [1, \"x\"]}')");
        client.run("INSERT INTO T (ID, TEXT) VALUES (2, '')");
    }

    @Test
    void aTableBecomesCsvAsSnowflakeWritesIt() throws Exception {
        StatementResult result = client.run("COPY INTO @ST/out/ FROM T");
        assertThat(result.type()).isEqualTo(StatementType.UNLOAD);
        assertThat(result.columns()).extracting(Column::name)
                .containsExactly("rows_unloaded", "input_bytes", "output_bytes");
        assertThat(result.rows().get(0).get(0)).isEqualTo("2");
        String text = text("out/data_0_0_0.csv.gz");
        assertThat(text).isEqualTo("1,a\\,\"b\"\\\\\\\n,2024-02-29,{\"k\": [1\\, \"x\"]}\n2,,\\N,\\N\n");
        assertThat(result.rows().get(0).get(1)).isEqualTo(String.valueOf(text.length()));
    }

    @Test
    void theFormatsOptionsAreObeyed() throws Exception {
        client.run("CREATE STAGE PLAIN FILE_FORMAT = (TYPE = CSV COMPRESSION = NONE)");
        client.run("COPY INTO '@PLAIN/x.csv' FROM (SELECT ID, TEXT, DAY AS \"the \"\"day\"\"\" FROM T ORDER BY ID)"
                + " FILE_FORMAT = (TYPE = CSV COMPRESSION = NONE FIELD_DELIMITER = '|' NULL_IF = ('NULL', '')"
                + " FIELD_OPTIONALLY_ENCLOSED_BY = '\"') HEADER = TRUE SINGLE = TRUE MAX_FILE_SIZE = 5368709120");
        assertThat(text("x.csv")).isEqualTo("\"ID\"|\"TEXT\"|\"the \"\"day\"\"\"\n"
                + "1|\"a,\"\"b\"\"\\\n\"|\"2024-02-29\"\n2|\"\"|NULL\n");
        client.run("COPY INTO @PLAIN/y FROM (SELECT 1) INCLUDE_QUERY_ID = TRUE");
        assertThat(client.column("name", "LIST @PLAIN/y").get(0)).matches("plain/y_[0-9a-f-]{36}_0_0_0\\.csv");
    }

    @Test
    void documentsBecomeLinesOfJson() throws Exception {
        client.run("COPY INTO @ST/d FROM (SELECT DOC FROM T WHERE DOC IS NOT NULL) FILE_FORMAT = (TYPE = JSON)");
        assertThat(text("d_0_0_0.json.gz")).isEqualTo("{\"k\":[1,\"x\"]}\n");
        assertThat(client.failure("COPY INTO @ST/e FROM T FILE_FORMAT = (TYPE = JSON)")).isEqualTo("001003/42000");
    }

    @Test
    void parquetComesBackAsItWas() throws Exception {
        assertThat(client.rows("COPY INTO @ST/p FROM T FILE_FORMAT = (TYPE = PARQUET) HEADER = TRUE DETAILED_OUTPUT ="
                                + " TRUE")
                        .get(0))
                .startsWith("p_0_0_0.snappy.parquet")
                .endsWith("2");
        client.run("CREATE TABLE BACK LIKE T");
        client.run("COPY INTO BACK FROM (SELECT $1:ID, $1:TEXT::VARCHAR, $1:DAY, PARSE_JSON($1:DOC) FROM @ST/p)"
                + " FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)");
        assertThat(client.rows("SELECT * FROM BACK ORDER BY ID")).isEqualTo(client.rows("SELECT * FROM T ORDER BY ID"));
        client.run("COPY INTO @ST/q FROM (SELECT 1, 'x') FILE_FORMAT = (TYPE = PARQUET COMPRESSION = NONE)");
        assertThat(client.value("SELECT $1:_COL_1 FROM @ST/q_0_0_0.parquet (FILE_FORMAT => (TYPE = PARQUET))"))
                .isEqualTo("\"x\"");
    }

    @Test
    void aFileIsReplacedOnlyIfAskedAndNoRowsAreNoFile() throws Exception {
        client.run("COPY INTO @ST/r FROM (SELECT 1)");
        assertThat(client.failure("COPY INTO @ST/r FROM (SELECT 2)")).isEqualTo("001030/22000");
        client.run("COPY INTO @ST/r FROM (SELECT 2) OVERWRITE = TRUE");
        assertThat(text("r_0_0_0.csv.gz")).isEqualTo("2\n");
        assertThat(client.rows("COPY INTO @ST/none FROM (SELECT 1 WHERE FALSE) HEADER = TRUE").get(0))
                .startsWith("0");
        assertThat(client.rows("LIST @ST/none")).isEmpty();
        assertThat(client.failure("COPY INTO @ST/f FROM (SELECT 1 / 0)")).isEqualTo("100051/22012");
        try (Stream<Path> left = Files.list(stage().getParent().getParent().getParent().resolveSibling("uploads"))) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "FROM T FILE_FORMAT = (TYPE = ORC)", "FROM T FILE_FORMAT = (TYPE = CSV COMPRESSION = ZSTD)",
        "FROM T FILE_FORMAT = (TYPE = CSV DATE_FORMAT = 'DD.MM.YYYY')", "FROM T PARTITION BY (ID)",
        "FROM T VALIDATION_MODE = RETURN_ROWS", "FROM T MAX_FILE_SIZE = 10", "FROM T SINGLE = TRUE MAX_FILE_SIZE = 10"})
    void whatWouldNotBeObeyedIsRefused(String rest) throws Exception {
        assertThat(client.failure("COPY INTO @ST/s " + rest)).isEqualTo("001003/42000");
        assertThat(client.rows("LIST @ST/s")).isEmpty();
    }

    @Test
    void momentsWithZonesAreNotForParquet() {
        assertThat(client.fail("COPY INTO @ST/t FROM (SELECT CURRENT_TIMESTAMP()) FILE_FORMAT = (TYPE = PARQUET)")
                .getMessage()).contains("not supported for unloading to Parquet");
    }

    private static Path stage() throws Exception {
        try (Client other = Client.of(ENGINE.engine())) {
            return other.run("put file:///tmp/x @ST").transfer().stageDirectory();
        }
    }

    private String text(String path) throws Exception {
        Path directory = path.equals("x.csv")
                ? client.run("put file:///tmp/x @PLAIN").transfer().stageDirectory()
                : stage();
        try (InputStream in = open(directory.resolve(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }
}
