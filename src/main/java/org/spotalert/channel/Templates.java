package org.spotalert.channel;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;

/** The templates in their directory. They are read again when they change. */
public final class Templates {

    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final Path directory;

    public Templates(Path directory) {
        this.directory = directory;
    }

    /**
     * FreeMarker's configuration for this directory. Files that end in {@code .ftlh} escape HTML.
     *
     * @throws IOException when the directory cannot be read
     */
    public Configuration configuration() throws IOException {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setDirectoryForTemplateLoading(directory.toFile());
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setTemplateUpdateDelayMilliseconds(LOOK_AGAIN_MILLIS);
        return configuration;
    }

    /** What is wrong with the templates: one line for each that cannot be read or parsed, or that is missing. */
    public List<String> problems(List<String> needed) {
        List<String> problems = new ArrayList<>();
        try {
            Configuration configuration = configuration();
            for (String name : Stream.concat(needed.stream(), present().stream())
                    .distinct()
                    .sorted()
                    .toList()) {
                try {
                    configuration.getTemplate(name);
                } catch (IOException unusable) {
                    problems.add(directory.resolve(name) + " cannot be used: " + firstLine(unusable));
                }
            }
        } catch (IOException unreadable) {
            problems.add("the directory " + directory.toAbsolutePath() + " cannot be read");
        }
        return problems;
    }

    private List<String> present() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".ftl") || name.endsWith(".ftlh"))
                    .toList();
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
