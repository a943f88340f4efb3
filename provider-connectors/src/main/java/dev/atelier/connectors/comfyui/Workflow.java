package dev.atelier.connectors.comfyui;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Attachments;
import dev.atelier.connectors.vendor.Attachments.Carried;
import dev.atelier.platform.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Fills a job's parameters into its workflow: the parameter {@code workflow}, a graph as ComfyUI exports it for its API.
 * Each text in it may hold {@code {{name}}}, which stands for the parameter of that name: a whole text becomes the value as
 * it is, a part of a text its letters. {@code {{model}}} is the provider's model and {@code {{seed}}} a seed of the
 * generation's own where there is no parameter of that name. Files are uploaded, and their names filled in: references of
 * ours wherever they are, URLs in parameters that are called after files.
 */
final class Workflow {
    /** The parameter that holds the graph. */
    static final String WORKFLOW = "workflow";

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z][A-Za-z0-9_]*)\\s*}}");
    private static final Pattern FILE = Pattern.compile("(.+_)?(image|mask|video|audio)(_\\d+)?");
    private static final String SEED = "seed";

    /** What came of filling it. */
    sealed interface Filling {}

    /** The graph to submit. */
    record Filled(ObjectNode graph) implements Filling {
        Filled {
            requireNonNull(graph);
        }
    }

    /** It cannot be filled, or a file of it cannot be had. */
    record Unfit(Failure failure) implements Filling {
        Unfit {
            requireNonNull(failure);
        }
    }

    private Workflow() {}

    static Filling fill(Job job, Uploads uploads) throws InterruptedException {
        if (!(job.parameters().path(WORKFLOW) instanceof ObjectNode template) || template.isEmpty()) {
            return unfit(WORKFLOW, "must be a workflow in the form for the API, where the model is defined");
        }
        Map<String, JsonNode> values = values(job);
        Set<String> places = places(template);
        for (var parameter : job.parameters().properties()) {
            String name = parameter.getKey();
            if (!name.equals(WORKFLOW) && !parameter.getValue().isNull() && !places.contains(name)) {
                return unfit(name, "has no place in the workflow");
            }
        }
        for (String place : places) {
            if (!values.containsKey(place)) {
                return unfit(place, "must be given: the workflow needs it");
            }
            if (isFile(place, values.get(place))) {
                switch (uploads.carry(job, place, values.get(place).asString())) {
                    case Carried.As(var name) -> values.put(place, StringNode.valueOf(name));
                    case Carried.Lost(var failure) -> {
                        return new Unfit(failure);
                    }
                }
            }
        }
        return new Filled((ObjectNode) filled(template, values));
    }

    /** The seed that {@code job} runs with, where its workflow has a place for one. */
    static Map<String, String> seed(Job job) {
        return places(job.parameters().path(WORKFLOW)).contains(SEED)
                ? Map.of(SEED, text(values(job), SEED))
                : Map.of();
    }

    private static Map<String, JsonNode> values(Job job) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("model", StringNode.valueOf(job.providerModel()));
        values.put(SEED, JsonNodeFactory.instance.numberNode(RunIds.seed(job)));
        job.parameters().properties().forEach(parameter -> {
            if (!parameter.getValue().isNull()) {
                values.put(parameter.getKey(), parameter.getValue());
            }
        });
        values.remove(WORKFLOW);
        return values;
    }

    private static boolean isFile(String name, JsonNode value) {
        return value.isString()
                && (Attachments.isOurs(value.asString())
                        || (FILE.matcher(name).matches() && value.asString().matches("https?://.*")));
    }

    private static Set<String> places(JsonNode node) {
        Set<String> places = new TreeSet<>();
        if (node.isString()) {
            PLACE.matcher(node.asString()).results().forEach(place -> places.add(place.group(1)));
        }
        node.forEach(child -> places.addAll(places(child)));
        return places;
    }

    private static JsonNode filled(JsonNode node, Map<String, JsonNode> values) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = object.objectNode();
                object.properties().forEach(entry -> copy.set(entry.getKey(), filled(entry.getValue(), values)));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = array.arrayNode();
                array.forEach(child -> copy.add(filled(child, values)));
                yield copy;
            }
            case StringNode text -> filled(text, values);
            default -> node;
        };
    }

    private static JsonNode filled(StringNode text, Map<String, JsonNode> values) {
        var place = PLACE.matcher(text.asString());
        return place.matches()
                ? values.getOrDefault(place.group(1), text)
                : StringNode.valueOf(place.replaceAll(found -> Matcher.quoteReplacement(text(values, found.group(1)))));
    }

    private static String text(Map<String, JsonNode> values, String name) {
        var value = values.getOrDefault(name, MissingNode.getInstance());
        return value.isString() ? value.asString() : value.toString();
    }

    private static Unfit unfit(String field, String rule) {
        String path = "input." + field;
        return new Unfit(new Failure.InvalidRequest(path + " " + rule, Optional.of(path)));
    }
}
