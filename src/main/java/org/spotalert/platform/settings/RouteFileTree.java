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
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a folder of routes and its sub-folders. Links are followed, and what has a leading dot is left out: a
 * Kubernetes ConfigMap shows each file as a link into a hidden folder, and editors keep their own files hidden.
 *
 * @param routes the route files
 * @param misnamed other YAML files, which nobody reads: most likely route files that somebody misses
 */
public record RouteFileTree(SortedSet<Path> routes, SortedSet<Path> misnamed) {

    private static final String EXTENSION = ".camel.yaml";

    /**
     * Lists the files, as paths below the folder.
     *
     * @throws IOException when the folder or one of its sub-folders cannot be listed
     */
    public static RouteFileTree of(Path folder) throws IOException {
        RouteFileTree tree = new RouteFileTree(new TreeSet<>(), new TreeSet<>());
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                        return !directory.equals(folder) && hidden(directory)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && !hidden(file)) {
                            tree.add(file);
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
        return tree;
    }

    /** The text of each route file. */
    public SortedMap<Path, String> texts() throws IOException {
        SortedMap<Path, String> texts = new TreeMap<>();
        for (Path path : routes) {
            // Not readString, which refuses what is not UTF-8.
            texts.put(path, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** The name of the channel that a route file makes among those of channels. */
    public static String channel(Path file) {
        return file.getFileName().toString().replaceFirst("\\.camel\\.yaml$", "");
    }

    /** The name that makes a route file of a YAML file. */
    public static String nameFor(Path file) {
        return file.getFileName().toString().replaceFirst("(?i)(\\.camel)?\\.ya?ml$", "") + EXTENSION;
    }

    private void add(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(EXTENSION)) {
            routes.add(file);
        } else if (name.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml")) {
            misnamed.add(file);
        }
    }

    private static boolean hidden(Path path) {
        return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }
}
