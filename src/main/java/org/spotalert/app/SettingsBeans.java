package org.spotalert.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.settings.ConfiguredProperties;

/** Says at the start which settings are hardly what is meant. */
public final class SettingsBeans implements CamelConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsBeans.class);

    @Override
    public void configure(CamelContext context) {
        SettingWarnings.of(Contexts.property(context), given(context))
                .forEach(warning -> LOG.warn("doubtful setting: {}", warning));
    }

    /** What the operator has set, in files, in the environment and for the JVM. */
    public static ConfiguredProperties given(CamelContext context) {
        Map<String, String> properties = new HashMap<>();
        Properties ofFiles = context.getPropertiesComponent().loadProperties();
        Stream.of(ofFiles, System.getProperties())
                .forEach(all -> all.stringPropertyNames()
                        .forEach(name -> properties.put(name, String.valueOf(all.getProperty(name)))));
        return new ConfiguredProperties(properties, System.getenv().keySet());
    }
}
