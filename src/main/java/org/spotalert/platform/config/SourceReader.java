package org.spotalert.platform.config;

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

    private static final String FILE = "_FILE";
    /** A login of the environment counts as a whole: parts of two would make none. */
    private static final Set<String> LOGINS = Set.of("AWS_PROFILE", "AWS_ACCESS_KEY_ID");

    private final List<SourceAddress> addresses;
    private final Function<String, Optional<String>> properties;
    private final Map<String, String> environment;

    /** Reads one source. */
    private interface Source {
        Map<String, String> read() throws UnreadableSourceException;
    }

    /**
     * @param properties the properties without the sources
     */
    SourceReader(
            List<SourceAddress> addresses,
            Function<String, Optional<String>> properties,
            Map<String, String> environment) {
        this.addresses = List.copyOf(addresses);
        this.properties = properties;
        this.environment = Map.copyOf(environment);
    }

    /** The variables that name the file of a secret. */
    static List<String> files(Set<String> variables) {
        return variables.stream()
                .filter(name -> name.endsWith(FILE) && SettingName.isSecretVariable(secretOf(name)))
                .sorted()
                .toList();
    }

    /** The secret whose file this variable names. */
    static String secretOf(String variable) {
        return variable.substring(0, variable.length() - FILE.length());
    }

    /**
     * Reads them all.
     *
     * @param before what they said before; it stands for a source that cannot be read now
     */
    SettingValues read(SettingValues before) {
        Map<String, Map<String, String>> said = new LinkedHashMap<>();
        Map<String, UnreadableSourceException> problems = new HashMap<>();
        addresses.forEach(address -> said.put(address.toString(), Map.of()));
        // AWS may be asked with the Region and the login of a file.
        addresses.stream()
                .filter(address -> !address.inAws())
                .forEach(address ->
                        read(address.toString(), () -> Sources.file(address.place()), said, problems, before));
        inAws(said, problems, before);
        for (String variable : files(environment.keySet())) {
            String file = environment.getOrDefault(variable, "");
            read(variable, () -> Map.of(secretOf(variable), Sources.text(file)), said, problems, before);
        }
        return new SettingValues(said, problems);
    }

    private void inAws(
            Map<String, Map<String, String>> said,
            Map<String, UnreadableSourceException> problems,
            SettingValues before) {
        List<SourceAddress> there =
                addresses.stream().filter(SourceAddress::inAws).toList();
        if (there.isEmpty()) {
            return;
        }
        Map<String, String> ofFiles = new SettingValues(said, Map.of()).values();
        SettingsReader reader = new SettingsReader(
                name -> Optional.ofNullable(ofFiles.get(SettingName.of(name))).or(() -> properties.apply(name)));
        Supplier<AwsSettings> read = AwsSettings.read(reader);
        if (!reader.problems().isEmpty()) {
            UnreadableSourceException wrong =
                    new UnreadableSourceException("AWS cannot be asked", String.join("; ", reader.problems()));
            there.forEach(address -> {
                problems.put(address.toString(), wrong);
                said.put(address.toString(), before.of(address.toString()));
            });
            return;
        }
        AwsSettings aws = read.get();
        try (AwsClients clients = new AwsClients(aws)) {
            there.forEach(address -> read(
                    address.toString(),
                    () -> address.kind() == SourceAddress.Kind.SECRET
                            ? Sources.secret(address.place(), aws.region(), clients)
                            : Sources.parameters(address.place(), aws.region(), clients),
                    said,
                    problems,
                    before));
        }
    }

    private void read(
            String name,
            Source source,
            Map<String, Map<String, String>> said,
            Map<String, UnreadableSourceException> problems,
            SettingValues before) {
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

    /** The environment counts more than any source. */
    private boolean inEnvironment(String setting) {
        return setting.startsWith(SettingName.LOGIN)
                ? LOGINS.stream().anyMatch(environment::containsKey)
                : EnvironmentVariable.spellings(setting).stream().anyMatch(environment::containsKey);
    }
}
