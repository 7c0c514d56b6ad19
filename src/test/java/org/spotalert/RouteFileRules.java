package org.spotalert;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rules of one route file. */
final class RouteFileRules {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern SIMPLE_SHORT_FORM = Pattern.compile("simple|constant|jsonpath|header|variable");
    /** A placeholder without a dot: settings of the program have one. */
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{([A-Za-z]+)(?=[:}])");

    private static final Set<String> CODE_IN_YAML =
            Set.of("groovy", "script", "js", "joor", "java", "mvel", "ognl", "python");
    private static final Set<String> ROOTS = Set.of("route", "routeConfiguration", "routeTemplate", "templatedRoute");
    /** Elements that hold steps without being a step: their id is not needed. */
    private static final Set<String> BRANCHES = Set.of("when", "otherwise", "doCatch", "doFinally");

    private static final int LONGEST_FILE = 230;
    private static final int LONGEST_EXPRESSION = 80;
    private static final int DEEPEST_NESTING = 3;

    private final String name;
    private final String stem;
    private final boolean channel;
    private final boolean template;
    private final String text;
    private final JsonSchema schema;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> directTargets = new HashSet<>();
    private final Set<String> directEntries = new HashSet<>();

    RouteFileRules(String name, String text, JsonSchema schema) {
        this.name = name.replace('\\', '/');
        this.stem = this.name.replaceFirst("^.*/", "").replaceFirst("\\..*$", "");
        this.channel = this.name.startsWith("channels/");
        this.template = this.name.startsWith("templates/");
        this.text = text;
        this.schema = schema;
        check();
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    Set<String> directTargets() {
        return Set.copyOf(directTargets);
    }

    Set<String> directEntries() {
        return Set.copyOf(directEntries);
    }

    private void check() {
        if (!name.endsWith(".camel.yaml")) {
            problem("its name does not end in .camel.yaml, so that nothing reads it");
            return;
        }
        if (text.lines().count() > LONGEST_FILE) {
            problem("longer than " + LONGEST_FILE + " lines");
        }
        try {
            JsonNode root = RouteFilesTest.parse(text);
            schema.validate(root).forEach(fault -> problem(fault.getMessage()));
            checkRoot(root);
        } catch (IOException e) {
            problem("not YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void checkRoot(JsonNode root) {
        List<JsonNode> routes = root.findValues("route");
        for (JsonNode element : root) {
            element.fieldNames().forEachRemaining(field -> {
                if (!ROOTS.contains(field)) {
                    problem("has a " + field + " at the top, only " + ROOTS + " belong there");
                }
            });
        }
        List<JsonNode> templates = root.findValues("routeTemplate");
        List<JsonNode> templated = root.findValues("templatedRoute");
        String id = channel ? "channel-" + stem : stem;
        if ((channel || template)
                && Stream.of(routes, templates, templated)
                        .flatMap(List::stream)
                        .noneMatch(one -> one.path("id")
                                .asText(one.path("routeId").asText())
                                .equals(id))) {
            problem("defines no route with the id " + id);
        }
        templates.forEach(this::checkTemplate);
        templated.forEach(this::checkTemplated);
        root.findValues("routeConfiguration").stream()
                .filter(configuration -> configuration.has("id") && !configuration.has("description"))
                .forEach(configuration -> problem(configuration.path("id").asText() + " needs a description"));
        routes.forEach(this::checkRoute);
        Set<String> ids = new HashSet<>();
        walkSteps(root, (kind, step) -> checkStep(kind, step, ids));
        walk(root, this::checkElement);
    }

    /** Kaoto and other editors ask for a template's parameters by what it declares of them. */
    private void checkTemplate(JsonNode definition) {
        Set<String> declared = new HashSet<>();
        for (JsonNode parameter : definition.path("parameters")) {
            String parameterName = parameter.path("name").asText();
            declared.add(parameterName);
            if (!parameter.has("description") || !(parameter.has("required") || parameter.has("defaultValue"))) {
                problem("the parameter " + parameterName + " needs a description, and required or defaultValue");
            }
        }
        PARAMETER
                .matcher(definition.path("route").toString())
                .results()
                .map(used -> used.group(1))
                .filter(used -> !declared.contains(used))
                .distinct()
                .forEach(used -> problem("the parameter " + used + " is used and not declared"));
    }

    /** The name that a template puts into endpoints and settings is the one that the channel is known by. */
    private void checkTemplated(JsonNode route) {
        directEntries.add(route.path("routeId").asText());
        boolean named = StreamSupport.stream(route.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("name").asText().equals("channel"))
                .anyMatch(parameter -> route.path("routeId")
                        .asText()
                        .equals("channel-" + parameter.path("value").asText()));
        if (!named) {
            problem("routeId must be channel- and the parameter channel");
        }
    }

    private void checkRoute(JsonNode route) {
        String id = route.path("id").asText(template ? stem : "");
        if (id.isEmpty() || !route.has("description")) {
            problem("route " + id + " needs an id and a description");
        }
        if (route.has("errorHandler")) {
            problem("route " + id + " has an errorHandler: put it into a routeConfiguration");
        }
        if (template || (channel && id.equals("channel-" + stem))) {
            require(route, "group", "channel");
            if (!route.has("routeConfigurationId")) {
                problem("route " + id + " names no routeConfigurationId, so that it tries once");
            }
        }
        directOf(route.path("from"), directEntries);
        int depth = depth(route.path("from"));
        if (depth > DEEPEST_NESTING) {
            problem("route " + id + " nests " + depth + " deep, at most " + DEEPEST_NESTING);
        }
    }

    private void require(JsonNode node, String field, String value) {
        if (!node.path(field).asText().equals(value)) {
            problem(field + " must be " + value + ", is " + node.path(field).asText("missing"));
        }
    }

    private void checkStep(String kind, JsonNode step, Set<String> ids) {
        if (!step.isObject()) {
            problem(kind + ": not in canonical form");
            return;
        }
        if (BRANCHES.contains(kind)) {
            return;
        }
        String id = step.path("id").asText();
        if (id.isEmpty()) {
            problem("a step " + kind + " has no id");
        } else if (!KEBAB_CASE.matcher(id).matches()) {
            problem("the step id " + id + " is not in kebab-case");
        } else if (!ids.add(id)) {
            problem("the step id " + id + " is used twice");
        }
    }

    private void checkElement(String field, JsonNode value) {
        if (CODE_IN_YAML.contains(field)) {
            problem(field + ": code belongs in Java");
        }
        if (field.equals("uri")) {
            checkUri(value.asText());
        }
        if (SIMPLE_SHORT_FORM.matcher(field).matches() && value.isTextual()) {
            problem(field + ": not in canonical form (" + field + ".expression)");
        }
        if (field.equals("simple") && value.path("expression").asText().length() > LONGEST_EXPRESSION) {
            problem("a Simple expression is longer than " + LONGEST_EXPRESSION + " characters");
        }
        if (Set.of("to", "toD", "wireTap", "enrich").contains(field) && value.isObject()) {
            directOf(value, directTargets);
            String constant = value.at("/expression/constant/expression").asText();
            if (field.equals("enrich") && constant.startsWith("direct:")) {
                directTargets.add(constant.substring("direct:".length()));
            }
            if (value.path("uri").asText().startsWith("window:")) {
                directTargets.add(value.path("uri").asText().substring("window:".length()));
            }
        }
        if (Set.of("deadLetterUri", "overflow").contains(field)
                && value.asText().startsWith("direct:")) {
            directTargets.add(value.asText().substring("direct:".length()));
        }
    }

    /** Canonical is the scheme, or the scheme and one name; options are parameters. */
    private void checkUri(String uri) {
        if (uri.contains("?")) {
            problem("the uri " + uri.replaceFirst("\\?.*", "?...")
                    + " is not in canonical form: options are parameters");
        }
    }

    private static void directOf(JsonNode endpoint, Set<String> names) {
        String uri = endpoint.path("uri").asText();
        if (uri.equals("direct")) {
            names.add(endpoint.path("parameters").path("name").asText());
        } else if (uri.startsWith("direct:")) {
            names.add(uri.substring("direct:".length()));
        }
    }

    /** How deep steps nest. */
    private static int depth(JsonNode node) {
        int deepest = 0;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            deepest =
                    Math.max(deepest, depth(field.getValue()) + (field.getKey().equals("steps") ? 1 : 0));
        }
        for (JsonNode child : node) {
            deepest = Math.max(deepest, node.isArray() ? depth(child) : 0);
        }
        return deepest;
    }

    private static void walk(JsonNode node, BiConsumer<String, JsonNode> visit) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            visit.accept(field.getKey(), field.getValue());
        }
        node.forEach(child -> walk(child, visit));
    }

    private static void walkSteps(JsonNode root, BiConsumer<String, JsonNode> visit) {
        walk(root, (field, value) -> {
            if (field.equals("steps")) {
                value.forEach(step -> walkOne(step, visit));
            }
        });
    }

    private static void walkOne(JsonNode step, BiConsumer<String, JsonNode> visit) {
        if (!step.isObject()) {
            visit.accept(step.asText(), step);
        }
        step.properties().forEach(field -> visit.accept(field.getKey(), field.getValue()));
    }

    private void problem(String problem) {
        problems.add(name + ": " + problem);
    }
}
