package dev.atelier.dispatch.admission;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.Target;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Judges a request by what config says of its project and model; tags and routes it. Pure but for a cache of schemas. */
final class AdmissionRules {
    private static final int MOST_TAGS = 64;
    private static final int LONGEST_TAG = 128;

    private final InputRules inputRules = new InputRules();
    private final Router router;

    AdmissionRules(Router router) {
        this.router = router;
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
        Optional<InvalidRequest> badTag = tagViolation(request.getTags());
        if (badTag.isPresent()) {
            return refused(badTag.get());
        }
        if (Deadlines.of(request, model.get(), project).havePassed(now)) {
            return refused(new Failure.DeadlineExceeded("the deadline had passed on arrival"));
        }
        return judgeInput(request, project, model.get(), capability.get(), now);
    }

    private Verdict judgeInput(
            GenerationRequested request,
            ProjectDefined project,
            ModelDefined model,
            Capability capability,
            Instant now) {
        JsonNode input;
        try {
            input = Json.MAPPER.readTree(request.getInput());
        } catch (JacksonException e) {
            return invalid("input", "input must be a JSON object: " + e.getOriginalMessage());
        }
        if (!(input instanceof ObjectNode object)) {
            return invalid("input", "input must be a JSON object, but was " + input.getNodeType());
        }
        Optional<InvalidRequest> violation = inputRules.violation(model.getInputSchema(), object);
        if (violation.isPresent()) {
            return refused(violation.get());
        }
        List<Target> targets = router.route(request, model, object);
        if (targets.isEmpty()) {
            return invalid(
                    "provider",
                    "model %s does not run at provider %s"
                            .formatted(model.getModel(), request.getProvider().orElse("")));
        }
        return new Verdict.Admitted(admit(request, project, model, capability, targets, now));
    }

    private static GenerationAdmitted admit(
            GenerationRequested request,
            ProjectDefined project,
            ModelDefined model,
            Capability capability,
            List<Target> targets,
            Instant now) {
        return Deadlines.of(request, model, project)
                .set(GenerationAdmitted.newBuilder())
                .setRequest(tagged(request, project))
                .setModel(model.getModel())
                .setCapability(capability)
                .setTargets(targets)
                .setAdmittedAt(now)
                .build();
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
