package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction whose client died while it held locks. */
class AbandonedTransactionTest {

    @TempDir
    private Path directory;

    @Test
    void aTransactionThatOthersWaitForIsRolledBackWhenItIsIdleForTooLong() throws Exception {
        try (Engine engine = Engine.open(directory, Duration.ZERO, null, Map.of(), Grants.unrestricted());
                Client dead = Client.of(engine);
                Client next = Client.of(engine)) {
            next.run("CREATE TABLE T AS SELECT 1 AS A");
            dead.run("BEGIN");
            dead.run("UPDATE T SET A = 2");

            assertThat(next.count("UPDATE T SET A = A + 10")).isEqualTo(1);

            assertThat(next.value("SELECT A FROM T")).isEqualTo("11");
        }
    }

    @Test
    void whatAClientStillSendsInARolledBackTransactionIsRefusedUntilRollback() throws Exception {
        try (Engine engine = Engine.open(directory, Duration.ZERO, null, Map.of(), Grants.unrestricted());
                Client slow = Client.of(engine);
                Client next = Client.of(engine)) {
            next.run("CREATE TABLE T AS SELECT 1 AS A");
            slow.run("BEGIN");
            slow.run("UPDATE T SET A = 2");
            next.run("UPDATE T SET A = 3");

            assertThat(slow.fail("INSERT INTO T VALUES (4)").getMessage()).contains("ROLLBACK");
            assertThat(slow.failure("COMMIT")).isEqualTo("000625/57014");

            assertThat(next.value("SELECT SUM(A) FROM T")).isEqualTo("3");
        }
    }
}
