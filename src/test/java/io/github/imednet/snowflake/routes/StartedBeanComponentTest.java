package io.github.imednet.snowflake.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.bean.BeanComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class StartedBeanComponentTest {

    @Test
    void whatIsFoundOutAboutABeansMethodsWhileRoutesAreMadeIsRemembered() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("text", new StringBuilder());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").bean("text", "length").filter().method("text", "isEmpty").log("empty");
                }
            });

            context.start();

            BeanComponent beans = context.getComponent("bean", BeanComponent.class);
            assertThat(beans.getCurrentBeanCacheSize()).isEqualTo(1);
        }
    }
}
