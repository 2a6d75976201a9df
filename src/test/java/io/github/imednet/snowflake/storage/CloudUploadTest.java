package io.github.imednet.snowflake.storage;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.http.HttpPipeline;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.common.policy.RequestRetryPolicy;
import io.github.imednet.snowflake.RoutesMain;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.StorageSettings;
import io.github.imednet.snowflake.load.Load;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.load.StageFolder;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the routes to Azure and to Google send, seen by a server in the cloud's place. */
class CloudUploadTest {

    private static final String ACCOUNT_KEY =
            Base64.getEncoder().encodeToString("account-key-of-the-tests".getBytes(StandardCharsets.UTF_8));

    private static String privateKey;

    @TempDir
    private Path directory;

    private RecordedRequests cloud;

    @BeforeAll
    static void makePrivateKey() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        privateKey = Base64.getEncoder().encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
    }

    @BeforeEach
    void startCloud() throws Exception {
        cloud = new RecordedRequests();
    }

    @AfterEach
    void stopCloud() {
        cloud.close();
    }

    @Test
    void azureGetsEachFileAsABlockBlobSignedWithTheKeyOfTheAccount() throws Exception {
        send("azure-blob", azure());

        assertThat(cloud.writes()).hasSize(2).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.headers().getFirst("x-ms-blob-type")).isEqualTo("BlockBlob");
            assertThat(request.headers().getFirst("Authorization")).startsWith("SharedKey account:");
            assertThat(request.headers().getFirst("Content-Length")).isEqualTo("" + request.body().length);
            assertThat(request.uri()).doesNotContain("sig=");
        });
        assertThat(cloud.writes()).extracting(request -> URI.create(request.uri()).getPath()).containsExactlyInAnyOrder(
                "/account/clinical/nightly/imednet/S_records_0-1.parquet",
                "/account/clinical/nightly/imednet/S_records_1-2.parquet");
        assertThat(cloud.writes()).extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("content of 0", "content of 1");
    }

    /** A limit of a part or of the whole is one of its size, by the line that it goes over. */
    @Test
    void anUploadToAzureMayTakeAnHour() {
        HttpPipeline requests = ((BlobServiceClient) AzureBlobClientFactory.open(
                        StorageSettings.read(key -> Optional.ofNullable(azure().get(key)))))
                .getHttpPipeline();

        assertThat(requests.getHttpClient())
                .extracting("writeTimeout", "responseTimeout")
                .containsExactly(Duration.ofMinutes(10), Duration.ofHours(1));
        assertThat(IntStream.range(0, requests.getPolicyCount()).mapToObj(requests::getPolicy))
                .filteredOn(RequestRetryPolicy.class::isInstance)
                .singleElement()
                .extracting("requestRetryOptions.tryTimeoutDuration", as(InstanceOfAssertFactories.DURATION))
                .isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void googleGetsEachFileAsAnObjectWithATokenOfTheServiceAccount() throws Exception {
        send("google-storage", google());

        assertThat(cloud.tokens()).isNotEmpty().allSatisfy(request -> assertThat(new String(request.body()))
                .contains("assertion="));
        assertThat(cloud.writes()).isNotEmpty().allSatisfy(request -> assertThat(
                        request.headers().getFirst("Authorization"))
                .isEqualTo("Bearer token-1"));
        String all = cloud.writes().stream()
                .map(request -> request.method() + " " + request.uri() + "\n" + new String(request.body()) + "\n")
                .reduce("", String::concat);
        assertThat(all)
                .contains("/upload/storage/v1/b/clinical/o?")
                .contains("nightly/imednet/S_records_0-1.parquet", "nightly/imednet/S_records_1-2.parquet")
                .contains("content of 0", "content of 1");
    }

    @Test
    void whatAzureRefusesIsPermanentAndWhatMayPassIsNot() throws Exception {
        cloud.refuse(403);
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> send("azure-blob", azure()))
                .withMessageContaining("Azure Blob Storage answered 403 (Refused)");
        assertThat(cloud.writes()).doesNotHaveDuplicates();

        cloud.refuse(503);
        assertRetryable(catchThrowable(() -> send("azure-blob", azure())), "Azure Blob Storage answered 503");
    }

    @Test
    void whatGoogleRefusesIsPermanentAndWhatMayPassIsNot() throws Exception {
        cloud.refuse(403);
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> send("google-storage", google()))
                .withMessageContaining("Google Cloud Storage answered 403");

        cloud.refuse(503);
        assertRetryable(catchThrowable(() -> send("google-storage", google())), "Google Cloud Storage answered 503");
    }

    @Test
    void aKeyFileThatIsNoneIsSaidToBeSoWithoutItsText() throws Exception {
        Path file = Files.writeString(directory.resolve("key.json"), "{\"private_key\":\"secret-of-the-file\"}");

        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> send("google-storage", google(file)))
                .havingRootCause()
                .withMessageContaining("export.google-storage.key-file is not a readable key of a service account")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret-of-the-file"));
    }

    /** Failures of the two clients are tried again by the route of a load, whose rule this is. */
    private static void assertRetryable(Throwable failure, String message) {
        assertThat(failure).hasMessageContaining(message);
        assertThat(new SnowflakeErrors().isRetryable(failure)).isTrue();
    }

    private Map<String, String> azure() {
        return Map.of(
                "export.upload", "azure-blob",
                "export.azure-blob.account", "account",
                "export.azure-blob.container", "clinical",
                "export.azure-blob.path-prefix", "nightly",
                "export.azure-blob.endpoint", cloud.uri() + "/account",
                "export.azure-blob.access-key", ACCOUNT_KEY);
    }

    private Map<String, String> google() throws Exception {
        return google(Files.writeString(directory.resolve("key.json"), """
                {"type": "service_account", "project_id": "p", "private_key_id": "1", "client_id": "2",
                 "client_email": "loader@p.iam.gserviceaccount.com", "token_uri": "%s/token",
                 "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"}
                """.formatted(cloud.uri(), privateKey)));
    }

    private Map<String, String> google(Path keyFile) {
        return Map.of(
                "export.upload", "google-storage",
                "export.google-storage.bucket", "clinical",
                "export.google-storage.path-prefix", "nightly",
                "export.google-storage.endpoint", cloud.uri().toString(),
                "export.google-storage.key-file", keyFile.toString());
    }

    private void send(String upload, Map<String, String> storage) throws Exception {
        Main main = new RoutesMain();
        Properties settings = new Properties();
        for (String key : new String[] {
            "imednet.api-key", "imednet.security-key", "snowflake.account", "snowflake.user", "snowflake.password",
            "snowflake.database", "snowflake.warehouse", "snowflake.stage", "snowflake.table"
        }) {
            settings.put(key, "x");
        }
        settings.putAll(storage);
        main.setOverrideProperties(settings);
        main.configure().withRoutesIncludePattern(String.join(",", BuiltInRoutes.patterns()));
        try {
            main.start();
            StorageSettings read = StorageSettings.read(key -> Optional.ofNullable(storage.get(key)));
            StageFolder folder = new StageFolder("\"STAGE\"", "imednet/", read.storage());
            Load load = new Load(null, folder, List.of(file(0), file(1)));
            main.getCamelContext().createProducerTemplate().requestBody("direct:send-by-" + upload, load);
        } catch (CamelExecutionException e) {
            Throwable cause = e.getCause();
            throw cause.getCause() instanceof Exception inner ? inner : (Exception) cause;
        } finally {
            main.stop();
        }
    }

    private StagedFile file(int number) throws Exception {
        Path path = directory.resolve("S_records_" + number + "-" + (number + 1) + ".parquet");
        Files.writeString(path, "content of " + number);
        return new StagedFile(
                "S/records/" + number, path, "0".repeat(64), Files.size(path), 1, number, number + 1L, null);
    }
}
