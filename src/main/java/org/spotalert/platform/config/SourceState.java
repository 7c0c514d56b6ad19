package org.spotalert.platform.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a source fares.
 *
 * @param source its name, as {@code spot.config} lists it, or the variable that names a file
 * @param settings how many settings it has, of the last time that it could be read
 * @param problem why it cannot be read now, and what to do
 * @param denied the IAM action that AWS refuses; null for none
 */
public record SourceState(
        String source,
        int settings,
        Optional<String> problem,
        @Nullable String denied) {}
