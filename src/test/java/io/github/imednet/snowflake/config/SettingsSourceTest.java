package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings whose values name others, or ask a vault, by a function as those of Camel's components for vaults are. */
class SettingsSourceTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stopContext() {
        context.stop();
    }

    @Test
    void aSecretIsReadFromTheVaultThatItsValueNames() {
        ask(remainder -> remainder.equals("secret:snowflake#password") ? "from-the-vault" : null);
        set("snowflake.password", "{{testvault:secret:snowflake#password}}");

        assertThat(new SettingsSource(context).apply("snowflake.password")).contains("from-the-vault");
    }

    @Test
    void aVaultThatDoesNotAnswerIsToldWithEverythingElseThatIsWrong() {
        ask(remainder -> {
            throw new IllegalStateException("the vault is sealed");
        });
        set("snowflake.password", "{{testvault:secret:snowflake#password}}");

        assertThat(problems())
                .contains("snowflake.password cannot be read: the vault is sealed")
                .anyMatch(problem -> problem.startsWith("snowflake.user is missing"))
                .noneMatch(problem -> problem.startsWith("snowflake.password is missing"));
    }

    @Test
    void aVaultWhoseComponentIsNotThereIsTold() {
        set("snowflake.password", "{{aws:snowflake#password}}");

        assertThat(problems())
                .anyMatch(problem -> problem.startsWith("snowflake.password cannot be read")
                        && problem.contains("component for aws"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{{no.such.secret}}", "{{env:NO_SUCH_secret}}", "{{testvault:secret:nothing}}", "secret{{x", "secret}}x"
    })
    void whatIsSetAndStandsForNothingIsNotTakenAsNotSet(String value) {
        ask(remainder -> null);
        for (String key : List.of("export.privacy-policy", "export.fail-if-deletes", "snowflake.password")) {
            set(key, value);

            assertThat(problems())
                    .anyMatch(problem -> problem.startsWith(key + " cannot be read: a placeholder in it"))
                    .noneMatch(problem -> problem.startsWith(key + " is missing") || problem.contains("secret"));
        }
    }

    @Test
    void whatASourceHasThatTellsNoKeysIsLookedAtToo() {
        Map<String, String> environment = Map.of("export.forms", "{{no.such}}", "export.filter", "{{aws:filter}}");
        context.getPropertiesComponent().addPropertiesSource(new PropertiesSource() {
            @Override
            public String getName() {
                return "environment";
            }

            @Override
            public String getProperty(String name) {
                return environment.get(name);
            }
        });

        assertThat(problems())
                .anyMatch(problem -> problem.startsWith("export.forms cannot be read: a placeholder"))
                .anyMatch(problem -> problem.startsWith("export.filter cannot be read: it asks a vault"));
    }

    @Test
    void bracesThatAreMeantAsTheyAreHaveABackslashBeforeThem() {
        set("snowflake.password", "ab\\{{cd\\}}");

        assertThat(new SettingsSource(context).apply("snowflake.password")).contains("ab{{cd}}");
    }

    private List<String> problems() {
        return catchThrowableOfType(
                        ExportConfigurationException.class, () -> ExportSettings.read(new SettingsSource(context)))
                .problems();
    }

    private void set(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        context.getPropertiesComponent().setInitialProperties(properties);
    }

    private void ask(UnaryOperator<String> vault) {
        context.getPropertiesComponent().addPropertiesFunction(new PropertiesFunction() {
            @Override
            public String getName() {
                return "testvault";
            }

            @Override
            public String apply(String remainder) {
                return vault.apply(remainder);
            }
        });
    }
}
