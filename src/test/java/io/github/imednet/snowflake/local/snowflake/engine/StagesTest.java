package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StagesTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @Test
    void aStageIsCreatedShownDescribedAndDropped() throws Exception {
        assertThat(client.value("CREATE STAGE ST FILE_FORMAT = (TYPE = PARQUET) COMMENT = 'c'"))
                .isEqualTo("Stage area ST successfully created.");
        assertThat(client.value("CREATE STAGE IF NOT EXISTS ST")).isEqualTo("ST already exists, statement succeeded.");
        assertThat(client.failure("CREATE STAGE ST")).isEqualTo("002002/42710");
        assertThat(client.column("name", "SHOW STAGES")).containsExactly("ST");
        assertThat(client.column("comment", "SHOW STAGES LIKE 'st' IN SCHEMA DB.PUBLIC")).containsExactly("c");
        assertThat(client.column("property", "DESCRIBE STAGE ST")).contains("TYPE");
        client.run("ALTER STAGE ST RENAME TO ST2");
        client.run("ALTER STAGE ST2 SET COMMENT = 'd'");
        assertThat(client.column("comment", "SHOW STAGES")).containsExactly("d");
        assertThat(client.value("DROP STAGE ST2")).isEqualTo("ST2 successfully dropped.");
        assertThat(client.failure("DROP STAGE ST2")).isEqualTo("002003/02000");
        assertThat(client.value("DROP STAGE IF EXISTS ST2")).contains("already dropped");
    }

    @Test
    void externalStagesAndUnknownOptionsAreRefused() {
        assertThat(client.failure("CREATE STAGE ST URL = 's3://bucket/'")).isEqualTo("001003/42000");
        assertThat(client.failure("CREATE STAGE ST DIRECTORY = (ENABLE = TRUE)")).isEqualTo("001003/42000");
        assertThat(client.failure("CREATE STAGE ST NOT_AN_OPTION = 1")).isEqualTo("001003/42000");
    }

    @Test
    void putTellsTheDriverWhereToCopy() throws Exception {
        client.run("CREATE STAGE ST");
        StatementResult result = client.run("put file:///tmp/my*.parquet @ST/a/b OVERWRITE = TRUE");
        assertThat(result.type()).isEqualTo(StatementType.PUT);
        FileTransfer transfer = result.transfer();
        assertThat(transfer.upload()).isTrue();
        assertThat(transfer.sources()).containsExactly("/tmp/my*.parquet");
        assertThat(transfer.stageDirectory()).isDirectory().isAbsolute().endsWith(Path.of("a", "b"));
        assertThat(transfer.autoCompress()).isTrue();
        assertThat(transfer.overwrite()).isTrue();
        assertThat(transfer.sourceCompression()).isEqualTo("auto_detect");
        assertThat(transfer.parallel()).isEqualTo(4);
    }

    @Test
    void putReadsQuotedPathsAndEveryOption() throws Exception {
        client.run("CREATE STAGE \"My stage\"");
        FileTransfer transfer = client.run("/* x */ PUT 'file:///tmp/with blank/*.parquet' '@\"DB\".\"PUBLIC\".\"My"
                + " stage\"/p/'\n  SOURCE_COMPRESSION = NONE PARALLEL=8, AUTO_COMPRESS=FALSE"
                + " OVERWRITE=FALSE;").transfer();
        assertThat(transfer.sources()).containsExactly("/tmp/with blank/*.parquet");
        assertThat(transfer.sourceCompression()).isEqualTo("none");
        assertThat(transfer.parallel()).isEqualTo(8);
        assertThat(transfer.autoCompress()).isFalse();
    }

    @Test
    void transfersOfAStageThatIsMissingOrWrongAreRefused() {
        assertThat(client.failure("PUT file:///tmp/a @NOPE")).isEqualTo("002003/02000");
        assertThat(client.failure("PUT /tmp/a @NOPE")).isEqualTo("001003/42000");
        assertThat(client.failure("PUT file:///tmp/a @~ NOT_AN_OPTION=1")).isEqualTo("001003/42000");
        assertThat(client.failure("PUT file:///tmp/a @~/../../x")).isEqualTo("001003/42000");
    }

    @Test
    void putKnowsTheDocumentedCompressionsOfASourceAndNoOther() throws Exception {
        client.run("CREATE STAGE ST");
        assertThat(client.run("PUT file:///tmp/a @ST SOURCE_COMPRESSION = zstd").transfer().sourceCompression())
                .isEqualTo("zstd");
        assertThat(client.failure("PUT file:///tmp/a @ST SOURCE_COMPRESSION = PARQUET")).isEqualTo("001008/22023");
    }

    @Test
    void getNamesTheFilesBelowThePrefix() throws Exception {
        client.run("CREATE STAGE ST");
        write("@ST/p/", "a.txt");
        write("@ST/p/", "b.csv");
        write("@ST/q/", "c.txt");
        FileTransfer transfer = client.run("GET @ST/p/ file:///tmp/target/ PATTERN = '.*[.]txt'").transfer();
        assertThat(transfer.upload()).isFalse();
        assertThat(transfer.sources()).containsExactly("p/a.txt");
        assertThat(transfer.clientDirectory()).isEqualTo("/tmp/target/");
        assertThat(transfer.stageDirectory().resolve("p/a.txt")).exists();
    }

    @Test
    void listAndRemoveWorkOnAPrefix() throws Exception {
        client.run("CREATE STAGE ST");
        write("@ST/p/", "a.txt");
        write("@ST/p/", "b.txt");
        write("@ST/q/", "c.txt");
        StatementResult listed = client.run("LIST @ST/p/");
        assertThat(listed.type()).isEqualTo(StatementType.LIST);
        assertThat(listed.columns()).extracting(Column::name).containsExactly("name", "size", "md5", "last_modified");
        assertThat(listed.rows()).extracting(row -> row.subList(0, 3)).containsExactly(
                List.of("st/p/a.txt", "7", "9a0364b9e99bb480dd25e1f0284c8555"),
                List.of("st/p/b.txt", "7", "9a0364b9e99bb480dd25e1f0284c8555"));
        assertThat(listed.rows().get(0).get(3)).endsWith(" GMT");
        assertThat(client.column("name", "ls @st PATTERN='.*c.*'")).containsExactly("st/q/c.txt");
        assertThat(client.rows("REMOVE @ST/p/a.txt")).containsExactly(List.of("st/p/a.txt", "removed"));
        assertThat(client.column("name", "LIST @ST")).containsExactly("st/p/b.txt", "st/q/c.txt");
        assertThat(client.rows("RM @ST")).hasSize(2);
        assertThat(client.rows("LIST @ST")).isEmpty();
    }

    @Test
    void tablesAndTheUserHaveStages() throws Exception {
        client.run("CREATE TABLE T (A INT)");
        write("@%T/p/", "a.txt");
        write("@~/p/", "u.txt");
        assertThat(client.column("name", "LIST @%T")).containsExactly("t/p/a.txt");
        assertThat(client.column("name", "LIST '@\"PUBLIC\".\"%T\"/p'")).containsExactly("t/p/a.txt");
        assertThat(client.column("name", "LIST @~/p")).containsExactly("~/p/u.txt");
        client.run("CREATE OR REPLACE TABLE T (A INT)");
        assertThat(client.rows("LIST @%T")).isEmpty();
        client.run("RM @~");
    }

    @Test
    void aReplacedStageIsEmpty() throws Exception {
        client.run("CREATE STAGE ST");
        Path file = write("@ST", "a.txt");
        client.run("CREATE OR REPLACE STAGE ST");
        assertThat(client.rows("LIST @ST")).isEmpty();
        assertThat(file).doesNotExist();
    }

    private static Path write(String stage, String name) throws Exception {
        return Files.writeString(ENGINE.stageDirectory(stage).resolve(name), "content");
    }
}
