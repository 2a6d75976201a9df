package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the failure of an export says, with all its causes, to whoever embeds the routes. */
class FailureTextTest {

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(10));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void aValueThatSnowflakeRefusesIsInNoMessageOfTheChain() throws Exception {
        servers.failSnowflake(
                "sql-error:on=COPY INTO,times=always,code=100038,state=22018,message=Value 'Headache' refused");

        Throwable failure = catchThrowable(() -> servers.export("SAMPLE", Map.of()));

        assertThat(failure)
                .isInstanceOf(ExportBatchException.class)
                .hasMessageContaining("Snowflake refused a value (error 100038, SQL state 22018)")
                .hasMessageFindingMatch("query history, query id [0-9a-f-]{36}");
        assertThat(StackTraces.of(failure)).doesNotContain("Headache");
    }

    @Test
    void aWrongPasswordIsInNoMessageOfTheChain() {
        Throwable failure =
                catchThrowable(() -> servers.export("SAMPLE", Map.of("snowflake.password", "marked-wrong")));

        assertThat(failure).hasMessageContaining("check snowflake.account, snowflake.user and snowflake.password");
        assertThat(StackTraces.of(failure)).doesNotContain("marked-wrong");
    }
}
