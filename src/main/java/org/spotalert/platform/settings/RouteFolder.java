package org.spotalert.platform.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The route files of a folder and its sub-folders. Links are followed, and what has a leading dot is left out: a
 * Kubernetes ConfigMap shows each file as a link into a hidden folder, and editors keep their own files hidden.
 *
 * <p>They are compared by content, not by file system events: content works alike on local disks, bind mounts and network
 * volumes, for editors that write a new file and rename it, and for folders made later.
 */
public record RouteFolder(Path root) {

    private static final String EXTENSION = ".camel.yaml";

    public RouteFolder {
        root = root.toAbsolutePath().normalize();
    }

    public static RouteFolder of(String path) {
        return new RouteFolder(Path.of(path));
    }

    /**
     * Lists the route files.
     *
     * @throws IOException when the folder or one of its sub-folders cannot be listed
     */
    public SortedSet<Path> files() throws IOException {
        return list(name -> name.endsWith(EXTENSION));
    }

    public SortedMap<Path, String> texts() throws IOException {
        SortedMap<Path, String> texts = new TreeMap<>();
        for (Path path : files()) {
            // Not readString, which refuses what is not UTF-8.
            texts.put(path, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** The same; nothing when it cannot be read, which is said by whoever runs the files. */
    public SortedMap<Path, String> readableTexts() {
        try {
            return texts();
        } catch (IOException unreadable) {
            return new TreeMap<>();
        }
    }

    /** The texts of the readable files that are channels, by the channels' names. */
    public Map<String, String> channels() {
        Map<String, String> channels = new TreeMap<>();
        readableTexts().forEach((path, text) -> {
            if (isChannel(path)) {
                channels.put(channel(path), text);
            }
        });
        return channels;
    }

    /**
     * The other YAML files, which nobody reads: most likely route files that somebody misses. One line each says how they have to
     * be named.
     */
    public List<String> misnamed() throws IOException {
        return list(name -> !name.endsWith(EXTENSION)
                        && name.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml"))
                .stream()
                .map(path -> nameOf(path) + " is not read: the names of route files end with .camel.yaml; name it "
                        + path.getFileName().toString().replaceFirst("(?i)(\\.camel)?\\.ya?ml$", "") + EXTENSION)
                .toList();
    }

    /** Whether the folder of channels is there: a missing one looks unmounted, so that none of its files counts as deleted. */
    public boolean hasChannels() {
        return Files.isDirectory(root.resolve("channels"));
    }

    public boolean isChannel(Path path) {
        return path.startsWith(root.resolve("channels"));
    }

    /** The name of the channel that a route file makes among those of channels. */
    public static String channel(Path file) {
        return file.getFileName().toString().replaceFirst("\\.camel\\.yaml$", "");
    }

    /** The file as an operator names it: its path below the folder. */
    public String nameOf(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    private SortedSet<Path> list(Predicate<String> wanted) throws IOException {
        SortedSet<Path> files = new TreeSet<>();
        Files.walkFileTree(
                root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                        return !directory.equals(root) && hidden(directory)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()
                                && !hidden(file)
                                && wanted.test(file.getFileName().toString())) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                        if (failure instanceof FileSystemLoopException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
        return files;
    }

    private static boolean hidden(Path path) {
        return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }
}
