package io.github.imednet.snowflake.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.WithoutLibraries;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.StorageSettings;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clouds' libraries are optional: without them all beans can be made, and who chooses one is told what to add. */
class MissingLibrariesTest {

    private static final String BEANS = "io.github.imednet.snowflake.storage.";

    @ParameterizedTest
    @ValueSource(strings = {"S3Errors", "AzureBlobErrors", "GoogleStorageErrors"})
    void beansAreMadeAndLookedIntoAsByCamel(String name) throws Exception {
        Class<?> bean = withoutClouds().loadClass(BEANS + name);

        assertThat(bean.getDeclaredConstructor().newInstance()).isNotNull();
        assertThat(bean.getDeclaredMethods()).isNotEmpty();
        assertThat(bean.getMethods()).isNotEmpty();
        assertThat(bean.getDeclaredFields()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"S3ClientFactory", "AzureBlobClientFactory", "GoogleStorageClientFactory"})
    void aClientThatIsNotChosenIsNotMissed(String name) throws Exception {
        assertThat(open(name, Map.of())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "S3ClientFactory, s3",
        "AzureBlobClientFactory, azure-blob",
        "GoogleStorageClientFactory, google-storage"
    })
    void whoChoosesAStorageIsToldWhatToAdd(String name, String upload) {
        Throwable failure = catchThrowable(() -> open(name, Map.of(
                "export.upload", upload,
                "export.s3.bucket", "bucket",
                "export.s3.region", "eu-central-1",
                "export.azure-blob.account", "account",
                "export.azure-blob.container", "container",
                "export.google-storage.bucket", "bucket")));

        assertThat(failure).isInstanceOf(InvocationTargetException.class);
        assertThat(failure.getCause())
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContaining("export.upload=" + upload + " needs a library that is missing")
                .hasMessageContaining("build with the profile " + upload);
    }

    private static Object open(String name, Map<String, String> others) throws Exception {
        Map<String, String> all = new HashMap<>(others);
        for (String key : new String[] {
            "imednet.api-key", "imednet.security-key", "snowflake.account", "snowflake.user", "snowflake.password",
            "snowflake.database", "snowflake.warehouse", "snowflake.stage", "snowflake.table"
        }) {
            all.put(key, "x");
        }
        StorageSettings settings = StorageSettings.read(key -> Optional.ofNullable(all.get(key)));
        return withoutClouds().loadClass(BEANS + name).getMethod("open", StorageSettings.class).invoke(null, settings);
    }

    private static WithoutLibraries withoutClouds() {
        return new WithoutLibraries(BEANS, "software.amazon.", "com.azure.", "com.google.");
    }
}
