package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets from HashiCorp's Vault through Camel's own component, asked as it asks. What answers is a server of this
 * test, with the paths and bodies of Vault's key-value engine, version 2.
 */
class VaultTest {

    private static final String TOKEN = "vault-token-1";

    @TempDir
    private Path directory;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer vault;
    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;

    @BeforeEach
    void startServers() throws Exception {
        vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vault.createContext("/", this::answer);
        vault.start();
        study = StudyData.sample(20);
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
    }

    @AfterEach
    void stopServers() throws Exception {
        vault.stop(0);
        imednet.close();
        snowflake.close();
        study.close();
    }

    @Test
    void theExportLogsInWithWhatTheVaultHas() throws Exception {
        Run run = export("password", TOKEN);

        assertThat(run.output()).contains("\"reconciled\":true").doesNotContain("local-password", TOKEN);
        assertThat(run.exitCode()).isZero();
        assertThat(asked).contains("/v1/secret/data/snowflake");
    }

    @Test
    void aVaultThatRefusesIsToldAsAProblemOfTheConfiguration() throws Exception {
        Run run = export("password", "wrong-token-2");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output())
                .contains("snowflake.password cannot be read", "permission denied")
                .doesNotContain("wrong-token-2", "local-password");
        assertThat(imednet.requests()).isZero();
    }

    @Test
    void aSecretThatTheVaultDoesNotHaveIsToldWithoutThoseThatItHas() throws Exception {
        Run run = export("passphrase", TOKEN);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).contains("snowflake.password").doesNotContain(TOKEN, "local-password");
        assertThat(imednet.requests()).isZero();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            boolean allowed = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
            boolean found = path.equals("/v1/secret/data/snowflake");
            byte[] body = (!allowed ? "{\"errors\":[\"permission denied\"]}"
                    : found ? "{\"data\":{\"data\":{\"password\":\"local-password\"},\"metadata\":{\"version\":1}}}"
                    : "{\"errors\":[]}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(!allowed ? 403 : found ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** @param field of the secret that is asked for */
    private Run export(String field, String token) throws Exception {
        Map<String, String> settings = LocalServers.settings(imednet, snowflake, directory.resolve("state"));
        settings.put("export.study-key", "SAMPLE");
        settings.put("snowflake.password", "{{hashicorp:secret:snowflake#" + field + "}}");
        Path properties = LocalServers.file(directory.resolve("export.properties"), settings);
        Path output = directory.resolve("output");
        List<String> command = JavaProcess.imednet();
        command.addAll(List.of("export", "snowflake", "--json", "--properties", properties.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(Map.of(
                "CAMEL_HASHICORP_VAULT_HOST", "127.0.0.1",
                "CAMEL_HASHICORP_VAULT_PORT", Integer.toString(vault.getAddress().getPort()),
                "CAMEL_HASHICORP_VAULT_SCHEME", "http",
                "CAMEL_HASHICORP_VAULT_TOKEN", token));
        int exitCode = awaitEnd(builder.start());
        return new Run(exitCode, Files.readString(output));
    }

    private record Run(int exitCode, String output) {}
}
