package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStorageTest {

    private static final Map<String, String> REQUIRED = Map.ofEntries(
            Map.entry("imednet.api-key", "key-1"),
            Map.entry("imednet.security-key", "key-2"),
            Map.entry("snowflake.account", "myorg-myaccount"),
            Map.entry("snowflake.user", "loader"),
            Map.entry("snowflake.password", "secret-3"),
            Map.entry("snowflake.database", "IMEDNET_DB"),
            Map.entry("snowflake.warehouse", "COMPUTE_WH"),
            Map.entry("snowflake.stage", "MY_STAGE"),
            Map.entry("snowflake.table", "RECORDS"),
            Map.entry("export.s3.bucket", "bucket"),
            Map.entry("export.azure-blob.account", "account"),
            Map.entry("export.azure-blob.container", "container"),
            Map.entry("export.google-storage.bucket", "bucket"));

    @ParameterizedTest
    @CsvSource({
        "s3, s3://bucket/",
        "azure-blob, azure://account.blob.core.windows.net/container/",
        "google-storage, gcs://bucket/"
    })
    void allButThePlaceHasADefaultAndTheStageIsNotMade(String upload, String url) {
        ExportSettings settings = read(Map.of("export.upload", upload));

        assertThat(settings.objectStorage().stageUrl()).isEqualTo(url);
        assertThat(settings.objectStorage().pathPrefix()).isEmpty();
        assertThat(settings.createStage()).isFalse();
        assertThat(settings.recorded()).containsEntry("export.upload", upload);
    }

    @Test
    void keysThatAreNotGivenAreLeftToTheChainOfTheCloud() {
        S3Settings s3 = (S3Settings) read(Map.of("export.upload", "s3")).objectStorage();
        AzureBlobSettings azure =
                (AzureBlobSettings) read(Map.of("export.upload", "azure-blob")).objectStorage();
        GoogleStorageSettings google = (GoogleStorageSettings)
                read(Map.of("export.upload", "google-storage")).objectStorage();

        assertThat(s3).isEqualTo(new S3Settings("bucket", "", null, null, null, null));
        assertThat(azure).isEqualTo(new AzureBlobSettings("account", "container", "", null, null));
        assertThat(azure.address()).isEqualTo("https://account.blob.core.windows.net");
        assertThat(google).isEqualTo(new GoogleStorageSettings("bucket", "", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "azure-blob", "google-storage"})
    void theSampleFileNamesEveryKeyOfTheStorage(String upload) throws Exception {
        Set<String> keys = new TreeSet<>();
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.put("export.upload", upload);
        // With an endpoint, for the setting that goes with it is asked for only then.
        all.put("export." + upload + ".endpoint", "https://storage.example.test");
        ExportSettings.read(key -> {
            keys.add(key);
            return Optional.ofNullable(all.get(key));
        });
        keys.removeIf(key -> key.startsWith("adbc."));

        assertThat(keys).contains("export." + upload + ".path-prefix", "export.allow-plain-http");
        assertThat(keys).allSatisfy(key -> assertThat(SettingsCatalog.find(key)).isPresent());
    }

    @Test
    void whatIsMissingOrBadIsToldWithAllElseAndOnlyOfTheStorageThatIsChosen() {
        Map<String, String> bad = Map.of(
                "export.upload", "s3",
                "export.s3.path-prefix", "a/../b",
                "export.s3.endpoint", "http://storage.example.test",
                "export.s3.access-key", "AKIA-OF-NOBODY");

        ExportConfigurationException problems = catchThrowableOfType(
                ExportConfigurationException.class,
                () -> ExportSettings.read(key -> Optional.ofNullable(bad.get(key))));

        assertThat(problems)
                .hasMessageContaining("snowflake.password is missing")
                .hasMessageContaining("export.s3.bucket is missing")
                .hasMessageContaining("export.s3.path-prefix is 'a/../b'")
                .hasMessageContaining("export.s3.endpoint is plain http to another machine")
                .hasMessageContaining("export.allow-plain-http=true")
                .hasMessageContaining("Of export.s3.access-key and export.s3.secret-key one is missing")
                .message().doesNotContain("AKIA-OF-NOBODY", "azure-blob", "google-storage");
    }

    @Test
    void anUploadOfNoKindIsRefusedWithTheKindsThereAre() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("export.upload", "ftp")))
                .withMessage("export.upload is 'ftp', not one of put, s3, azure-blob, google-storage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a?b", "a&b=c", "{{snowflake.password}}", "#bean:x", "RAW(x)", "-a", "a b"})
    void aBucketThatAnEndpointWouldMisreadIsRefused(String bucket) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read(Map.of("export.upload", "s3", "export.s3.bucket", bucket)))
                .withMessageContaining("export.s3.bucket is ");
    }

    @Test
    void noKeyOfAStorageIsShownOrRecorded() {
        ExportSettings s3 = read(Map.of(
                "export.upload", "s3", "export.s3.access-key", "secret-4", "export.s3.secret-key", "secret-5"));
        ExportSettings azure = read(Map.of("export.upload", "azure-blob", "export.azure-blob.access-key", "secret-6"));

        assertThat(s3 + "" + s3.recorded() + azure + azure.recorded()).doesNotContain("secret-");
    }

    private static ExportSettings read(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(others);
        return ExportSettings.read(key -> Optional.ofNullable(all.get(key)));
    }
}
