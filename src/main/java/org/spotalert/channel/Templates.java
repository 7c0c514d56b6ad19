package org.spotalert.channel;

import freemarker.cache.FileTemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;

/** The folder of message templates. A template is read again within a second of its change. */
public final class Templates {

    private static final long LOOK_AGAIN_MILLISECONDS = 1000;

    private final Path folder;

    /** The templates in this folder and the folders below it. */
    public Templates(Path folder) {
        this.folder = folder;
    }

    /**
     * How FreeMarker reads the templates: records as they are, {@code .ftlh} escaped as HTML, no Java class reachable
     * from a template.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    public Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        try {
            configuration.setTemplateLoader(new FileTemplateLoader(folder.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("the template folder " + folder + " cannot be read", e);
        }
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputEncoding("UTF-8");
        configuration.setLocale(Locale.US);
        configuration.setLocalizedLookup(false);
        configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateUpdateDelayMilliseconds(LOOK_AGAIN_MILLISECONDS);
        return configuration;
    }

    /** What is wrong with the templates, one line each with the template's name; empty when all of them parse. */
    public List<String> problems() {
        if (!Files.isDirectory(folder)) {
            return List.of("the template folder " + folder + " does not exist");
        }
        List<String> problems = new ArrayList<>();
        Configuration configuration = configuration();
        for (String name : names()) {
            try {
                configuration.getTemplate(name);
            } catch (ParseException e) {
                problems.add("the template " + name + " is broken in line " + e.getLineNumber() + ", column "
                        + e.getColumnNumber() + ": " + CleanText.line(e.getEditorMessage()));
            } catch (IOException e) {
                problems.add("the template " + name + " cannot be read");
            }
        }
        return problems;
    }

    private List<String> names() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.ftlh?"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
