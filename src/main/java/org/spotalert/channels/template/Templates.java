package org.spotalert.channels.template;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileNameGlobMatcher;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.TextSanitizer;

/**
 * The folder of message templates, whose edits are seen within a second, and the templates that are built in: the folder as
 * it was when the program was built.
 */
public record Templates(Path folder) {

    private static final long LOOK_AGAIN_MILLISECONDS = 1000;
    private static final String BUILT_IN = "/templates";
    private static final String MESSAGE = "message.md.ftl";

    private static final Configuration BUILT_INS = configured(new ClassTemplateLoader(Templates.class, BUILT_IN));

    /**
     * How FreeMarker reads the templates of the folder: records as they are, {@code .ftlh} escaped as HTML and {@code .md.ftl} as
     * Markdown, no Java class reachable from a template.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    public Configuration configuration() {
        try {
            return configured(new FileTemplateLoader(folder.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("the template folder " + folder + " cannot be read", e);
        }
    }

    /** How FreeMarker reads these templates, in the same way. */
    public static Configuration configured(TemplateLoader loader) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateLoader(loader);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputEncoding("UTF-8");
        configuration.setLocale(Locale.US);
        configuration.setLocalizedLookup(false);
        configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        TemplateConfiguration markdown = new TemplateConfiguration();
        markdown.setOutputFormat(MarkdownFormat.INSTANCE);
        configuration.setTemplateConfigurations(
                new ConditionalTemplateConfigurationFactory(new FileNameGlobMatcher("*.md.ftl"), markdown));
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateUpdateDelayMilliseconds(LOOK_AGAIN_MILLISECONDS);
        return configuration;
    }

    /** The template of this name that is built in; none for one that an operator has added. */
    public Optional<Template> builtIn(String name) {
        try {
            return Optional.of(BUILT_INS.getTemplate(name));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /**
     * What keeps the program from sending anything, one line each: a folder that does not exist, and broken templates
     * without a built-in one of their name.
     */
    public List<String> problems() {
        if (!Files.isDirectory(folder)) {
            return List.of("the template folder " + folder + " does not exist");
        }
        return broken().entrySet().stream()
                .filter(template -> builtIn(template.getKey()).isEmpty())
                .map(template -> "the template " + template.getKey() + " " + template.getValue())
                .toList();
    }

    /** What is wrong with each template of the folder that does not parse, by the template's name. */
    public Map<String, String> broken() {
        return faults(template -> {});
    }

    /** What is wrong with each template that cannot be rendered with all of these messages, by the template's name. */
    public Map<String, String> failing(List<AlertMessage> samples) {
        return faults(template -> {
            for (AlertMessage sample : samples) {
                template.process(
                        Map.of("body", sample, "headers", Map.of(), "variables", variables(sample)),
                        Writer.nullWriter());
            }
        });
    }

    /** What routes set before they render a template: the message as the built-in template lays it out. */
    private Map<String, Object> variables(AlertMessage sample) throws IOException, TemplateException {
        StringWriter markdown = new StringWriter();
        BUILT_INS.getTemplate(MESSAGE).process(Map.of("body", sample), markdown);
        return Map.of(
                "layout",
                Layout.of(markdown.toString()),
                "written",
                Map.of("title", sample.headline(), "text", markdown.toString(), "calls", List.of("@sample")));
    }

    private interface Check {
        void of(Template template) throws IOException, TemplateException;
    }

    private Map<String, String> faults(Check check) {
        Map<String, String> faults = new TreeMap<>();
        Configuration configuration = configuration();
        for (String name : names()) {
            try {
                check.of(configuration.getTemplate(name));
            } catch (IOException | TemplateException failure) {
                faults.put(name, fault(failure));
            }
        }
        return faults;
    }

    /** How many templates there are. */
    public int count() {
        return names().size();
    }

    /** A number that changes with every edit of the folder. */
    long version() {
        return names().stream()
                .mapToLong(name ->
                        31L * name.hashCode() + folder.resolve(name).toFile().lastModified())
                .sum();
    }

    private List<String> names() {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    // A ConfigMap keeps its versions in hidden folders.
                    .filter(name -> name.matches("(?!\\.|.*/\\.).*\\.ftlh?"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Says what is wrong with a template, in one line that follows its name. */
    static String fault(Exception failure) {
        if (failure instanceof ParseException broken) {
            return "is broken in line " + broken.getLineNumber() + ", column " + broken.getColumnNumber() + ": "
                    + TextSanitizer.line(broken.getEditorMessage());
        }
        if (failure instanceof TemplateException failed) {
            return "fails in line " + failed.getLineNumber() + " of " + failed.getTemplateSourceName() + ": "
                    + TextSanitizer.line(String.valueOf(failed.getMessageWithoutStackTop()));
        }
        return failure instanceof TemplateNotFoundException ? "does not exist" : "cannot be read";
    }
}
