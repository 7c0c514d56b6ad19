package org.spotalert.platform.settings;

import java.util.Map;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** Properties that routes use and that follow from the settings. */
public final class DerivedProperties implements PropertiesSource {

    private final Map<String, String> values;

    public DerivedProperties(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public String getName() {
        return "derived";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return values.get(name);
    }
}
