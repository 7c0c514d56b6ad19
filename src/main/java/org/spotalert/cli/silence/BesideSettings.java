package org.spotalert.cli.silence;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.store.StoreSettings;

/**
 * What a command needs to ask beside the running program: the program itself, or the database that both use.
 *
 * @param store the database
 * @param management the program
 */
public record BesideSettings(StoreSettings store, ManagementSettings management) {

    /**
     * Reads and checks these settings, and no others.
     *
     * @param properties a property's value, with every placeholder resolved
     * @throws InvalidSettingsException naming everything that is wrong
     */
    public static BesideSettings read(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<StoreSettings> store = StoreSettings.read(reader);
        Supplier<ManagementSettings> management = ManagementSettings.read(reader);
        reader.finish();
        return new BesideSettings(store.get(), management.get());
    }
}
