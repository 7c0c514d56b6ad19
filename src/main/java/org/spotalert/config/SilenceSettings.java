package org.spotalert.config;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.claim.StoreSettings;

/**
 * What setting a silence from the command line needs of the program's settings.
 *
 * @param program where the running program answers about silences
 * @param token what it knows its friends by; null when it is not to be asked
 */
public record SilenceSettings(
        StoreSettings store, URI program, @Nullable String token) {

    /**
     * Reads and checks these settings, and no others.
     *
     * @param properties a property's value, with every placeholder resolved
     * @throws BadSettingsException naming everything that is wrong
     */
    public static SilenceSettings read(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<StoreSettings> store = ClaimSettings.read(reader);
        Supplier<Integer> port = reader.required("camel.management.port", "a port", SettingsReader.number(1, 65_535));
        SuppressionSettings suppression = SuppressionSettings.read(reader);
        reader.finish();
        return new SilenceSettings(
                store.get(), URI.create("http://127.0.0.1:" + port.get() + "/spot/silences"), suppression.token());
    }

    /** Without the token, which is a secret. */
    @Override
    public String toString() {
        return "SilenceSettings[store=" + store + ", program=" + program + "]";
    }
}
