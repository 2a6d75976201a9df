package io.github.imednet.snowflake.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Starts Camel's bean component before the routes are made. It remembers what it has found out about a bean's methods
 * once it is started, and Camel starts it after the routes: without this, each step that calls a bean has the methods
 * of its class looked through again, which took about half of the CPU time that the start of the routes took. Camel
 * finds this on the class path.
 */
public final class StartedBeanComponent implements ContextServicePlugin {

    /** Not at once: what configures the component comes after the plugins. */
    @Override
    public void load(CamelContext context) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext initializing) {
                ServiceHelper.startService(initializing.getComponent("bean"));
            }
        });
    }
}
