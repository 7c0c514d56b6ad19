package org.spotalert.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What builds images and runs containers on this machine. */
interface Engine {

    /** How long a build may take that fetches everything. */
    Duration BUILD = Duration.ofMinutes(20);

    /** A container to run: read-only, with an empty /tmp and the network of this machine. */
    record Launch(Map<String, String> environment, Path templates, String volume) {}

    /** A container that was started. */
    interface Container extends AutoCloseable {

        /** Runs a command in the container, as the user of its program, and returns its output. */
        String exec(List<String> command);

        /** What the program has written. */
        String output();

        /** Sends SIGTERM, SIGKILL after 25 s, and returns the exit code. */
        int stop();

        @Override
        void close();
    }

    /** The first of docker, podman and buildah that works here, or the one that ENGINE names. */
    static Engine find(Path directory) {
        String chosen = System.getenv().getOrDefault("ENGINE", "docker podman buildah");
        for (String name : chosen.split(" ")) {
            Tool tool = new Tool(List.of(name), directory.resolve(name + ".log"));
            if (tool.works("info")) {
                return name.equals("buildah")
                        ? new BuildahEngine(tool, directory)
                        : new DockerEngine(tool, name.equals("podman"));
            }
        }
        throw new IllegalStateException("The image cannot be built here by any of: " + chosen
                + ". Install one of them and start its engine. What they say is in " + directory + "/*.log");
    }

    String name();

    /** Builds the Dockerfile of the working directory. */
    void build(String image, Map<String, String> arguments);

    /** How large the image is, as the engine says. */
    String size(String image);

    /** The image's configuration, in Docker's words: User, Healthcheck and so on. */
    JsonNode configuration(String image);

    Container start(String image, Launch launch);

    void removeVolume(String volume);
}
