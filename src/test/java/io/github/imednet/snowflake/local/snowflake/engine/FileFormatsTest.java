package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FileFormatsTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @Test
    void aFileFormatIsCreatedShownAlteredAndDropped() throws Exception {
        client.run("CREATE FILE FORMAT PF TYPE = PARQUET USE_LOGICAL_TYPE = TRUE COMMENT = 'c'");
        client.run("CREATE FILE FORMAT IF NOT EXISTS PF TYPE = PARQUET");
        assertThat(client.failure("CREATE FILE FORMAT PF TYPE = PARQUET")).isEqualTo("002002/42710");
        assertThat(client.column("type", "SHOW FILE FORMATS")).containsExactly("PARQUET");
        client.run("ALTER FILE FORMAT PF SET BINARY_AS_TEXT = FALSE");
        assertThat(client.column("property", "DESCRIBE FILE FORMAT PF"))
                .containsExactly("BINARY_AS_TEXT", "TYPE", "USE_LOGICAL_TYPE");
        client.run("ALTER FILE FORMAT PF RENAME TO PF2");
        client.run("DROP FILE FORMAT PF2");
        assertThat(client.failure("DESCRIBE FILE FORMAT PF2")).isEqualTo("002003/02000");
    }

    @Test
    void onlyParquetWithKnownOptionsIsSupported() {
        assertThat(client.failure("CREATE FILE FORMAT F TYPE = XML")).isEqualTo("001003/42000");
        assertThat(client.failure("CREATE FILE FORMAT F TYPE = PARQUET NOT_AN_OPTION = 1")).isEqualTo("001003/42000");
        assertThat(client.failure("CREATE FILE FORMAT F TYPE = PARQUET TRIM_SPACE = TRUE")).isEqualTo("001003/42000");
        assertThat(client.failure("CREATE FILE FORMAT F TYPE = PARQUET BINARY_AS_TEXT = 7")).isEqualTo("001008/22023");
    }

    @Test
    void aNamedFormatServesCopyAndSelect() throws Exception {
        client.run("CREATE FILE FORMAT PF TYPE = PARQUET");
        client.run("CREATE STAGE ST");
        ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        client.run("CREATE TABLE T (A INT)");
        client.run("COPY INTO T FROM (SELECT $1:a::INT FROM @ST) FILE_FORMAT = (FORMAT_NAME = 'DB.PUBLIC.PF')");
        assertThat(client.value("SELECT A FROM T")).isEqualTo("1");
        assertThat(client.value("SELECT $1:a::INT FROM @ST (FILE_FORMAT => PF)")).isEqualTo("1");
        assertThat(client.value("SELECT $1:a::INT FROM @ST (FILE_FORMAT => 'PF')")).isEqualTo("1");
        assertThat(client.failure("SELECT $1:a::INT FROM @ST (FILE_FORMAT => NOPE)")).isEqualTo("002003/02000");
        assertThat(client.failure("SELECT $1 FROM @ST")).isEqualTo("100144/22000");
    }

    @Test
    void theStagesFormatIsTheDefault() throws Exception {
        client.run("CREATE STAGE ST FILE_FORMAT = (TYPE = 'parquet')");
        ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        assertThat(client.value("SELECT $1:a::INT FROM @ST")).isEqualTo("1");
    }

    @Test
    void logicalTypesDecideWhatATimestampIs() throws Exception {
        client.run("CREATE STAGE ST");
        ENGINE.stage("@ST", "a.parquet", "SELECT TIMESTAMP '2024-01-02 03:04:05' AS wall, TIMESTAMPTZ '2024-01-02"
                + " 03:04:05+00' AS moment");
        client.run("CREATE FILE FORMAT LOGICAL TYPE = PARQUET USE_LOGICAL_TYPE = TRUE");
        client.run("CREATE FILE FORMAT PLAIN TYPE = PARQUET USE_LOGICAL_TYPE = FALSE");
        client.run("CREATE FILE FORMAT VECTOR TYPE = PARQUET USE_VECTORIZED_SCANNER = TRUE");
        String select = "SELECT $1:wall::TIMESTAMP_NTZ, $1:moment::TIMESTAMP_LTZ FROM @ST (FILE_FORMAT => %s)";
        assertThat(client.rows(select.formatted("LOGICAL")))
                .containsExactly(List.of("1704164645.000000000", "1704164645.000000000"));
        assertThat(client.rows(select.formatted("VECTOR"))).isEqualTo(client.rows(select.formatted("LOGICAL")));
        // Without logical types a wall clock is taken for a moment, and a moment for a wall clock.
        assertThat(client.rows("SELECT $1:wall, $1:moment FROM @ST (FILE_FORMAT => PLAIN)"))
                .containsExactly(List.of("\"2024-01-02 03:04:05.000 +0000\"", "\"2024-01-02 03:04:05.000\""));
        assertThat(client.value("SELECT $1:wall FROM @ST (FILE_FORMAT => LOGICAL)")).isEqualTo("\"2024-01-02"
                + " 03:04:05.000\"");
    }

    @Test
    void bytesAreTextUnlessTheFormatSaysOtherwise() throws Exception {
        client.run("CREATE STAGE ST");
        ENGINE.stage("@ST", "a.parquet", "SELECT 'ab'::BLOB AS b");
        client.run("CREATE FILE FORMAT AS_TEXT TYPE = PARQUET");
        client.run("CREATE FILE FORMAT AS_BYTES TYPE = PARQUET BINARY_AS_TEXT = FALSE");
        assertThat(client.value("SELECT $1:b::VARCHAR FROM @ST (FILE_FORMAT => AS_TEXT)")).isEqualTo("ab");
        assertThat(client.value("SELECT $1:b::VARCHAR FROM @ST (FILE_FORMAT => AS_BYTES)")).isEqualTo("6162");
        assertThat(client.value("SELECT $1:b::BINARY FROM @ST (FILE_FORMAT => AS_BYTES)")).isEqualTo("6162");
    }
}
