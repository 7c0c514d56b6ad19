package org.spotalert.platform.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Set;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Camel shows in JMX: every step to those who can log in, and nothing of that when nobody can. */
class ManagementBeansTest {

    private static Set<ObjectName> steps(@Nullable Login login) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ManagementBeans.bind(context, new ManagementSettings(URI.create("http://127.0.0.1:9876"), login));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").log("a step");
                }
            });
            context.start();
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(
                            new ObjectName("org.apache.camel:type=processors,context=" + context.getName() + ",*"),
                            null);
        }
    }

    @Test
    void stepsAreShownToWhoCanLogIn() throws Exception {
        assertThat(steps(new Login("admin", "a-long-password-here"))).isNotEmpty();
    }

    @Test
    void stepsAreNotPreparedWhereNobodyCan() throws Exception {
        assertThat(steps(null)).isEmpty();
    }
}
