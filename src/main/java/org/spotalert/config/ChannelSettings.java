package org.spotalert.config;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.aws.AwsAddress;

/** TODO */
public record ChannelSettings(@Nullable AwsAddress topic) {
    static Supplier<ChannelSettings> read(SettingsReader reader, Path templates) {
        return () -> new ChannelSettings(null);
    }
}
