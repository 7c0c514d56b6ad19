package org.spotalert.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Buildah, which needs no engine; its images run in namespaces that the kernel gives to root. */
record BuildahEngine(Tool tool, Path directory) implements Engine {

    private static final String RUN = "src/test/image/run-without-engine.sh";

    @Override
    public String name() {
        return "buildah";
    }

    @Override
    public void build(String image, Map<String, String> arguments) {
        // The other format knows no health check.
        List<String> command = new ArrayList<>(List.of("build", "--format", "docker", "--tag", image));
        arguments.forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
        command.add(".");
        tool.run(BUILD, command);
    }

    @Override
    public String size(String image) {
        return tool.run("images", "--format", "{{.Size}}", image);
    }

    @Override
    public JsonNode configuration(String image) {
        try {
            return new ObjectMapper()
                    .readTree(tool.run("inspect", "--type", "image", image))
                    .at("/Docker/config");
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    @Override
    public void removeVolume(String volume) {
        new Tool(List.of("rm", "-r"), tool.log())
                .works(directory.resolve(volume).toString());
    }

    @Override
    public Container start(String image, Launch launch) {
        JsonNode configuration = configuration(image);
        String user = configuration.path("User").asText();
        String container = tool.run("from", "--pull-never", image);
        String root = tool.run("mount", container);
        Path log = directory.resolve(container + ".log");
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", RUN, root, user));
        command.add(configuration.path("WorkingDir").asText());
        configuration.path("Volumes").fieldNames().forEachRemaining(volume -> {
            Path data = directory.resolve(launch.volume());
            // An engine fills a new volume with what the image has there, and keeps its owner.
            if (!Files.exists(data)) {
                new Tool(List.of("cp", "--archive"), tool.log()).run(root + volume, data.toString());
            }
            command.add(data.toAbsolutePath() + ":" + volume + ":rw");
        });
        command.add(launch.templates().toAbsolutePath() + ":/app/templates:ro");
        command.add("--");
        configuration.path("Entrypoint").forEach(part -> command.add(part.asText()));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().clear();
            configuration.path("Env").forEach(variable -> {
                String[] parts = variable.asText().split("=", 2);
                builder.environment().put(parts[0], parts[1]);
            });
            builder.environment().putAll(launch.environment());
            List<String> variables = builder.environment().entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .toList();
            return new Running(tool, container, user, variables, builder.start(), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record Running(Tool tool, String container, String user, List<String> variables, Process process, Path log)
            implements Container {

        /** The program is the only child of the process that has made its namespaces. */
        private ProcessHandle program() {
            return process.children()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the container has ended:\n" + output()));
        }

        @Override
        public String exec(List<String> command) {
            String[] ids = user.split(":", 2);
            List<String> line = new ArrayList<>(List.of("--ignore-environment"));
            line.addAll(variables);
            line.addAll(List.of("nsenter", "--target", String.valueOf(program().pid()), "--mount", "--pid"));
            line.addAll(List.of("--root", "--wd", "--setuid", ids[0], "--setgid", ids[1]));
            line.addAll(command);
            return new Tool(List.of("env"), tool.log()).run(BUILD, line);
        }

        @Override
        public String output() {
            try {
                return Files.readString(log);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public int stop() {
            try {
                ProcessHandle program = program();
                program.destroy();
                if (!process.waitFor(25, TimeUnit.SECONDS)) {
                    program.destroyForcibly();
                    process.waitFor();
                }
                return process.exitValue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            tool.works("rm", container);
        }
    }
}
