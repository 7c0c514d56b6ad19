package org.spotalert.platform.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.settings.EnvironmentVariable;
import org.spotalert.platform.settings.SettingsReader;

/** Reads all sources: those that {@code spot.config} lists, and the files that variables ending in _FILE name. */
final class SourceReader {

    /** A login of the environment counts as a whole: parts of two would make none. */
    private static final Set<String> LOGINS = Set.of("AWS_PROFILE", "AWS_ACCESS_KEY_ID");

    private final List<SourceAddress> addresses;
    private final Function<String, Optional<String>> properties;
    private final Map<String, String> environment;

    private interface Source {
        Map<String, String> read() throws UnreadableSourceException;
    }

    /** @param properties the properties without the sources */
    SourceReader(
            List<SourceAddress> addresses,
            Function<String, Optional<String>> properties,
            Map<String, String> environment) {
        this.addresses = List.copyOf(addresses);
        this.properties = properties;
        this.environment = Map.copyOf(environment);
    }

    /** Reads them all; what they said before stands for a source that cannot be read now. */
    SettingValues read(SettingValues before) {
        return new Reading(before).all();
    }

    /** What each source says this time, and why one could not be read. */
    private final class Reading {

        private final SettingValues before;
        private final Map<String, Map<String, String>> said = new LinkedHashMap<>();
        private final Map<String, UnreadableSourceException> problems = new HashMap<>();

        Reading(SettingValues before) {
            this.before = before;
        }

        SettingValues all() {
            List<SourceAddress> there = new ArrayList<>();
            for (SourceAddress address : addresses) {
                if (address.inAws()) {
                    there.add(address);
                    said.put(address.toString(), Map.of());
                } else {
                    read(address.toString(), () -> Sources.file(address.place()));
                }
            }
            // Last, since AWS may be asked with the Region and the login of a file.
            if (!there.isEmpty()) {
                readInAws(there);
            }
            for (String variable : SettingName.files(environment.keySet())) {
                String file = environment.getOrDefault(variable, "");
                read(variable, () -> Map.of(SettingName.secretOf(variable), Sources.text(file)));
            }
            return new SettingValues(said, problems);
        }

        private void readInAws(List<SourceAddress> there) {
            Map<String, String> ofFiles = new SettingValues(said, Map.of()).values();
            SettingsReader reader = new SettingsReader(name ->
                    Optional.ofNullable(ofFiles.get(SettingName.of(name))).or(() -> properties.apply(name)));
            Supplier<AwsSettings> settings = AwsSettings.read(reader);
            if (!reader.problems().isEmpty()) {
                there.forEach(address -> read(address.toString(), () -> {
                    throw new UnreadableSourceException("AWS cannot be asked", String.join("; ", reader.problems()));
                }));
                return;
            }
            AwsSettings aws = settings.get();
            try (AwsClients clients = new AwsClients(aws)) {
                there.forEach(address -> read(
                        address.toString(),
                        () -> address.kind() == SourceAddress.Kind.SECRET
                                ? Sources.secret(address.place(), aws.region(), clients)
                                : Sources.parameters(address.place(), aws.region(), clients)));
            }
        }

        private void read(String name, Source source) {
            try {
                Map<String, String> settings = new HashMap<>();
                source.read().forEach((written, value) -> {
                    String setting = SettingName.of(written);
                    if (!value.isBlank() && !inEnvironment(setting)) {
                        settings.put(setting, value);
                    }
                });
                said.put(name, settings);
            } catch (UnreadableSourceException unreadable) {
                problems.put(name, unreadable);
                said.put(name, before.of(name));
            }
        }
    }

    /** The environment counts more than any source. */
    private boolean inEnvironment(String setting) {
        return setting.startsWith(SettingName.LOGIN)
                ? LOGINS.stream().anyMatch(environment::containsKey)
                : EnvironmentVariable.spellings(setting).stream().anyMatch(environment::containsKey);
    }
}
