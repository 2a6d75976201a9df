package example;

import io.github.imednet.snowflake.embed.ExportRoutes;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Exports studies at the times of a timer. The settings are Spring's, below {@code nightly}. */
@SpringBootApplication
public class NightlyExportApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(NightlyExportApplication.class, arguments);
    }

    @Bean
    ExportRoutes nightly() {
        return ExportRoutes.named("nightly");
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
