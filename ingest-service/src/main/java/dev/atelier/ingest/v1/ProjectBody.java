package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.v1.ProjectResource.BudgetResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The body of {@code PUT /v1/projects/{project}}. What is left out is as it was at first, or for a manager as it is. */
record ProjectBody(
        @JsonPropertyDescription("The model of a request that names none, by its full name.")
        Optional<String> defaultModel,

        @JsonPropertyDescription("Labels that each of its generations gets: at most 32 of 1 to 64 characters.")
        Optional<List<String>> tags,

        @JsonPropertyDescription("How long its generations may take, where neither request nor model says.")
        Optional<ModelBody.TermsResource> terms,

        @JsonPropertyDescription("By provider: how fast the project may be dispatched there. The operator's.")
        Optional<Map<String, RateLimitResource>> rateLimits,

        @JsonPropertyDescription("By provider: most of the project's jobs in flight there. The operator's.")
        Optional<Map<String, Integer>> concurrency,

        @JsonPropertyDescription(
                "How many turns in a row it has where projects take turns, 1 to 1000. Left out: 1. The operator's.")
        Optional<Integer> weight,

        @JsonPropertyDescription("How much it may spend. Left out: whatever it asks for. The operator's.")
        Optional<BudgetResource> budget,

        @JsonPropertyDescription("How many requests all its callers together may send. The operator's.")
        Optional<RateLimitResource> requestLimit,

        @JsonPropertyDescription("Most generations that may be open at once; more are queue_full. The operator's.")
        Optional<Integer> maxQueued) {
    ProjectDefined event(String name) {
        return ProjectDefined.newBuilder()
                .setProject(name)
                .setDefaultModel(defaultModel.orElse(null))
                .setTags(tags.orElse(List.of()))
                .setTerms(terms.map(ModelBody.TermsResource::event).orElse(null))
                .setRateLimits(rateLimits.orElse(Map.of()).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, limit -> limit.getValue().event())))
                .setConcurrency(concurrency.orElse(Map.of()))
                .setWeight(weight.orElse(1))
                .setBudget(budget.map(BudgetResource::event).orElse(null))
                .setRequestLimit(requestLimit.map(RateLimitResource::event).orElse(null))
                .setMaxQueued(maxQueued.orElse(null))
                .build();
    }

    /** The names of the operator's fields that are given. */
    List<String> grants() {
        return Stream.of(
                        rateLimits.map(_ -> "rateLimits"),
                        concurrency.map(_ -> "concurrency"),
                        weight.map(_ -> "weight"),
                        budget.map(_ -> "budget"),
                        requestLimit.map(_ -> "requestLimit"),
                        maxQueued.map(_ -> "maxQueued"))
                .flatMap(Optional::stream)
                .toList();
    }
}
