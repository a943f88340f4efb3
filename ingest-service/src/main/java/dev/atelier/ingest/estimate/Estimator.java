package dev.atelier.ingest.estimate;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.OnLimit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.QueuePlace;
import dev.atelier.event.StyleDefined;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.estimate.Estimate.Way;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.generation.NewGeneration;
import dev.atelier.ingest.generation.OpenBound;
import dev.atelier.ingest.generation.Preparation;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.line.Queue;
import dev.atelier.ingest.line.Queue.Prospect;
import dev.atelier.ingest.store.Generation.Fault;
import dev.atelier.platform.budget.BudgetRules;
import dev.atelier.platform.budget.BudgetRules.Balances;
import dev.atelier.platform.budget.BudgetRules.Left;
import dev.atelier.platform.budget.BudgetRules.Payer;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.catalogue.PriceBook;
import dev.atelier.platform.catalogue.PriceBook.Quote;
import dev.atelier.platform.catalogue.Router;
import dev.atelier.platform.catalogue.Styles;
import dev.atelier.platform.catalogue.TargetInput;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import dev.atelier.platform.failure.Failures;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what would become of a request, by the rules that admission goes by and what this instance knows: another request may
 * come first, and what is known of lines and money is a moment old. Reserves and writes nothing. Blocks. Thread-safe.
 */
public final class Estimator {
    private final Preparation preparation;
    private final ModelCatalogue models;
    private final OpenBound bound;
    private final Router router;
    private final Queue queue;
    private final Config config;
    private final InputRules rules = new InputRules();

    /** What is defined, and what was spent. */
    public record Config(
            Function<String, Optional<ProjectDefined>> projects,
            Function<String, Optional<ApiKeyDefined>> keys,
            Function<String, Optional<StyleDefined>> styles,
            Spending spending) {}

    /** What decides whether a request is let in. */
    public record Gates(ModelCatalogue models, OpenBound bound, Router router, Queue queue) {}

    public Estimator(Preparation preparation, Gates gates, Config config) {
        this.preparation = requireNonNull(preparation);
        this.models = requireNonNull(gates.models());
        this.bound = requireNonNull(gates.bound());
        this.router = requireNonNull(gates.router());
        this.queue = requireNonNull(gates.queue());
        this.config = requireNonNull(config);
    }

    /** What would become of {@code wanted}; refused when a rule is broken that no time or money mends. */
    public Estimate estimate(Caller caller, NewGeneration wanted) throws InterruptedException {
        GenerationRequested request = tagged(preparation.sketch(caller, wanted));
        ModelDefined model = models.resolve(caller, request.getModel());
        Styled styled = styled(request, model);
        List<Way> ways = router.places(request, model, request.getCapability().orElseThrow()).stream()
                .map(target -> way(target, styled.input()))
                .toList();
        Optional<Prospect> prospect = ways.stream()
                .findFirst()
                .map(way -> queue.joining(
                        request.getProject(),
                        new QueuePlace(
                                way.target().getAccount(), request.getLane(), model.getModel(), Long.MAX_VALUE)));
        Optional<Purse> purse = purse(caller);
        var found = new Found(ways, prospect, purse, styled.violation());
        return new Estimate(
                model.getModel(),
                request.getCapability().orElseThrow(),
                ways,
                purse.map(Purse::left).orElse(List.of()),
                prospect,
                refusal(request, model, found));
    }

    private GenerationRequested tagged(GenerationRequested request) {
        var tags = new TreeSet<>(request.getTags());
        tags.addAll(models.tagsOf(request.getProject()));
        return GenerationRequested.newBuilder(request)
                .setTags(List.copyOf(tags))
                .build();
    }

    /** An input in its style, and the rule that it breaks by that. */
    private record Styled(ObjectNode input, Optional<InvalidRequest> violation) {}

    private Styled styled(GenerationRequested request, ModelDefined model) {
        var input = (ObjectNode) Json.MAPPER.readTree(request.getInput());
        Optional<StyleDefined> style = request.getStyle().flatMap(config.styles());
        if (style.isEmpty()) {
            return new Styled(input, Optional.empty());
        }
        ObjectNode styled = Styles.apply(style.get(), model, input);
        return new Styled(styled, rules.violation(style.get(), model, styled));
    }

    private static Way way(ModelTarget target, ObjectNode input) {
        return new Way(target, PriceBook.quote(target.getPrices(), TargetInput.of(target, input)));
    }

    /** A payer with a budget, and where its money stands. */
    private record Purse(Payer payer, Balances balances) {
        List<Left> left() {
            return BudgetRules.left(payer, balances);
        }
    }

    /** What the answer to a request depends on. */
    private record Found(
            List<Way> ways,
            Optional<Prospect> prospect,
            Optional<Purse> purse,
            Optional<InvalidRequest> styleViolation) {}

    private Optional<Purse> purse(Caller caller) throws InterruptedException {
        Optional<ProjectDefined> project = config.projects()
                .apply(caller.project())
                .filter(known -> known.getBudget().isPresent());
        if (project.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Purse(
                new Payer(project.get(), config.keys().apply(caller.keyId())),
                config.spending().of(caller.project(), caller.keyId())));
    }

    /** The first that admission would say, or scheduling right after it. */
    private Optional<Problem> refusal(GenerationRequested request, ModelDefined model, Found found) {
        if (found.styleViolation().isPresent()) {
            return found.styleViolation().map(Estimator::problem);
        }
        if (found.ways().isEmpty()) {
            return Optional.of(problem(
                    Router.nowhere(request, model, request.getCapability().orElseThrow())));
        }
        Optional<Long> price = found.ways().getFirst().quote().map(Quote::micros);
        return models.keyless(model)
                .map(Problem::of)
                .or(() -> bound.refusal(request.getProject()).map(Problem::of))
                .or(() -> found.purse()
                        .flatMap(known -> BudgetRules.refusal(known.payer(), price, known.balances()))
                        .map(Estimator::problem))
                .or(() -> found.prospect()
                        .filter(_ -> request.getOnLimit() == OnLimit.REJECT)
                        .filter(place -> place.before() > 0 || place.paused())
                        .map(_ -> problem(new Failure.LimitReached(
                                "a limit is reached, and the request is not to wait", Optional.empty()))));
    }

    private static Problem problem(Failure failure) {
        var event = Failures.toEvent(failure);
        return Unsuccessful.problem(new Fault(Failures.code(event.getKind()), event.getMessage(), event.getField()));
    }
}
