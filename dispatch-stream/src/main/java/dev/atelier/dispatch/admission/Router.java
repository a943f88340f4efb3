package dev.atelier.dispatch.admission;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.RoutingRule;
import dev.atelier.event.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a generation may run, best first: the model's targets in their order, or those of the first rule that fits, in that
 * rule's; neighbours with a weight in an order drawn for this generation; those at accounts that are left alone for now
 * last. Only what can do what is asked, at an account that is open to the project, and at the provider that the request
 * names, if it does. Pure.
 */
final class Router {
    private final Accounts accounts;

    /** What is known of accounts. */
    interface Accounts {
        /** Whether it answers as it should. */
        boolean isWell(String account);

        /** Whether generations of {@code project} may run there. */
        boolean isOpenTo(String project, String account);
    }

    Router(Accounts accounts) {
        this.accounts = accounts;
    }

    /** {@code input} is styled and valid; {@code request} is tagged. */
    List<Target> route(GenerationRequested request, ModelDefined model, Capability capability, ObjectNode input) {
        List<ModelTarget> able = inOrder(request, model).stream()
                .filter(target -> target.getCapabilities().isEmpty()
                        || target.getCapabilities().contains(capability))
                .filter(target -> accounts.isOpenTo(request.getProject(), target.getAccount()))
                .filter(isAt(request.getProvider()))
                .toList();
        return Weights.draw(able, request.getGenerationId()).stream()
                .sorted(Comparator.comparing(target -> !accounts.isWell(target.getAccount())))
                .map(target -> Parameters.of(target, input))
                .toList();
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
}
