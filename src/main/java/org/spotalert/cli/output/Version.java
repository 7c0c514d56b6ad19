package org.spotalert.cli.output;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from the manifest of its jar. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "spot-interruption-alerts " + Objects.requireNonNullElse(version, "(not from a jar)"),
            "Java ${java.version} (${java.vendor}), ${os.name} ${os.arch}"
        };
    }
}
