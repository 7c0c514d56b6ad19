package org.spotalert.platform.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/** Where the claims are kept, and with them what nobody was told. */
public final class StoreSettingsReader {

    private StoreSettingsReader() {}

    public static Supplier<StoreSettings> read(SettingsReader reader) {
        Supplier<String> url = reader.required(
                "spot.store.url", "the JDBC URL of an H2 or PostgreSQL database", StoreSettings::checkedUrl);
        Optional<String> username = reader.optional("spot.store.username", text -> text);
        Optional<String> password = reader.optional("spot.store.password", text -> text);
        // A message that comes back when its deliveries are forgotten is sent again. The longest is ten years.
        Supplier<Duration> retention = reader.duration("spot.store.retention", "1h", "87600h");
        return () -> new StoreSettings(url.get(), username.orElse(null), password.orElse(null), retention.get());
    }
}
