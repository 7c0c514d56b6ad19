package org.spotalert.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
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
            HangUp.onSignal(refresh::refresh);
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
}
