package org.spotalert.platform.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.spotalert.platform.camel.Contexts;

class FiguresTest {

    private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

    @Test
    void jmxAndMetricsSayWhatIsSoNow() throws Exception {
        ObjectName name = new ObjectName("org.spotalert:type=Test");
        AtomicInteger length = new AtomicInteger(3);
        CamelContext context = new DefaultCamelContext();
        try {
            new Figures("type=Test", "For this test")
                    .number("Length", "spot.test.length", "How long it is", length::get)
                    .text("State", "How it is", () -> "well")
                    .operation("grow", () -> length.incrementAndGet())
                    .operation("refuse", () -> {
                        throw new IllegalArgumentException("not now");
                    })
                    .show(context);
            assertThatThrownBy(() -> jmx.getMBeanInfo(name)).isInstanceOf(InstanceNotFoundException.class);

            context.start();

            assertThat(jmx.invoke(name, "grow", null, null)).isEqualTo("done");
            assertThat(jmx.getAttribute(name, "Length")).isEqualTo(4.0);
            assertThat(jmx.getAttributes(name, new String[] {"State", "Other"}))
                    .containsExactly(new Attribute("State", "well"));
            assertThat(Contexts.meters(context).get("spot.test.length").gauge().value())
                    .isEqualTo(4);
            assertThatThrownBy(() -> jmx.invoke(name, "refuse", null, null))
                    .isInstanceOf(MBeanException.class)
                    .hasRootCauseMessage("not now");
            assertThatThrownBy(() -> jmx.invoke(name, "wait", null, null)).hasRootCauseMessage("no such operation");
        } finally {
            context.stop();
        }
        assertThat(jmx.isRegistered(name)).isFalse();
    }
}
