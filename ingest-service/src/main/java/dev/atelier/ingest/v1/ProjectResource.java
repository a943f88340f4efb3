package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.Budget;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.UnknownPrice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A project, as those who manage it see it. */
record ProjectResource(
        @JsonProperty(required = true) String name,
        Optional<String> defaultModel,
        @JsonProperty(required = true) List<String> tags,
        Optional<ModelBody.TermsResource> terms,
        @JsonProperty(required = true) Map<String, RateLimitResource> rateLimits,
        @JsonProperty(required = true) Map<String, Integer> concurrency,
        @JsonProperty(required = true) int weight,
        Optional<BudgetResource> budget,
        Optional<RateLimitResource> requestLimit,
        Optional<Integer> maxQueued,

        @JsonProperty(required = true) @JsonPropertyDescription("The accounts at providers that are its own.")
        List<String> accounts) {
    /** How much a project may spend, in millionths of the currency; days and months are those of UTC. */
    record BudgetResource(
            @JsonPropertyDescription("Most in a day. Left out: no such bound.")
            Optional<Long> dailyMicros,

            @JsonPropertyDescription("Most in a month. Left out: no such bound.")
            Optional<Long> monthlyMicros,

            @JsonPropertyDescription("All that was ever paid in advance. Left out: nothing is paid in advance.")
            Optional<Long> creditMicros,

            @JsonPropertyDescription("What happens to what has no known price. Left out: refuse.")
            Optional<WithoutPrice> unknownPrice) {
        static BudgetResource of(Budget budget) {
            return new BudgetResource(
                    budget.getDailyMicros(),
                    budget.getMonthlyMicros(),
                    budget.getCreditMicros(),
                    Optional.of(
                            budget.getUnknownPrice() == UnknownPrice.FLAG ? WithoutPrice.FLAG : WithoutPrice.REFUSE));
        }

        Budget event() {
            return new Budget(
                    dailyMicros.orElse(null),
                    monthlyMicros.orElse(null),
                    creditMicros.orElse(null),
                    unknownPrice.orElse(WithoutPrice.REFUSE) == WithoutPrice.FLAG
                            ? UnknownPrice.FLAG
                            : UnknownPrice.REFUSE);
        }
    }

    /** What happens to a generation whose price nobody knows. */
    enum WithoutPrice {
        @JsonProperty("refuse")
        REFUSE,
        @JsonProperty("flag")
        FLAG
    }

    static ProjectResource of(ProjectDefined project, List<String> accounts) {
        Map<String, RateLimitResource> limits = new TreeMap<>();
        project.getRateLimits().forEach((provider, limit) -> limits.put(provider, RateLimitResource.of(limit)));
        return new ProjectResource(
                project.getProject(),
                project.getDefaultModel(),
                project.getTags(),
                project.getTerms().map(ModelBody.TermsResource::of),
                limits,
                new TreeMap<>(project.getConcurrency()),
                project.getWeight(),
                project.getBudget().map(BudgetResource::of),
                project.getRequestLimit().map(RateLimitResource::of),
                project.getMaxQueued(),
                accounts);
    }
}
