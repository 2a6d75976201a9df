package io.github.imednet.snowflake.local.command;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.http.FaultForm;
import io.github.imednet.snowflake.local.snowflake.Connections;
import io.github.imednet.snowflake.local.snowflake.wire.FaultKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command that runs the local Snowflake server. */
class LocalSnowflakeCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void itListensUntilItIsInterruptedAndKeepsItsData() throws Exception {
        Map<String, String> environment = Map.of("SNOWFLAKE_USER", "me", "SNOWFLAKE_PASSWORD", "secret");
        for (String sql : new String[] {"create table t as select 1 as a", "insert into t values (2)"}) {
            FutureTask<Integer> running = new FutureTask<>(
                    () -> command(environment).execute("--data", directory.toString(), "--database", "TRIALS",
                            "--account-parameter", "DATE_OUTPUT_FORMAT=DD/MM/YYYY", "--account-parameter",
                            "TIMEZONE=Europe/Berlin"));
            Thread thread = new Thread(running);
            thread.start();
            await().until(() -> out.toString().endsWith(System.lineSeparator()));
            assertThat(out.toString()).matches("listening on http://127\\.0\\.0\\.1:\\d+\\R");
            try (Connection connection = connect(out.toString().strip().substring("listening on ".length()));
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
                try (ResultSet written =
                        statement.executeQuery("select '2024-07-01'::date, '2024-07-01'::date::varchar")) {
                    assertThat(written.next()).isTrue();
                    assertThat(written.getString(1)).isEqualTo("01/07/2024");
                    assertThat(written.getString(2)).isEqualTo("01/07/2024");
                }
                try (ResultSet rows = statement.executeQuery("select count(*) from trials.public.t")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(sql.startsWith("create") ? 1 : 2);
                }
            }
            thread.interrupt();
            assertThat(running.get()).isZero();
            out.getBuffer().setLength(0);
        }
    }

    @Test
    void theHelpNamesEveryFault() {
        assertThat(command(Map.of()).execute("--help")).isZero();
        for (FaultForm kind : FaultKind.forms()) {
            assertThat(out.toString()).contains(kind.form(), kind.effect());
        }
        assertThat(out.toString()).contains("SNOWFLAKE_PASSWORD");
    }

    @Test
    void aBadFaultIsWrongUsage() {
        assertThat(command(Map.of()).execute("--data", directory.toString(), "--fail", "earthquake")).isEqualTo(2);
        assertThat(err.toString()).contains("earthquake", "drop-after");
    }

    @Test
    void anAccountParameterThatWouldNotBeObeyedIsWrongUsage() {
        assertThat(command(Map.of()).execute("--data", directory.toString(), "--account-parameter", "TIMEZONE=Nowhere"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("TIMEZONE", "Nowhere");
    }

    @Test
    void aFileThatHoldsNoPublicKeyIsWrongUsage() throws Exception {
        Path file = Files.writeString(directory.resolve("key.pub"), "not a key");
        assertThat(command(Map.of()).execute("--data", directory.toString(), "--public-key", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("holds no RSA public key", "openssl");
    }

    @Test
    void aPublicKeyIsReadFromPem() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded();
        Path file = Files.writeString(directory.resolve("key.pub"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PUBLIC KEY-----\n");
        assertThat(PublicKeyFile.read(file).getEncoded()).isEqualTo(key);
    }

    private CommandLine command(Map<String, String> environment) {
        return new CommandLine(new LocalSnowflakeCommand(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }

    private static Connection connect(String address) throws Exception {
        return Connections.open(
                "jdbc:snowflake://" + address + "/?account=local",
                Map.of("user", "me", "password", "secret", "db", "TRIALS", "warehouse", ""));
    }
}
