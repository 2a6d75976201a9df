package example;

import io.github.imednet.snowflake.embed.ExportRoutes;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Exports studies at the times of a timer. The settings are Spring's, below {@code nightly}. */
@SpringBootApplication
public class NightlyExportApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(NightlyExportApplication.class, arguments);
    }

    @Bean
    ExportRoutes nightly(ConfigurableEnvironment environment) {
        return ExportRoutes.named("nightly").withKeys(keys(environment));
    }

    /** What is set for this application, so that a misspelled key is refused; a system's environment is of many. */
    private static List<String> keys(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(source -> !(source instanceof SystemEnvironmentPropertySource))
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .toList();
    }

    @Bean
    CamelContextConfiguration exportRoutes(ExportRoutes nightly) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                try {
                    nightly.addTo(context);
                } catch (Exception e) {
                    throw new IllegalStateException("The routes of the export cannot be added", e);
                }
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // The routes start with the context.
            }
        };
    }
}
