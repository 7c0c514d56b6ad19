package org.spotalert.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The route files beside a running program: read and parsed, not run. */
public final class RouteFiles {

    private RouteFiles() {}

    /** What is wrong with the files of this folder, one line each with the file's name; empty when all of them parse. */
    public static List<String> problems(Path directory) {
        RouteFolder folder = new RouteFolder(directory);
        List<String> problems = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Map<Path, String> texts = folder.read().texts();
            if (texts.isEmpty()) {
                problems.add("there is no route file in " + directory);
            }
            texts.forEach((path, text) -> {
                try {
                    parse(context, ResourceHelper.fromString("file:" + path, text));
                } catch (Exception | StackOverflowError e) {
                    problems.add(folder.nameOf(path) + ": "
                            + RejectedChangeException.because(e).getMessage());
                }
            });
        } catch (IOException unreadable) {
            problems.add("the folder of the route files, " + directory + ", cannot be read");
        }
        return problems;
    }

    /** Parses one file alone; whether what it names is in another file shows at the start. */
    private static void parse(CamelContext context, Resource resource) throws Exception {
        for (RoutesBuilder parsed : PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource))) {
            if (parsed instanceof RouteBuilder builder) {
                builder.configureRoutes(context);
            }
            if (parsed instanceof RouteConfigurationBuilder builder) {
                builder.configuration();
            }
        }
    }

    /** What is said of YAML files that are no route files, one line each. */
    public static List<String> missed(Path directory) throws IOException {
        RouteFolder folder = new RouteFolder(directory);
        return folder.read().misnamed().stream().map(folder::missed).toList();
    }

    /** How many files there are. */
    public static int count(Path directory) throws IOException {
        return new RouteFolder(directory).read().texts().size();
    }
}
