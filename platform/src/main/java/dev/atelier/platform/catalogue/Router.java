package dev.atelier.platform.catalogue;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.RoutingRule;
import dev.atelier.event.Target;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a generation may run, best first: the model's targets in their order, or those of the first rule that fits, in that
 * rule's; neighbours with a weight in an order drawn for this generation; those at accounts that are left alone for now
 * last. Only what can do what is asked, at an account that is open to the project, and at the provider that the request
 * names, if it does. Pure.
 */
public final class Router {
    private final Accounts accounts;

    /** What is known of accounts. */
    public interface Accounts {
        /** Whether it answers as it should. */
        boolean isWell(String account);

        /** Whether generations of {@code project} may run there. */
        boolean isOpenTo(String project, String account);
    }

    public Router(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What each place would be asked, and what that costs; {@code input} is styled and valid, {@code request} is tagged. */
    public List<Target> route(
            GenerationRequested request, ModelDefined model, Capability capability, ObjectNode input) {
        return places(request, model, capability).stream()
                .map(target -> plan(target, input))
                .toList();
    }

    /** The places alone; {@code request} is tagged. */
    public List<ModelTarget> places(GenerationRequested request, ModelDefined model, Capability capability) {
        List<ModelTarget> able = inOrder(request, model).stream()
                .filter(target -> target.getCapabilities().isEmpty()
                        || target.getCapabilities().contains(capability))
                .filter(target -> accounts.isOpenTo(request.getProject(), target.getAccount()))
                .filter(isAt(request.getProvider()))
                .toList();
        return Weights.draw(able, request.getGenerationId()).stream()
                .sorted(Comparator.comparing(target -> !accounts.isWell(target.getAccount())))
                .toList();
    }

    /** Priced in the model's own words: what the provider calls a size does not change the price. */
    private static Target plan(ModelTarget target, ObjectNode input) {
        ObjectNode parameters = TargetInput.of(target, input);
        return Target.newBuilder()
                .setProvider(target.getProvider())
                .setAccount(target.getAccount())
                .setProviderModel(target.getProviderModel())
                .setParameters(
                        TargetInput.renamed(parameters, target.getMapping()).toString())
                .setPriceMicros(PriceBook.price(target.getPrices(), parameters).orElse(null))
                .build();
    }

    private static List<ModelTarget> inOrder(GenerationRequested request, ModelDefined model) {
        Optional<RoutingRule> rule = model.getRules().stream()
                .filter(candidate -> fits(candidate, request))
                .findFirst();
        return rule.map(RoutingRule::getAccounts)
                .map(named -> named.stream()
                        .flatMap(account -> model.getTargets().stream()
                                .filter(target -> target.getAccount().equals(account)))
                        .toList())
                .orElseGet(model::getTargets);
    }

    private static boolean fits(RoutingRule rule, GenerationRequested request) {
        return (rule.getProjects().isEmpty() || rule.getProjects().contains(request.getProject()))
                && request.getTags().containsAll(rule.getTags());
    }

    private static Predicate<ModelTarget> isAt(Optional<String> provider) {
        return target ->
                provider.filter(pinned -> !pinned.equals(target.getProvider())).isEmpty();
    }

    /** Why {@code request} can run at no account. */
    public static InvalidRequest nowhere(GenerationRequested request, ModelDefined model, Capability capability) {
        String doing = capability.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return request.getProvider()
                .map(provider -> new InvalidRequest(
                        "model %s does no %s at provider %s for project %s"
                                .formatted(model.getModel(), doing, provider, request.getProject()),
                        Optional.of("provider")))
                .orElseGet(() -> new InvalidRequest(
                        "model %s does no %s at any account for project %s"
                                .formatted(model.getModel(), doing, request.getProject()),
                        Optional.of("model")));
    }
}
