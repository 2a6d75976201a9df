package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.RoutesMain;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export.load-interval} in the route: Camel takes what it cannot read as a time for none at all. */
class LoadIntervalTest {

    @ParameterizedTest
    @CsvSource({"1, 1000", "30, 30000", "+30, 30000", "86400, 86400000"})
    void theIntervalThatIsSetIsTheOneThatIsWaitedFor(String interval, long milliseconds) throws Exception {
        Main main = new RoutesMain();
        Properties settings = new Properties();
        for (String key : new String[] {
            "imednet.api-key", "imednet.security-key", "snowflake.account", "snowflake.user", "snowflake.password",
            "snowflake.database", "snowflake.warehouse", "snowflake.stage", "snowflake.table"
        }) {
            settings.put(key, "x");
        }
        settings.put("export.load-interval", interval);
        main.setOverrideProperties(settings);
        main.configure().withRoutesIncludePattern(String.join(",", BuiltInRoutes.patterns()));
        main.start();
        try {
            AggregateProcessor loads =
                    main.getCamelContext().getProcessor("collect-files", AggregateProcessor.class);
            assertThat(loads.getCompletionInterval()).isEqualTo(milliseconds);
        } finally {
            main.stop();
        }
    }
}
