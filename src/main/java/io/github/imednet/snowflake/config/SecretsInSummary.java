package io.github.imednet.snowflake.config;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.OnCamelContextInitializing;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Tells camel-main which settings are secrets, for it writes each setting that was looked up to its log when it has
 * started, and knows not all of their names. Camel finds this on the class path. A context of another kind writes no
 * such summary, and is left alone: Camel keeps the words of the last context that was told any for all of the JVM.
 */
public final class SecretsInSummary implements ContextServicePlugin {

    private static final String CAMEL_MAIN = "org.apache.camel.main";

    /** The words are added when camel-main has set those of its own configuration, which would take their place. */
    @Override
    public void load(CamelContext context) {
        if (hasSummary(context)) {
            OnCamelContextInitializing hide = SecretsInSummary::hide;
            context.addLifecycleStrategy(LifecycleStrategySupport.adapt(hide));
        }
    }

    /** Adds the words; also for a context that was there before the jar, as that of Camel JBang is. */
    static void hide(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        String words = extension.getAdditionalSensitiveKeywords();
        if (hasSummary(context) && (words == null || !words.contains(SettingNames.SENSITIVE))) {
            extension.setAdditionalSensitiveKeywords(
                    words == null ? SettingNames.SENSITIVE : words + ',' + SettingNames.SENSITIVE);
        }
    }

    /** Camel-main listens to all that is looked up. */
    private static boolean hasSummary(CamelContext context) {
        return context.getPropertiesComponent() instanceof PropertiesComponent properties
                && properties.getPropertiesLookupListeners().stream()
                        .anyMatch(listener -> listener.getClass().getPackageName().equals(CAMEL_MAIN));
    }
}
