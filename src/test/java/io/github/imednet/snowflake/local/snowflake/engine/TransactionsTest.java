package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

        assertThat(other.value("SELECT SYSTEM$ABORT_TRANSACTION(" + id + ")"))
                .isEqualTo("Aborted transaction id: " + id);

        other.run("DELETE FROM T");
        assertThat(other.column("name", show)).isEmpty();
        assertThatThrownBy(() -> client.run("INSERT INTO T VALUES (2)"))
                .hasMessageContaining("SYSTEM$ABORT_TRANSACTION");
        client.run("ROLLBACK");
        assertThat(count(client)).isZero();
        assertThat(other.value("SELECT SYSTEM$ABORT_TRANSACTION('" + id + "')")).endsWith(id);
        assertThatThrownBy(() -> other.value("SELECT SYSTEM$ABORT_TRANSACTION(7)"))
                .hasMessageContaining("does not exist");
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
    void aFailedStatementIsUndoneAloneAndTheTransactionGoesOn() throws Exception {
        client.run("CREATE TABLE U (A NUMBER)");
        ENGINE.stage("@ST", "a.parquet", "SELECT 7 AS a");
        client.run("BEGIN");
        client.run("INSERT INTO T SELECT ?", new Binding("FIXED", List.of("1", "2")));
        client.run("MERGE INTO T USING (SELECT 2 AS B) ON A = B WHEN MATCHED THEN UPDATE SET A = 3");
        assertThat(client.column("rows_loaded", COPY)).containsExactly("1");
        Binding secondIsInvalid = new Binding("TEXT", List.of("4", "x"));
        assertThat(client.failure("INSERT INTO T SELECT ?", secondIsInvalid)).isEqualTo("100038/22018");
        assertThat(client.failure("SELECT 'x'::NUMBER FROM T")).isEqualTo("100038/22018");
        client.run("TRUNCATE TABLE U");
        client.run("DELETE FROM T WHERE A = 1");
        assertThat(client.failure("UPDATE T SET A = 'x'::NUMBER")).isEqualTo("100038/22018");
        assertThat(client.value(COPY)).isEqualTo("Copy executed with 0 files processed.");
        client.run("INSERT INTO T VALUES (5)");
        assertThat(count(other)).isZero();
        client.run("COMMIT");
        assertThat(other.column("A", "SELECT A FROM T ORDER BY A")).containsExactly("3", "5", "7");
        assertThat(other.value(COPY)).isEqualTo("Copy executed with 0 files processed.");
    }

    @Test
    void aCopyThatFailsIsUndoneWithItsPurgeAndHistory() throws Exception {
        Path good = ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        Path broken = ENGINE.stage("@ST", "b.parquet", "SELECT 'x' AS a");
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (0)");
        assertThat(client.failure(COPY + " PURGE = TRUE")).isEqualTo("100038/22018");
        assertThat(client.column("rows_loaded", COPY + " FILES = ('a.parquet')")).containsExactly("1");
        client.run("COMMIT");
        assertThat(count(other)).isEqualTo(2);
        assertThat(good).exists();
        assertThat(broken).exists();
    }

    @Test
    void whatWasReadInAnotherFormatBeforeAFailureIsReadInItAgain() throws Exception {
        client.run("CREATE TABLE D (D DATE)");
        client.run("ALTER SESSION SET DATE_INPUT_FORMAT = 'DD/MM/YYYY'");
        client.run("BEGIN");
        client.run("INSERT INTO D VALUES ('01/02/2024')");
        client.run("ALTER SESSION SET DATE_INPUT_FORMAT = 'MM/DD/YYYY'");
        client.fail("INSERT INTO D VALUES ('13/13/2024')");
        client.run("INSERT INTO D VALUES ('01/02/2024')");
        client.run("COMMIT");
        assertThat(other.column("D", "SELECT TO_CHAR(D, 'YYYY-MM-DD') AS D FROM D ORDER BY 1"))
                .containsExactly("2024-01-02", "2024-02-01");
    }

    @Test
    void aTransactionWhoseChangesCannotBeRepeatedIsRefusedUntilRollbackAndKeepsNothing() throws Exception {
        Path file = ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        client.run("BEGIN");
        client.run(COPY);
        Files.delete(file);
        client.fail("INSERT INTO T SELECT 'x'::NUMBER FROM T");
        assertThat(client.fail("SELECT 1").getMessage()).contains("ROLLBACK");
        assertThat(client.fail("COMMIT").getMessage()).contains("rolled back");
        assertThat(count(client)).isZero();
        client.run("INSERT INTO T VALUES (2)");
        assertThat(count(other)).isEqualTo(1);
    }

    @Test
    void aTransactionThatWouldChangeOtherRowsWhenRepeatedIsRefused() throws Exception {
        client.run("CREATE TABLE U (A NUMBER)");
        client.run("BEGIN");
        client.run("INSERT INTO T SELECT A FROM U");
        other.run("INSERT INTO U VALUES (1)");
        client.fail("INSERT INTO T VALUES ('x')");
        assertThat(client.fail("COMMIT").getMessage()).contains("rolled back");
        assertThat(count(client)).isZero();
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
