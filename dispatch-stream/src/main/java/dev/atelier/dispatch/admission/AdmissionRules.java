package dev.atelier.dispatch.admission;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.StyleDefined;
import dev.atelier.event.Target;
import dev.atelier.platform.catalogue.BatchInputs;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.catalogue.Router;
import dev.atelier.platform.catalogue.Styles;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Judges a request by what config says of its project and model; tags and routes it. Pure but for a cache of schemas. */
final class AdmissionRules {
    private static final int MOST_TAGS = 64;
    private static final int LONGEST_TAG = 128;

    private final InputRules inputRules = new InputRules();
    private final Router router;
    private final Function<String, Optional<StyleDefined>> styles;

    AdmissionRules(Router router, Function<String, Optional<StyleDefined>> styles) {
        this.router = router;
        this.styles = styles;
    }

    /** Judges {@code request}; {@code model} is the one it names, or else its project's default. */
    Verdict judge(GenerationRequested request, ProjectDefined project, Optional<ModelDefined> model, Instant now) {
        if (model.isEmpty()) {
            String name = request.getModel().or(project::getDefaultModel).orElse("no model");
            return refused(new Failure.ModelNotFound("model %s is not known".formatted(name)));
        }
        Optional<Capability> capability = capability(request, model.get());
        if (capability.isEmpty()) {
            return invalid(
                    "capability",
                    "capability is none of the model's: " + model.get().getCapabilities());
        }
        Optional<InvalidRequest> badTag = tagViolation(ownTags(request));
        if (badTag.isPresent()) {
            return refused(badTag.get());
        }
        if (Deadlines.of(request, model.get(), project).havePassed(now)) {
            return refused(new Failure.DeadlineExceeded("the deadline had passed on arrival"));
        }
        return judge(new Case(tagged(request, project), project, model.get(), capability.get(), now));
    }

    /** A request, tagged, and what config says of it. */
    private record Case(
            GenerationRequested request,
            ProjectDefined project,
            ModelDefined model,
            Capability capability,
            Instant now) {}

    private Verdict judge(Case known) {
        JsonNode input;
        try {
            input = Json.MAPPER.readTree(known.request().getInput());
        } catch (JacksonException e) {
            return invalid("input", "input must be a JSON object: " + e.getOriginalMessage());
        }
        if (!(input instanceof ObjectNode object)) {
            return invalid("input", "input must be a JSON object, but was " + input.getNodeType());
        }
        Optional<InvalidRequest> violation = inputRules.violation(known.model().getInputSchema(), object);
        if (violation.isPresent()) {
            return refused(violation.get());
        }
        return known.request()
                .getStyle()
                .map(style -> inStyle(known, style, object))
                .orElseGet(() -> route(known, object));
    }

    private Verdict inStyle(Case known, String name, ObjectNode input) {
        Optional<StyleDefined> style = styles.apply(name);
        if (style.isEmpty()) {
            return invalid("style", "style %s is not known".formatted(name));
        }
        ObjectNode styled = Styles.apply(style.get(), known.model(), input);
        return inputRules
                .violation(style.get(), known.model(), styled)
                .map(AdmissionRules::refused)
                .orElseGet(() -> route(known, styled));
    }

    private Verdict route(Case known, ObjectNode input) {
        List<Target> targets = router.route(known.request(), known.model(), known.capability(), input);
        if (targets.isEmpty()) {
            return refused(Router.nowhere(known.request(), known.model(), known.capability()));
        }
        return new Verdict.Admitted(Deadlines.of(known.request(), known.model(), known.project())
                .set(GenerationAdmitted.newBuilder())
                .setRequest(known.request())
                .setModel(known.model().getModel())
                .setCapability(known.capability())
                .setTargets(targets)
                .setAdmittedAt(known.now())
                .build());
    }

    private static GenerationRequested tagged(GenerationRequested request, ProjectDefined project) {
        if (project.getTags().isEmpty()) {
            return request;
        }
        var tags = new TreeSet<>(request.getTags());
        tags.addAll(project.getTags());
        return GenerationRequested.newBuilder(request)
                .setTags(List.copyOf(tags))
                .build();
    }

    private static Optional<Capability> capability(GenerationRequested request, ModelDefined model) {
        return request.getCapability()
                .or(() -> model.getCapabilities().stream().findFirst())
                .filter(model.getCapabilities()::contains)
                .filter(capability -> capability != Capability.UNKNOWN);
    }

    /** Without the label by which a batch's generations are found: its client did not choose it. */
    private static List<String> ownTags(GenerationRequested request) {
        return request.getBatchId()
                .map(BatchInputs::label)
                .map(label -> request.getTags().stream()
                        .filter(tag -> !tag.equals(label))
                        .toList())
                .orElse(request.getTags());
    }

    private static Optional<InvalidRequest> tagViolation(List<String> tags) {
        if (tags.size() > MOST_TAGS) {
            return Optional.of(new InvalidRequest(
                    "tags must be at most %d, but were %d".formatted(MOST_TAGS, tags.size()), Optional.of("tags")));
        }
        return tags.stream()
                .filter(tag -> tag.isBlank() || tag.length() > LONGEST_TAG)
                .findFirst()
                .map(tag -> new InvalidRequest(
                        "a tag must have 1 to %d characters, but had %d".formatted(LONGEST_TAG, tag.length()),
                        Optional.of("tags")));
    }

    private static Verdict invalid(String field, String detail) {
        return refused(new InvalidRequest(detail, Optional.of(field)));
    }

    private static Verdict refused(Failure failure) {
        return new Verdict.Refused(failure);
    }
}
