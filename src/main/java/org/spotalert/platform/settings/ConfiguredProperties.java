package org.spotalert.platform.settings;

import java.util.Map;
import java.util.Set;

/**
 * What the operator has set, settings of the program or not.
 *
 * @param properties the properties of the files and of the JVM, as they are written
 * @param variables the names of the environment's variables
 */
public record ConfiguredProperties(Map<String, String> properties, Set<String> variables) {

    public ConfiguredProperties {
        properties = Map.copyOf(properties);
        variables = Set.copyOf(variables);
    }

    /** Without the values: some are secrets. */
    @Override
    public String toString() {
        return "GivenSettings[properties=" + properties.keySet() + ", variables=" + variables + "]";
    }
}
