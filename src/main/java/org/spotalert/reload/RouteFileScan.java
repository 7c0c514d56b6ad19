package org.spotalert.reload;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.scan.DefaultPackageScanResourceResolver;
import org.apache.camel.util.AntPathMatcher;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.settings.RouteFolder;

/** Finds the route files for the start as {@link RouteReload} does later: Camel's own scan follows no links. */
public final class RouteFileScan extends DefaultPackageScanResourceResolver implements CamelConfiguration {

    @Override
    public void configure(CamelContext context) {
        context.getCamelContextExtension().addContextPlugin(PackageScanResourceResolver.class, this);
    }

    @Override
    protected void findInFileSystem(
            File folder, Set<Resource> resources, String pattern, @Nullable Predicate<String> accepted)
            throws Exception {
        Path root = folder.toPath();
        ResourceLoader loader = PluginHelper.getResourceLoader(getCamelContext());
        RouteFolder routes = new RouteFolder(root);
        for (Path found : routes.files()) {
            String name = routes.nameOf(found);
            // As the folder is written, not as an absolute path.
            Path file = root.resolve(name);
            if (AntPathMatcher.INSTANCE.match(pattern, name) && (accepted == null || accepted.test(file.toString()))) {
                resources.add(loader.resolveResource("file:" + file));
            }
        }
    }

    /** What is wrong with the files of this folder, one line each with the file's name; empty when each of them parses. */
    public static List<String> problems(RouteFolder folder) {
        List<String> problems = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Map<Path, String> texts = folder.texts();
            if (texts.isEmpty()) {
                problems.add("there is no route file in " + folder.root());
            }
            texts.forEach((path, text) -> {
                try {
                    ParsedRouteFile.parse(context, path, text);
                } catch (RejectedChangeException broken) {
                    problems.add(folder.nameOf(path) + ": " + broken.getMessage());
                }
            });
        } catch (IOException unreadable) {
            problems.add("the folder of the route files, " + folder.root() + ", cannot be read");
        }
        return problems;
    }
}
