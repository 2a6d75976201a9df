package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.embed.ExportRoutes;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.support.CamelContextHelper;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    /** As Camel JBang's, whose class path gets the jar when a kamelet of it is loaded. */
    private boolean jarComesLater;

    private final Main main = new Main() {
        @Override
        protected CamelContext createCamelContext() {
            CamelContext context = super.createCamelContext();
            context.setApplicationContextClassLoader(new ClassLoader(getClass().getClassLoader()) {
                @Override
                public Enumeration<URL> getResources(String name) throws IOException {
                    return jarComesLater && name.startsWith("META-INF/services/org.apache.camel.spi.Context")
                            ? Collections.emptyEnumeration() : super.getResources(name);
                }
            });
            return context;
        }
    };
    private final Properties settings = new Properties();

    @BeforeEach
    void configure() {
        settings.putAll(SETTINGS);
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setOverrideProperties(settings);
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"**/*", "config/resources", "query/*"})
    void theSummaryOfPlaceholdersHasNoSecret(String routes) throws Exception {
        main.configure()
                .withRoutesIncludePattern("classpath:META-INF/imednet-snowflake/routes/" + routes + ".camel.yaml");

        assertNoSecretIsLogged("snowflake.passcode = xxxxxx");
    }

    @Test
    void norHasItThoseOfRoutesUnderANameOfTheirOwn() throws Exception {
        settings.put("nightly.imednet.security-key", "marked-nightly-key");
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                ExportRoutes.named("nightly").addTo(getContext());
            }
        });

        assertNoSecretIsLogged("nightly.imednet.security-key = xxxxxx");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void norThoseOfAKameletAndOfARouteOfOnesOwn(boolean jarComesLater) throws Exception {
        this.jarComesLater = jarComesLater;
        settings.put("my.security-key", "marked-own-key");
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:imednet-records-source?studyKey=S&securityKey={{my.security-key}}").autoStartup(false)
                        .setHeader("x-imn-security-key", simple("{{imednet.security-key}}"))
                        .to("log:pages");
            }
        });

        assertNoSecretIsLogged("imednet.security-key = xxxxxx");
    }

    @Test
    void whatTheApplicationCallsASecretItselfStaysOne() throws Exception {
        settings.put("camel.main.additional-sensitive-keywords", "badgenumber");
        settings.put("my.badge-number", "marked-badge");
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:badge").setBody(simple("{{my.badge-number}} {{imednet.security-key}}"));
            }
        });

        assertNoSecretIsLogged("my.badge-number = xxxxxx");
        assertThat(List.of(
                        "imednet.security-key", "nightly.imednet.security-key", "snowflake.uri", "snowflake.passcode",
                        "snowflake.private-key-passphrase", "snowflake.private-key", "snowflake.token",
                        "adbc.snowflake.sql.client_option.auth_token", "my.badge-number"))
                .allMatch(key -> CamelContextHelper.containsSensitive(main.getCamelContext(), key));
        assertThat(List.of("imednet.base-url", "snowflake.account", "export.batch-size"))
                .noneMatch(key -> CamelContextHelper.containsSensitive(main.getCamelContext(), key));
    }

    @Test
    void aContextWithoutASummaryKeepsTheWordsThatItHas() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            ExportRoutes.named("nightly").withSettings(SETTINGS).addTo(context);
            context.start();

            assertThat(context.getCamelContextExtension().getAdditionalSensitiveKeywords()).isNull();
        }
    }

    private void addRoutes(RouteBuilder routes) {
        main.configure().addRoutesBuilder(routes);
    }

    private void assertNoSecretIsLogged(String instead) throws Exception {
        try (LogLines log = new LogLines(Level.INFO)) {
            main.start();

            assertThat(log.lines())
                    .anyMatch(line -> line.contains(instead))
                    .noneMatch(line -> line.contains("marked-"));
        }
    }
}
