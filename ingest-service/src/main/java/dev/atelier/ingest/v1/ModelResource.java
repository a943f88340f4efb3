package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.providers.Staffing;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A model, as clients see it. */
record ModelResource(
        @JsonProperty(required = true) @JsonPropertyDescription("owner/name.")
        String name,

        @JsonProperty(required = true) String title,

        @JsonProperty(required = true) @JsonPropertyDescription("What it can do; the first is what it does unasked.")
        List<SubmitBody.Task> capabilities,

        @JsonProperty(required = true) @JsonPropertyDescription("JSON Schema 2020-12 of its input.")
        JsonNode input,

        @JsonProperty(required = true)
        @JsonPropertyDescription(
                "ready; keyless: the key of its provider is missing; unstaffed: no worker runs it now, so "
                        + "what is asked of it waits.")
        String state,

        @JsonPropertyDescription("Of a keyless one: the environment variable that would hold the key.")
        Optional<String> missing,

        @JsonProperty(required = true) @JsonPropertyDescription("Which version of its definition this is.")
        int revision,

        @JsonPropertyDescription("Where it runs, best first. Shown to admins.")
        Optional<List<TargetResource>> targets,

        @JsonPropertyDescription("Where some generations run instead. Shown to admins.")
        Optional<List<ModelBody.RuleResource>> rules,

        @JsonPropertyDescription("How long it may take, where a request does not say.")
        Optional<ModelBody.TermsResource> terms) {
    /** The model as {@code admin} or anybody sees it. */
    static ModelResource of(ModelDefined model, Staffing staffing, boolean admin) {
        return new ModelResource(
                model.getModel(),
                model.getTitle(),
                model.getCapabilities().stream()
                        .filter(capability -> capability != Capability.UNKNOWN)
                        .map(SubmitBody.Task::of)
                        .toList(),
                Json.MAPPER.readTree(model.getInputSchema()),
                state(staffing),
                staffing instanceof Staffing.Keyless(var variable) ? Optional.of(variable) : Optional.empty(),
                model.getRevision(),
                admin
                        ? Optional.of(model.getTargets().stream()
                                .map(TargetResource::of)
                                .toList())
                        : Optional.empty(),
                Optional.of(model.getRules().stream()
                                .map(ModelBody.RuleResource::of)
                                .toList())
                        .filter(rules -> admin && !rules.isEmpty()),
                model.getTerms().map(ModelBody.TermsResource::of));
    }

    private static String state(Staffing staffing) {
        return switch (staffing) {
            case Staffing.Ready _ -> "ready";
            case Staffing.Keyless _ -> "keyless";
            case Staffing.Unstaffed _ -> "unstaffed";
        };
    }
}
