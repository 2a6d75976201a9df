package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings whose values ask a vault, by a function as those of Camel's components for vaults are. */
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
