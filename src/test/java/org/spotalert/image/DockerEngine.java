package org.spotalert.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Docker, or Podman, which understands the same commands. */
record DockerEngine(Tool tool, boolean podman) implements Engine {

    private static final String DATA = "/var/lib/spot-interruption-alerts";

    @Override
    public String name() {
        return podman ? "podman" : "docker";
    }

    @Override
    public void build(String image, Map<String, String> arguments) {
        List<String> command = new ArrayList<>(List.of("build", "--tag", image));
        if (podman) {
            // The other format knows no health check.
            command.addAll(List.of("--format", "docker"));
        }
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
            ObjectNode configuration = (ObjectNode) inspected(image, "{{json .Config}}");
            if (podman) {
                configuration.set("Healthcheck", inspected(image, "{{json .HealthCheck}}"));
            }
            return configuration;
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private JsonNode inspected(String image, String format) throws JsonProcessingException {
        return new ObjectMapper().readTree(tool.run("image", "inspect", "--format", format, image));
    }

    @Override
    public void removeVolume(String volume) {
        tool.works("volume", "rm", volume);
    }

    @Override
    public Container start(String image, Launch launch) {
        String name = "spot-interruption-alerts-" + UUID.randomUUID();
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--name", name, "--network", "host"));
        command.addAll(List.of("--read-only", "--tmpfs", "/tmp", "--security-opt", "label=disable"));
        command.addAll(List.of("--volume", launch.volume() + ":" + DATA));
        command.addAll(List.of("--volume", launch.templates().toAbsolutePath() + ":/app/templates:ro"));
        launch.environment().forEach((key, value) -> command.addAll(List.of("--env", key + "=" + value)));
        command.add(image);
        tool.run(BUILD, command);
        return new Running(tool, name);
    }

    private record Running(Tool tool, String name) implements Container {

        @Override
        public String exec(List<String> command) {
            List<String> line = new ArrayList<>(List.of("exec", name));
            line.addAll(command);
            return tool.run(BUILD, line);
        }

        @Override
        public String output() {
            // The program's errors go to the engine's, too.
            return new Tool(List.of("sh", "-c", tool.command().get(0) + " logs " + name + " 2>&1"), tool.log()).run();
        }

        @Override
        public int stop() {
            tool.run("stop", "-t", "25", name);
            return Integer.parseInt(tool.run("inspect", "--format", "{{.State.ExitCode}}", name));
        }

        @Override
        public void close() {
            tool.works("rm", "--force", name);
        }
    }
}
