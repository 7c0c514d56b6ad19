package org.spotalert.pipeline.owner;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.NamePattern;
import org.spotalert.platform.settings.SettingsReader;

/**
 * Where the program learns who looks after a service.
 *
 * @param catalogue the catalogue's file, which need not exist; null for none
 * @param ownerTags the keys of tags that name an owner, the first that is there counts
 * @param runbookTags the keys of tags that hold a runbook's address
 * @param runbookHosts the hosts to which such an address may lead
 */
public record OwnerSettings(
        @Nullable Path catalogue, List<String> ownerTags, List<String> runbookTags, List<NamePattern> runbookHosts) {

    public static Supplier<OwnerSettings> read(SettingsReader reader) {
        OwnerSettings settings = new OwnerSettings(
                reader.optional("spot.catalogue", Path::of).orElse(null),
                reader.list("spot.owner.tags"),
                reader.list("spot.runbook.tags"),
                reader.optional("spot.runbook.hosts", NamePattern::list).orElse(List.of()));
        return () -> settings;
    }
}
