package org.spotalert.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.LoggerFactory;
import org.spotalert.channels.ChannelSettings;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.config.Config;
import org.spotalert.platform.config.SettingsRefresh;
import org.spotalert.platform.health.WarningHealthCheck;
import org.spotalert.platform.settings.InvalidSettingsException;

/** Makes what reads settings anew where they live. */
final class ConfigBeans {

    private ConfigBeans() {}

    static SettingsRefresh bind(CamelContext context, Config config, InstantSource clock) {
        SettingsRefresh refresh = new SettingsRefresh(config, candidate -> problems(context, candidate), clock);
        context.getRegistry().bind("settingsRefresh", refresh);
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("settings", refresh::warning));
        if (!config.isEmpty()) {
            onHangUp(refresh::refresh);
        }
        return refresh;
    }

    /** What would be wrong with the channels if these secrets were theirs. */
    private static List<String> problems(CamelContext context, Function<String, Optional<String>> candidate) {
        try {
            new Settings(name -> candidate
                            .apply(name)
                            .or(() -> Contexts.property(context).apply(name)))
                    .require(ChannelSettings::read, Settings.checkedBy(ChannelSettings::checkFiles));
            return List.of();
        } catch (InvalidSettingsException bad) {
            return bad.problems();
        }
    }

    /**
     * Runs an action at each SIGHUP, on a thread of the JVM; a machine without signals has none. The class for signals is in
     * every JDK, but no part of Java: javac refuses its name.
     */
    private static void onHangUp(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.publicLookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance("HUP"),
                            MethodHandleProxies.asInterfaceInstance(
                                    handler, MethodHandles.dropArguments(run, 0, signal)));
        } catch (ReflectiveOperationException absent) {
            LoggerFactory.getLogger(ConfigBeans.class).debug("no signals here", absent);
        }
    }
}
