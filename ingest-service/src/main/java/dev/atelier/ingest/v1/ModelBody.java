package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.RoutingRule;
import dev.atelier.event.Terms;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code PUT /v1/models/{owner}/{name}}. */
record ModelBody(
        @JsonProperty(required = true) @JsonPropertyDescription("One line for a person.")
        String title,

        @JsonProperty(required = true) @JsonPropertyDescription("What it can do; the first is what it does unasked.")
        List<SubmitBody.Task> capabilities,

        @JsonProperty(required = true) @JsonPropertyDescription("JSON Schema 2020-12 of its input.")
        ObjectNode input,

        @JsonProperty(required = true) @JsonPropertyDescription("Where it runs, best first.")
        List<TargetResource> targets,

        @JsonPropertyDescription("Where some generations run instead; the first that fits counts.")
        Optional<List<RuleResource>> rules,

        @JsonPropertyDescription("How long it may take and how often it is tried, where a request does not say.")
        Optional<TermsResource> terms) {
    /** Where the generations of some projects or tags run. */
    record RuleResource(
            @JsonPropertyDescription("Whose generations. Left out: anybody's.")
            Optional<List<String>> projects,

            @JsonPropertyDescription("What they are tagged. Left out: anything.")
            Optional<List<String>> tags,

            @JsonProperty(required = true) @JsonPropertyDescription("The accounts at which they run, best first.")
            List<String> accounts) {
        static RuleResource of(RoutingRule rule) {
            return new RuleResource(
                    Optional.of(rule.getProjects()).filter(some -> !some.isEmpty()),
                    Optional.of(rule.getTags()).filter(some -> !some.isEmpty()),
                    rule.getAccounts());
        }

        RoutingRule event() {
            return new RoutingRule(projects.orElse(List.of()), tags.orElse(List.of()), accounts);
        }
    }

    /** How long it may take. */
    record TermsResource(
            @JsonPropertyDescription("Most between request and first start, in milliseconds.")
            Optional<Long> startMillis,

            @JsonPropertyDescription("Most between request and end, in milliseconds.")
            Optional<Long> totalMillis,

            @JsonPropertyDescription("Most attempts at one account.")
            Optional<Integer> maxAttempts) {
        static TermsResource of(Terms terms) {
            return new TermsResource(terms.getStartMillis(), terms.getTotalMillis(), terms.getMaxAttempts());
        }

        Terms event() {
            return Terms.newBuilder()
                    .setStartMillis(startMillis.orElse(null))
                    .setTotalMillis(totalMillis.orElse(null))
                    .setMaxAttempts(maxAttempts.orElse(null))
                    .build();
        }
    }

    ModelDefined event(String name) {
        return ModelDefined.newBuilder()
                .setModel(name)
                .setTitle(title)
                .setCapabilities(
                        capabilities.stream().map(SubmitBody.Task::capability).toList())
                .setInputSchema(Json.MAPPER.writeValueAsString(input))
                .setTargets(targets.stream().map(TargetResource::event).toList())
                .setRules(rules.orElse(List.of()).stream()
                        .map(RuleResource::event)
                        .toList())
                .setTerms(terms.map(TermsResource::event).orElse(null))
                .build();
    }
}
