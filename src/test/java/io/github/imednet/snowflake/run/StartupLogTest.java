package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What camel-main says at the start of a program that has the routes, with no more than a user would set. */
class StartupLogTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "imednet.api-key", "marked-api-key",
            "imednet.security-key", "marked-security-key",
            "snowflake.uri", "LOADER:marked-password@local/IMEDNET/PUBLIC",
            "snowflake.auth-type", "auth_mfa",
            "snowflake.passcode", "marked-passcode",
            "snowflake.warehouse", "COMPUTE_WH",
            "snowflake.stage", "MY_STAGE",
            "snowflake.table", "RECORDS");

    @ParameterizedTest
    @ValueSource(strings = {"*", "resources", "query*"})
    void theSummaryOfPlaceholdersHasNoSecret(String routes) throws Exception {
        Main main = new Main();
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        Properties settings = new Properties();
        settings.putAll(SETTINGS);
        main.setOverrideProperties(settings);
        main.configure()
                .withRoutesIncludePattern("classpath:META-INF/imednet-snowflake/routes/" + routes + ".camel.yaml");
        try (LogLines log = new LogLines(Level.INFO)) {
            main.start();
            main.stop();

            assertThat(log.lines())
                    .anyMatch(line -> line.contains("snowflake.passcode = xxxxxx"))
                    .noneMatch(line -> line.contains("marked-"));
        }
    }
}
