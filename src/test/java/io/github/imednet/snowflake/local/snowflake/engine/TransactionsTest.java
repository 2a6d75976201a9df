package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionsTest {

    private static final String COPY = "COPY INTO T FROM (SELECT $1:a::NUMBER FROM @ST) FILE_FORMAT = (TYPE = PARQUET)";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;
    private Client other;

    @BeforeEach
    void table() throws Exception {
        client = ENGINE.client();
        other = ENGINE.newClient();
        client.run("CREATE TABLE T (A NUMBER)");
        client.run("CREATE STAGE ST");
    }

    @Test
    void commitShowsTheRowsToOthersAndRollbackTakesThemBack() throws Exception {
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (1)");
        assertThat(count(client)).isEqualTo(1);
        assertThat(count(other)).isZero();
        client.run("COMMIT");
        assertThat(count(other)).isEqualTo(1);
        client.run("BEGIN TRANSACTION");
        client.run("DELETE FROM T");
        client.run("ROLLBACK");
        assertThat(count(client)).isEqualTo(1);
    }

    @Test
    void commitAndRollbackSucceedWithoutATransaction() throws Exception {
        assertThat(client.run("COMMIT").type()).isEqualTo(StatementType.TRANSACTION);
        client.run("ROLLBACK");
        client.run("START TRANSACTION");
        client.run("BEGIN WORK");
        client.run("COMMIT WORK");
    }

    @Test
    void transactionsThatRunAreShownByTheirNamesAndCanBeAborted() throws Exception {
        client.run("BEGIN NAME nightly_1");
        client.run("INSERT INTO T VALUES (1)");
        String show = "SHOW TRANSACTIONS LIKE 'NIGHTLY%'";
        assertThat(other.column("name", show)).containsExactly("NIGHTLY_1");
        assertThat(other.column("state", show + " IN ACCOUNT")).containsExactly("running");
        String id = other.column("id", show).get(0);
        assertThat(id).isEqualTo(client.value("SELECT CURRENT_TRANSACTION()"));

        assertThat(other.value("SELECT SYSTEM$ABORT_TRANSACTION(" + id + ")")).isEqualTo("Aborted transaction id: " + id);

        other.run("DELETE FROM T");
        assertThat(other.column("name", show)).isEmpty();
        assertThatThrownBy(() -> client.run("INSERT INTO T VALUES (2)")).hasMessageContaining("SYSTEM$ABORT_TRANSACTION");
        client.run("ROLLBACK");
        assertThat(count(client)).isZero();
        assertThat(other.value("SELECT SYSTEM$ABORT_TRANSACTION('" + id + "')")).endsWith(id);
        assertThatThrownBy(() -> other.value("SELECT SYSTEM$ABORT_TRANSACTION(7)")).hasMessageContaining("does not exist");
    }

    @Test
    void copyIsPartOfTheTransactionWithItsHistory() throws Exception {
        ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        client.run("BEGIN");
        assertThat(client.column("rows_loaded", COPY)).containsExactly("1");
        assertThat(client.value(COPY)).isEqualTo("Copy executed with 0 files processed.");
        client.run("ROLLBACK");
        assertThat(count(client)).isZero();
        client.run("BEGIN");
        assertThat(client.column("rows_loaded", COPY)).containsExactly("1");
        client.run("COMMIT");
        assertThat(count(other)).isEqualTo(1);
        assertThat(other.value(COPY)).isEqualTo("Copy executed with 0 files processed.");
    }

    @Test
    void ddlCommitsWhatIsOpen() throws Exception {
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (1)");
        client.run("CREATE TABLE U (A NUMBER)");
        client.run("ROLLBACK");
        assertThat(count(other)).isEqualTo(1);
        assertThat(other.column("name", "SHOW TABLES LIKE 'U'")).containsExactly("U");
    }

    @Test
    void anotherSessionIsToldWhatBecameOfATransaction() throws Exception {
        client.run("BEGIN");
        String id = client.value("SELECT CURRENT_TRANSACTION()");
        client.run("INSERT INTO T VALUES (1)");
        assertThat(other.column("state", "DESCRIBE TRANSACTION " + id)).containsExactly("running");
        client.run("COMMIT");
        assertThat(other.column("state", "DESCRIBE TRANSACTION " + id)).containsExactly("committed");
        client.run("BEGIN");
        String next = client.value("SELECT CURRENT_TRANSACTION()");
        client.close();
        assertThat(next).isNotEqualTo(id);
        assertThat(other.column("state", "DESC TRANSACTION " + next)).containsExactly("rolled back");
        assertThat(other.value("SELECT CURRENT_TRANSACTION()")).isNull();
        assertThat(other.failure("DESCRIBE TRANSACTION 12")).isEqualTo("002003/02000");
        assertThat(other.failure("DESCRIBE TRANSACTION T")).isEqualTo("001003/42000");
    }

    @Test
    void truncateIsUndoneWithItsTransactionAndSoIsWhatItForgot() throws Exception {
        ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        client.run(COPY);
        client.run("BEGIN");
        client.run("TRUNCATE TABLE T");
        assertThat(client.column("rows_loaded", COPY)).containsExactly("1");
        client.run("ROLLBACK");
        assertThat(count(client)).isEqualTo(1);
        assertThat(client.value(COPY)).isEqualTo("Copy executed with 0 files processed.");
    }

    @Test
    void withoutAutocommitTheFirstChangeOpensATransaction() throws Exception {
        client.run("alter session /* JDBC:SnowflakeConnectionV1.setAutoCommit*/ set autocommit=false");
        assertThat(client.session().parameterValues()).containsEntry("AUTOCOMMIT", "false");
        client.run("INSERT INTO T VALUES (1)");
        assertThat(count(other)).isZero();
        client.run("ROLLBACK");
        assertThat(count(client)).isZero();
        client.run("INSERT INTO T VALUES (2)");
        client.run("alter session set autocommit=true");
        assertThat(client.session().parameterValues()).containsEntry("AUTOCOMMIT", "true");
        assertThat(count(other)).isEqualTo(1);
    }

    @Test
    void whatIsReadBeforeTheFirstChangeSeesWhatOthersCommit() throws Exception {
        client.run("BEGIN");
        assertThat(count(client)).isZero();
        other.run("INSERT INTO T VALUES (1)");
        assertThat(count(client)).isEqualTo(1);
        client.run("COMMIT");
    }

    @Test
    void aFailedStatementAloneIsUndoneWhenNothingWasWrittenBefore() throws Exception {
        client.run("BEGIN");
        assertThat(client.failure("SELECT NOPE FROM T")).isEqualTo("000904/42000");
        assertThat(client.failure("INSERT INTO T SELECT 'x'::NUMBER")).isEqualTo("100038/22018");
        client.run("INSERT INTO T VALUES (1)");
        client.run("COMMIT");
        assertThat(count(other)).isEqualTo(1);
    }

    @Test
    void wrongNamesSyntaxAndMissingObjectsDoNotHarmATransactionThatWrote() throws Exception {
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (1)");
        assertThat(client.failure("SELECT NOPE FROM T")).isEqualTo("000904/42000");
        assertThat(client.failure("SELEC 1")).isEqualTo("001003/42000");
        assertThat(client.failure("INSERT INTO T SELECT * FROM NOPE")).isEqualTo("002003/42S02");
        assertThat(client.failure("INSERT INTO NOPE VALUES (1)")).isEqualTo("002003/42S02");
        assertThat(client.failure(COPY.replace("@ST", "@NOPE"))).isEqualTo("002003/02000");
        assertThat(client.failure(COPY + " FILES = ('nope')")).isEqualTo("091016/22000");
        assertThat(client.failure("SELECT UNKNOWN_FUNCTION(1)")).isEqualTo("002140/42601");
        client.run("INSERT INTO T VALUES (2)");
        client.run("COMMIT");
        assertThat(count(other)).isEqualTo(2);
    }

    @Test
    void aBrokenFileDoesNotHarmATransactionThatWrote() throws Exception {
        Files.writeString(ENGINE.stageDirectory("@ST").resolve("a.parquet"), "this is not Parquet");
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (1)");
        assertThat(client.failure(COPY)).isEqualTo("100152/22000");
        client.run("COMMIT");
        assertThat(count(other)).isEqualTo(1);
    }

    @Test
    void afterAFailedChangeATransactionThatWroteIsRefusedUntilRollback() throws Exception {
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (1)");
        assertThat(client.failure("INSERT INTO T SELECT 'x'::NUMBER FROM T")).isEqualTo("100038/22018");
        assertThat(client.fail("SELECT 1").getMessage()).contains("ROLLBACK");
        assertThat(client.fail("INSERT INTO T VALUES (2)").getMessage()).contains("ROLLBACK");
        client.run("ROLLBACK");
        assertThat(count(client)).isZero();
    }

    @Test
    void commitOfATransactionThatFailedIsAnErrorAndKeepsNothing() throws Exception {
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (1)");
        client.fail("INSERT INTO T SELECT 'x'::NUMBER FROM T");
        assertThat(client.fail("COMMIT").getMessage()).contains("rolled back");
        assertThat(count(client)).isZero();
        client.run("INSERT INTO T VALUES (2)");
        assertThat(count(other)).isEqualTo(1);
    }

    @Test
    void closingASessionRollsBack() throws Exception {
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (1)");
        client.close();
        assertThat(count(other)).isZero();
        assertThat(client.failure("SELECT 1")).isEqualTo("390111/XX000");
    }

    private static long count(Client reader) throws SqlFailure {
        return Long.parseLong(reader.value("SELECT COUNT(*) FROM T"));
    }
}
