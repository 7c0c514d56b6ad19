package org.spotalert.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds a Python that has what tests need; makes one in a virtual environment where there is none. */
public final class Python {

    private static final String MOTO = "moto[server]==5.2.1";
    private static final String AIOSMTPD = "aiosmtpd==1.4.6";
    private static final String[] TEMPLATE_TOOLS = {"cfn-lint==1.58.0", "cfn-guard-rs==0.3.3"};

    private Python() {}

    /**
     * The Python to run moto with.
     *
     * @throws IllegalStateException saying what to install, when there is none and none can be made
     */
    public static synchronized String withMoto() {
        return with("moto", "import moto, flask, werkzeug", MOTO);
    }

    /**
     * The Python to run a mail server with.
     *
     * @throws IllegalStateException saying what to install, when there is none and none can be made
     */
    static synchronized String withMailServer() {
        return with("aiosmtpd", "import aiosmtpd", AIOSMTPD);
    }

    /**
     * The Python to check CloudFormation templates with.
     *
     * @throws IllegalStateException saying what to install, when there is none and none can be made
     */
    public static synchronized String withTemplateTools() {
        return with(
                "cfn-lint",
                "import cfn_guard_rs; from cfnlint.version import __version__; assert __version__ == '1.58.0'",
                TEMPLATE_TOOLS);
    }

    /**
     * The Python to run the AWS CLI with: version 1, since version 2 is not on PyPI. What deploy.sh calls is the same in both.
     *
     * @throws IllegalStateException saying what to install, when there is none and none can be made
     */
    public static synchronized String withAwsCli() {
        return with("awscli", "import awscli", "awscli==1.46.3");
    }

    /**
     * The Python to read Terraform's files with.
     *
     * @throws IllegalStateException saying what to install, when there is none and none can be made
     */
    public static synchronized String withTerraformParser() {
        return with("hcl2", "import hcl2, yaml", "python-hcl2==8.1.4", "pyyaml==6.0.3");
    }

    private static String with(String name, String imports, String... requirements) {
        Path environment = Path.of("target", name + "-venv");
        String own = environment.resolve("bin").resolve("python").toString();
        return found(own, imports)
                .orElseGet(() -> InstallLock.alone(
                        name,
                        () -> found(own, imports).orElseGet(() -> install(name, environment, own, requirements))));
    }

    private static Optional<String> found(String own, String imports) {
        return Stream.of("python3", own)
                .filter(python -> succeeds(120, python, "-c", imports))
                .findFirst();
    }

    private static String install(String name, Path environment, String own, String... requirements) {
        System.out.println(name + " is not installed: installing it into " + environment + " (once)");
        List<String> install = new ArrayList<>(List.of(own, "-m", "pip", "install", "--quiet"));
        install.addAll(List.of(requirements));
        if (succeeds(120, "python3", "-m", "venv", environment.toString())
                && succeeds(600, install.toArray(String[]::new))) {
            return own;
        }
        throw new IllegalStateException(name + " is missing and could not be installed. Install Python 3 with"
                + " venv and pip, or install it yourself: python3 -m pip install '" + String.join("' '", requirements)
                + "'");
    }

    private static boolean succeeds(long seconds, String... command) {
        try {
            Files.createDirectories(Path.of("target"));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/python.log")))
                    .start();
            return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
