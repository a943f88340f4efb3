package dev.atelier.ingest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.atelier.event.Budget;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.RateLimit;
import dev.atelier.event.Terms;
import dev.atelier.event.UnknownPrice;
import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.generation.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectRulesTest {
    private final ProjectRules rules = new ProjectRules("a/one"::equals, "fal"::equals);

    private static ProjectDefined.Builder project() {
        return ProjectDefined.newBuilder()
                .setProject("demo")
                .setDefaultModel("a/one")
                .setTags(List.of("house"))
                .setRateLimits(Map.of("fal", new RateLimit(2.5, 5)))
                .setConcurrency(Map.of("fal", 2))
                .setWeight(3)
                .setTerms(new Terms(1_000L, 60_000L, 3))
                .setBudget(new Budget(1L, 2L, 3L, UnknownPrice.REFUSE))
                .setRequestLimit(new RateLimit(10.0, 20))
                .setMaxQueued(100);
    }

    @Test
    void takesAProjectThatKeepsEveryRule() {
        assertThatNoException().isThrownBy(() -> rules.check(project().build()));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                change(
                        p -> p.setProject("A b"),
                        "name must be 1 to 63 small letters, digits, dots, dashes and underscores, but was A b"),
                change(
                        p -> p.setDefaultModel("a/two"),
                        "defaultModel must be the full name of a model that is defined, but was a/two"),
                change(p -> p.setTags(List.of("batch:7")), "tags must not begin with batch:, but was batch:7"),
                change(p -> p.setTags(List.of("")), "tags[0] must have 1 to 64 characters, but had 0"),
                change(
                        p -> p.setRateLimits(Map.of("foo", new RateLimit(1.0, 1))),
                        "rateLimits.foo must be a provider that has an account, but was foo"),
                change(
                        p -> p.setRateLimits(Map.of("fal", new RateLimit(0.0, 1))),
                        "rateLimits.fal.ratePerSecond must be positive, but was 0.0"),
                change(p -> p.setConcurrency(Map.of("fal", 0)), "concurrency.fal must be at least 1, but was 0"),
                change(p -> p.setWeight(0), "weight must be 1 to 1000, but was 0"),
                change(p -> p.setTerms(new Terms(0L, null, null)), "terms.startMillis must be positive, but was 0"),
                change(p -> p.setTerms(new Terms(null, -1L, null)), "terms.totalMillis must be positive, but was -1"),
                change(p -> p.setTerms(new Terms(null, null, 21)), "terms.maxAttempts must be 1 to 20, but was 21"),
                change(
                        p -> p.setBudget(new Budget(-1L, null, null, UnknownPrice.FLAG)),
                        "budget.dailyMicros must not be negative, but was -1"),
                change(
                        p -> p.setBudget(new Budget(null, -1L, null, UnknownPrice.FLAG)),
                        "budget.monthlyMicros must not be negative, but was -1"),
                change(
                        p -> p.setBudget(new Budget(null, null, -1L, UnknownPrice.FLAG)),
                        "budget.creditMicros must not be negative, but was -1"),
                change(
                        p -> p.setRequestLimit(new RateLimit(2_000_000.0, 1)),
                        "requestLimit.ratePerSecond must be at most 1000000, but was 2000000.0"),
                change(p -> p.setMaxQueued(0), "maxQueued must be at least 1, but was 0"));
    }

    private static Arguments change(UnaryOperator<ProjectDefined.Builder> change, String message) {
        return Arguments.of(change.apply(project()).build(), message);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void namesTheFieldTheRuleAndTheValue(ProjectDefined project, String message) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> rules.check(project))
                .satisfies(refused -> assertThat(refused.refusal())
                        .isEqualTo(
                                new InvalidRequest(message, Optional.of(message.substring(0, message.indexOf(' '))))));
    }
}
