package io.github.imednet.snowflake.load;

import static io.github.imednet.snowflake.load.RecordedSnowflake.AZURE_FUNCTIONS_TOKEN;
import static io.github.imednet.snowflake.load.RecordedSnowflake.AZURE_TOKEN;
import static io.github.imednet.snowflake.load.RecordedSnowflake.GCP_TOKEN;
import static io.github.imednet.snowflake.load.RecordedSnowflake.LOGIN;
import static io.github.imednet.snowflake.load.RecordedSnowflake.WORKLOAD_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.bench.ImednetProcess;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A workload that logs in with the identity its cloud gives it: the requests that leave the driver. It proves the
 * identity to Snowflake's own hosts only, and asks the clouds at fixed addresses: both are reached by a proxy here.
 */
class WorkloadIdentityRequestTest {

    /** Where the AWS SDK inside the driver looks for credentials first. */
    private static final Map<String, String> AWS = Map.of(
            "aws.accessKeyId", "AKIDEXAMPLE",
            "aws.secretAccessKey", "a-secret-of-aws",
            "aws.sessionToken", "a-session-of-aws",
            "aws.region", "eu-central-1");

    private final Map<String, String> before = new HashMap<>();
    private RecordedSnowflake snowflake;

    @BeforeEach
    void start() throws Exception {
        AWS.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
        snowflake = new RecordedSnowflake(false);
    }

    @AfterEach
    void stop() {
        snowflake.close();
        before.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }

    @Test
    void anOidcProvidersTokenGoesWithTheLogin() {
        assertThat(logIn("oidc", Map.of("snowflake.token", WORKLOAD_TOKEN)).asText()).isEqualTo(WORKLOAD_TOKEN);
    }

    /** A request to AWS that is not sent by the driver, but by Snowflake, which is told by AWS whose it is. */
    @Test
    void awsVouchesByARequestThatIsSignedWithTheWorkloadsCredentials() throws Exception {
        String region = System.getenv().getOrDefault("AWS_REGION", AWS.get("aws.region"));

        String token = logIn("aws", Map.of()).asText();

        JsonNode attestation = new ObjectMapper().readTree(Base64.getDecoder().decode(token));
        assertThat(attestation.path("method").asText()).isEqualTo("POST");
        assertThat(attestation.path("url").asText())
                .startsWith("https://sts." + region + ".amazonaws.com")
                .contains("Action=GetCallerIdentity");
        JsonNode headers = attestation.path("headers");
        assertThat(headers.path("X-Snowflake-Audience").asText()).isEqualTo("snowflakecomputing.com");
        assertThat(headers.path("X-Amz-Security-Token").asText()).isEqualTo(AWS.get("aws.sessionToken"));
        assertThat(headers.path("Authorization").asText())
                .matches("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\\d{8}/" + region + "/sts/aws4_request,"
                        + " SignedHeaders=.*x-snowflake-audience.*, Signature=[0-9a-f]{64}");
        assertThat(attestation.toString()).doesNotContain(AWS.get("aws.secretAccessKey"));
    }

    @Test
    void azureIsAskedForATokenForTheEntraResource() {
        JsonNode token = logIn("azure", Map.of("snowflake.workload-identity-entra-resource", "api://imednet"));

        assertThat(token.asText()).isEqualTo(WORKLOAD_TOKEN);
        RecordedSnowflake.Sent asked = snowflake.first(AZURE_TOKEN);
        assertThat(asked.uri().getHost()).isEqualTo("169.254.169.254");
        assertThat(asked.uri().getQuery()).contains("resource=api://imednet");
        assertThat(asked.headers().getFirst("Metadata")).isEqualTo("True");
    }

    /** Both the address of the endpoint and the other host come from the environment only. */
    @Test
    void anAzureFunctionsEndpointIsAskedAndAHostThatTheEnvironmentAllowsGetsTheToken(@TempDir Path directory)
            throws Exception {
        ProcessBuilder imednet =
                ImednetProcess.of(directory, "log", List.of(), List.of("query", "SELECT 1", "--format", "csv"));
        imednet.redirectOutput(directory.resolve("output").toFile());
        imednet.environment().putAll(Map.of(
                "IDENTITY_ENDPOINT", snowflake.uri() + AZURE_FUNCTIONS_TOKEN,
                "IDENTITY_HEADER", "header-of-the-function",
                "SNOWFLAKE_WIF_ALLOWED_HOST_SUFFIXES", "127.0.0.1",
                "SNOWFLAKE_ACCOUNT", "local",
                "SNOWFLAKE_URL", snowflake.uri().toString(),
                "SNOWFLAKE_AUTH_TYPE", "auth_wif",
                "SNOWFLAKE_WORKLOAD_IDENTITY_PROVIDER", "azure"));

        assertThat(imednet.start().waitFor()).isNotZero();

        RecordedSnowflake.Sent asked = snowflake.first(AZURE_FUNCTIONS_TOKEN);
        assertThat(asked.headers().getFirst("X-IDENTITY-HEADER")).isEqualTo("header-of-the-function");
        assertThat(token("azure").asText()).isEqualTo(WORKLOAD_TOKEN);
        assertThat(directory.resolve("log")).content().contains("Not let in");
        assertThat(directory.resolve("log")).content().doesNotContain(WORKLOAD_TOKEN);
    }

    @Test
    void gcpIsAskedForATokenForSnowflake() {
        assertThat(logIn("gcp", Map.of()).asText()).isEqualTo(WORKLOAD_TOKEN);

        RecordedSnowflake.Sent asked = snowflake.first(GCP_TOKEN);
        assertThat(asked.uri().getHost()).isEqualTo("metadata.google.internal");
        assertThat(asked.uri().getQuery()).isEqualTo("audience=snowflakecomputing.com");
        assertThat(asked.headers().getFirst("Metadata-Flavor")).isEqualTo("Google");
    }

    @Test
    void noOtherHostThanSnowflakesIsGivenAnIdentity() {
        assertThatThrownBy(() -> snowflake.connect(Map.of(
                        "snowflake.auth-type", "auth_wif", "snowflake.workload-identity-provider", "aws")))
                .hasStackTraceContaining("WORKLOAD_IDENTITY requires a recognized Snowflake host");

        assertThat(snowflake.count(LOGIN)).isZero();
    }

    /** Gives the token that Snowflake is sent. */
    private JsonNode logIn(String provider, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(others);
        settings.putAll(Map.of(
                "snowflake.auth-type", "auth_wif",
                "snowflake.workload-identity-provider", provider,
                "snowflake.url", "http://local.snowflakecomputing.com",
                "snowflake.allow-plain-http", "true",
                "snowflake.driver-properties",
                        "useProxy=true&proxyHost=127.0.0.1&proxyPort=" + snowflake.uri().getPort()));
        snowflake.logIn(settings);
        return token(provider);
    }

    private JsonNode token(String provider) {
        JsonNode login = snowflake.body(LOGIN).path("data");
        assertThat(login.path("AUTHENTICATOR").asText()).isEqualTo("WORKLOAD_IDENTITY");
        assertThat(login.path("PROVIDER").asText()).isEqualToIgnoringCase(provider);
        return login.path("TOKEN");
    }
}
