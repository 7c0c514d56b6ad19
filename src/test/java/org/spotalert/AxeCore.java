package org.spotalert;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The script that judges how accessible a page is, installed by npm where it is missing. */
final class AxeCore {

    private static final String PACKAGE = "axe-core@4.14.1";
    private static final Path HOME = Path.of("target", "axe");
    private static final Path SCRIPT = HOME.resolve("node_modules/axe-core/axe.min.js");

    private AxeCore() {}

    /** The file of the script. */
    static synchronized Path script() throws IOException, InterruptedException {
        if (!Files.exists(SCRIPT)) {
            Files.createDirectories(HOME);
            new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--prefix", HOME.toString(), PACKAGE)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("target/axe.log"))
                    .start()
                    .waitFor(5, TimeUnit.MINUTES);
        }
        if (!Files.exists(SCRIPT)) {
            throw new IllegalStateException("npm does not install " + PACKAGE + "; see target/axe.log");
        }
        return SCRIPT;
    }
}
