package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnowflakeExportConfigTest {

    @Test
    void whatIsNotGivenHasTheDefaultOfTheGuide() {
        SnowflakeExportConfig config = required().build();

        assertThat(config.schema()).isEqualTo("PUBLIC");
        assertThat(config.stagePrefix()).isEqualTo("imednet");
        assertThat(config.localStagingDir()).isEmpty();
        assertThat(config.manifestPath()).isEmpty();
        assertThat(config.batchSize()).isEqualTo(500);
        assertThat(config.maxRetries()).isEqualTo(3);
        assertThat(config.retryBackoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.idempotent()).isTrue();
    }

    @Test
    void everythingThatIsGivenIsThere() {
        SnowflakeExportConfig config = required()
                .schema("RAW")
                .url("https://proxy.example.org")
                .stagePrefix("imednet/MY_STUDY")
                .localStagingDir(Path.of("/staging"))
                .manifestPath(Path.of("/manifest.jsonl"))
                .batchSize(1000)
                .maxRetries(5)
                .retryBackoff(Duration.ofMillis(2500))
                .idempotent(false)
                .imednetKeys("key-1", "key-2")
                .extra(Map.of("imednet.page-size", 100, "snowflake.role", "LOADER_ROLE"))
                .build();

        assertThat(config.account()).isEqualTo("myorg-myaccount");
        assertThat(config.user()).isEqualTo("loader");
        assertThat(config.database()).isEqualTo("IMEDNET_DB");
        assertThat(config.schema()).isEqualTo("RAW");
        assertThat(config.warehouse()).isEqualTo("COMPUTE_WH");
        assertThat(config.stage()).isEqualTo("MY_STAGE");
        assertThat(config.table()).isEqualTo("RECORDS");
        assertThat(config.stagePrefix()).isEqualTo("imednet/MY_STUDY");
        assertThat(config.localStagingDir()).contains(Path.of("/staging"));
        assertThat(config.manifestPath()).contains(Path.of("/manifest.jsonl"));
        assertThat(config.batchSize()).isEqualTo(1000);
        assertThat(config.maxRetries()).isEqualTo(5);
        assertThat(config.retryBackoff()).isEqualTo(Duration.ofMillis(2500));
        assertThat(config.idempotent()).isFalse();
        assertThat(config.extra())
                .containsOnly(Map.entry("imednet.page-size", "100"), Map.entry("snowflake.role", "LOADER_ROLE"));
        assertThat(config.settings())
                .containsEntry("imednet.page-size", "100")
                .containsEntry("snowflake.role", "LOADER_ROLE")
                .containsEntry("snowflake.url", "https://proxy.example.org");
    }

    @Test
    void allThatIsMissingBadOrNoSettingIsToldAtOnce() {
        ExportConfigurationException problems = catchThrowableOfType(
                ExportConfigurationException.class,
                () -> SnowflakeExportConfig.builder()
                        .account("a b")
                        .password("")
                        .batchSize(0)
                        .extra("export.bach-size", 7)
                        .imednetKeys("key-1", null)
                        .build());

        assertThat(problems.problems()).hasSize(10);
        assertThat(problems)
                .hasMessageContaining("snowflake.account is not a valid account identifier")
                .hasMessageContaining("snowflake.user is missing")
                .hasMessageContaining("snowflake.password is missing")
                .hasMessageContaining("snowflake.database is missing")
                .hasMessageContaining("snowflake.warehouse is missing")
                .hasMessageContaining("snowflake.stage is missing")
                .hasMessageContaining("snowflake.table is missing")
                .hasMessageContaining("export.batch-size is '0'")
                .hasMessageContaining("export.bach-size is not a setting")
                .hasMessageContaining("imednet.security-key is missing");
    }

    @Test
    void aSinkNeedsNoKeysOfImednetAndAnExportIsRefusedWithoutThem() {
        SnowflakeExportConfig config = required().build();

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> ImednetSnowflake.export("MY_STUDY", config))
                .withMessageContaining("imednet.api-key and imednet.security-key are missing");
    }

    @Test
    void noTextOfItShowsASecret() {
        SnowflakeExportConfig.Builder builder = required().imednetKeys("key-1", "key-2");

        assertThat(builder.toString()).doesNotContain("secret-3", "key-1", "key-2");
        assertThat(builder.build().toString())
                .contains("myorg-myaccount", "RECORDS")
                .doesNotContain("secret-3", "key-1", "key-2");
    }

    @Test
    void aConfigDoesNotChangeWithItsBuilder() {
        SnowflakeExportConfig.Builder builder = required();
        SnowflakeExportConfig config = builder.build();
        builder.table("OTHER");

        assertThat(config.table()).isEqualTo("RECORDS");
        assertThat(config.settings()).containsEntry("snowflake.table", "RECORDS");
    }

    private static SnowflakeExportConfig.Builder required() {
        return SnowflakeExportConfig.builder()
                .account("myorg-myaccount")
                .user("loader")
                .password("secret-3")
                .database("IMEDNET_DB")
                .warehouse("COMPUTE_WH")
                .stage("MY_STAGE")
                .table("RECORDS");
    }
}
