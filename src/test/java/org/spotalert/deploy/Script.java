package org.spotalert.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A run of deploy/deploy.sh.
 *
 * @param output what it has said, on either stream
 */
record Script(int exitCode, String output) {

    /** Runs it with these variables, and none of DEPLOY_* of who runs the tests. */
    static Script run(Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/bash", "deploy/deploy.sh"));
        command.addAll(List.of(arguments));
        Path answers = Files.writeString(Files.createTempFile("answers", ".txt"), input);
        Path output = Files.createTempFile("deploy", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(answers.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(output.toString()));
        builder.environment().keySet().removeIf(name -> name.startsWith("DEPLOY_") || name.equals("ENGINE"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("deploy.sh does not end:\n" + Files.readString(output));
        }
        return new Script(process.exitValue(), Files.readString(output));
    }

    /** Puts the tools of the system that the script uses into a directory for {@code PATH}, and these programs. */
    static Path tools(Path directory, Map<String, String> programs) throws IOException {
        Map<String, String> all = new HashMap<>(programs);
        for (String tool : List.of("bash", "dirname", "awk", "uname", "cat", "find", "sort", "xargs", "sha256sum")) {
            Path there = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            all.putIfAbsent(tool, "exec " + there + " \"$@\"");
        }
        for (Map.Entry<String, String> program : all.entrySet()) {
            Path file =
                    Files.writeString(directory.resolve(program.getKey()), "#!/bin/bash\n" + program.getValue() + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return directory;
    }
}
