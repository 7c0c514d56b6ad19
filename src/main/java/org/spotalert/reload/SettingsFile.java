package org.spotalert.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the settings beside a running program. A channel that is added needs settings of its own, which the operator
 * writes there; they are read again, and count for routes that are made from then on.
 */
final class SettingsFile {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    /** Which locations of properties are read again; the others are in the jar. */
    private static final String FILES = "file:*";

    private final CamelContext context;
    private final Path file;
    private FileTime seen;

    SettingsFile(CamelContext context, Path file) {
        this.context = context;
        this.file = file;
        this.seen = lastModified();
    }

    /** Reads the file again if it has changed, and returns whether it has. */
    boolean readAgain() {
        FileTime now = lastModified();
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        try {
            context.getPropertiesComponent().reloadProperties(FILES);
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .log("settings were read again, for channels added or edited from now on");
            return true;
        } catch (RuntimeException unreadable) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue(
                            "reason",
                            RejectedChangeException.because(unreadable).getMessage())
                    .log("settings cannot be read again, those of before hold");
            return false;
        }
    }

    private FileTime lastModified() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException absent) {
            return FileTime.fromMillis(0);
        }
    }
}
