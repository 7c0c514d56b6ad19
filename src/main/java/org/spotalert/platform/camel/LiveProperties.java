package org.spotalert.platform.camel;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** Properties that may change while the program runs. */
public interface LiveProperties extends PropertiesSource {

    /** The name of the source. */
    String NAME = "live";

    @Override
    @Nullable String getProperty(String name);

    /** The value of a secret as it stands: what looks like a placeholder in it is none. Nothing for other properties. */
    Optional<String> literal(String name);

    /** Reads several properties that belong together, between two changes. */
    <T> T together(Supplier<T> reads);
}
