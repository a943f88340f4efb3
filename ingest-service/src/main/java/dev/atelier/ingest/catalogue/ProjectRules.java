package dev.atelier.ingest.catalogue;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Budget;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.Terms;
import dev.atelier.ingest.generation.RequestRules;
import dev.atelier.platform.catalogue.BatchInputs;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a project may be. Thread-safe. */
public final class ProjectRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final int MOST_TURNS = 1_000;
    private static final int MOST_ATTEMPTS = 20;

    private final Predicate<String> models;
    private final Predicate<String> providers;

    /** They tell whether there is a model of a full name, and a provider with an account. */
    public ProjectRules(Predicate<String> models, Predicate<String> providers) {
        this.models = requireNonNull(models);
        this.providers = requireNonNull(providers);
    }

    /** Refuses by naming the field, the rule and the value. */
    void check(ProjectDefined project) {
        Rule.check(
                NAME.matcher(project.getProject()).matches(),
                "name",
                "must be 1 to 63 small letters, digits, dots, dashes and underscores",
                project.getProject());
        project.getDefaultModel()
                .ifPresent(model -> Rule.check(
                        models.test(model), "defaultModel", "must be the full name of a model that is defined", model));
        RequestRules.tags(project.getTags());
        project.getTags()
                .forEach(tag -> Rule.check(
                        !tag.startsWith(BatchInputs.LABEL), "tags", "must not begin with " + BatchInputs.LABEL, tag));
        project.getRateLimits().forEach((provider, limit) -> {
            checkProvider("rateLimits", provider);
            Models.checkRate("rateLimits." + provider, limit);
        });
        project.getConcurrency().forEach((provider, most) -> {
            checkProvider("concurrency", provider);
            Rule.check(most >= 1, "concurrency." + provider, "must be at least 1", most);
        });
        int weight = project.getWeight();
        Rule.check(weight >= 1 && weight <= MOST_TURNS, "weight", "must be 1 to 1000", weight);
        project.getTerms().ifPresent(ProjectRules::checkTerms);
        project.getBudget().ifPresent(ProjectRules::checkBudget);
        project.getRequestLimit().ifPresent(limit -> Rule.checkRequests("requestLimit", limit));
        project.getMaxQueued().ifPresent(most -> Rule.check(most >= 1, "maxQueued", "must be at least 1", most));
    }

    private void checkProvider(String field, String provider) {
        Rule.check(
                providers.test(provider), field + "." + provider, "must be a provider that has an account", provider);
    }

    private static void checkTerms(Terms terms) {
        terms.getStartMillis().ifPresent(most -> Rule.check(most > 0, "terms.startMillis", "must be positive", most));
        terms.getTotalMillis().ifPresent(most -> Rule.check(most > 0, "terms.totalMillis", "must be positive", most));
        terms.getMaxAttempts()
                .ifPresent(most ->
                        Rule.check(most >= 1 && most <= MOST_ATTEMPTS, "terms.maxAttempts", "must be 1 to 20", most));
    }

    private static void checkBudget(Budget budget) {
        checkMicros("dailyMicros", budget.getDailyMicros());
        checkMicros("monthlyMicros", budget.getMonthlyMicros());
        checkMicros("creditMicros", budget.getCreditMicros());
    }

    private static void checkMicros(String field, Optional<Long> micros) {
        micros.ifPresent(most -> Rule.check(most >= 0, "budget." + field, "must not be negative", most));
    }
}
