package org.spotalert.platform.management;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.ManagementAgent;
import org.spotalert.platform.camel.Contexts;

/**
 * Figures of a part of the running program: attributes of an MBean in {@code org.spotalert}, the numbers among them also
 * metrics. They are read when somebody asks.
 */
public final class Figures implements DynamicMBean, StartupListener {

    private final String name;
    private final String description;
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final List<Gauge.Builder<?>> gauges = new ArrayList<>();

    private record Figure(MBeanAttributeInfo info, Supplier<?> value) {}

    /** What can be done to it. */
    @FunctionalInterface
    public interface Operation {

        void run() throws Exception;
    }

    /** Nothing yet about a part; the name is the MBean's, such as {@code type=Queue}. */
    public Figures(String name, String description) {
        this.name = name;
        this.description = description;
    }

    public Figures text(String attribute, String about, Supplier<String> value) {
        return add(String.class, attribute, about, value);
    }

    /** Adds a number, which is a metric as well. */
    public Figures number(String attribute, String metric, String about, Supplier<Number> value) {
        return number(attribute, metric, about, Tags.empty(), value);
    }

    /** Adds a number, which is a metric with tags as well. */
    public Figures number(String attribute, String metric, String about, Tags tags, Supplier<Number> value) {
        gauges.add(Gauge.builder(metric, value).description(about).tags(tags));
        return add(Double.class, attribute, about, () -> value.get().doubleValue());
    }

    private Figures add(Class<?> type, String attribute, String about, Supplier<?> value) {
        figures.put(
                attribute,
                new Figure(new MBeanAttributeInfo(attribute, type.getName(), about, true, false, false), value));
        return this;
    }

    public Figures operation(String operation, Operation action) {
        operations.put(operation, action);
        return this;
    }

    /** Shows them once the program runs. */
    public void show(CamelContext context) throws Exception {
        Contexts.whenStarted(context, this);
    }

    public void showNow(CamelContext context) {
        try {
            onCamelContextStarted(context, true);
        } catch (Exception refused) {
            throw RuntimeCamelException.wrapRuntimeException(refused);
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        gauges.forEach(gauge -> gauge.register(Contexts.meters(context)));
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        // None where JMX is switched off.
        if (agent != null) {
            agent.register(this, new ObjectName("org.spotalert:" + name));
        }
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        Figure figure = figures.get(attribute);
        if (figure == null) {
            throw new AttributeNotFoundException(attribute);
        }
        return figure.value().get();
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        return new AttributeList(Stream.of(attributes)
                .flatMap(attribute -> Stream.ofNullable(figures.get(attribute))
                        .map(figure -> new Attribute(attribute, figure.value().get())))
                .toList());
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature) throws MBeanException {
        try {
            Objects.requireNonNull(operations.get(operation), "no such operation")
                    .run();
            return "done";
        } catch (Exception refused) {
            // A client need not have our classes.
            throw new MBeanException(new IllegalStateException(refused.getMessage()));
        }
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " is only read");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return new MBeanInfo(
                Figures.class.getName(),
                description,
                figures.values().stream().map(Figure::info).toArray(MBeanAttributeInfo[]::new),
                null,
                operations.keySet().stream()
                        .map(each -> new MBeanOperationInfo(
                                each, each, null, String.class.getName(), MBeanOperationInfo.ACTION))
                        .toArray(MBeanOperationInfo[]::new),
                null);
    }
}
