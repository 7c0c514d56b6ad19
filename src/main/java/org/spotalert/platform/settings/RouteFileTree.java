package org.spotalert.platform.settings;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files of a folder of routes and its sub-folders. Links are followed, and what has a leading dot is left out: a
 * Kubernetes ConfigMap shows each file as a link into a hidden folder, and editors keep their own files hidden.
 *
 * @param routes the route files
 * @param misnamed other YAML files, which nobody reads
 */
public record RouteFileTree(SortedSet<Path> routes, SortedSet<Path> misnamed) {

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

    private void add(Path file) {
        if (RouteFileName.is(file)) {
            routes.add(file);
        } else if (RouteFileName.isMissed(file)) {
            misnamed.add(file);
        }
    }

    private static boolean hidden(Path path) {
        return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }
}
