package dev.atelier.ingest.catalogue;

import static dev.atelier.ingest.catalogue.Rule.check;
import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.RateLimit;
import dev.atelier.event.RoutingRule;
import dev.atelier.ingest.views.DefinitionTopic;
import dev.atelier.platform.kafka.TableView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The models, and the definition of one. Blocks, so run it on a virtual thread. Thread-safe. */
public final class Models {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}/[a-z0-9][a-z0-9._-]{0,62}");
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_TARGETS = 32;

    private final TableView<ModelDefined> models;
    private final TableView<AccountDefined> accounts;
    private final DefinitionTopic<ModelDefined> definitions;

    public Models(
            TableView<ModelDefined> models,
            TableView<AccountDefined> accounts,
            DefinitionTopic<ModelDefined> definitions) {
        this.models = requireNonNull(models);
        this.accounts = requireNonNull(accounts);
        this.definitions = requireNonNull(definitions);
    }

    /** All of them, by name. */
    public List<ModelDefined> all() {
        return models.all().stream()
                .sorted(Comparator.comparing(ModelDefined::getModel))
                .toList();
    }

    /** The model of that full name. */
    public Optional<ModelDefined> find(String name) {
        return models.get(name);
    }

    /**
     * Defines {@code model} from now on. Generations that were let in before keep the plan that they have. Its revision is
     * counted here.
     */
    public ModelDefined define(ModelDefined model) throws InterruptedException {
        checkOne(model);
        var defined = ModelDefined.newBuilder(model)
                .setRevision(find(model.getModel())
                        .map(before -> before.getRevision() + 1)
                        .orElse(1))
                .build();
        definitions.put(defined.getModel(), defined);
        return defined;
    }

    /** Nobody can ask for the model any more; what was let in goes on. */
    public void remove(String name) throws InterruptedException {
        definitions.put(name, null);
    }

    private void checkOne(ModelDefined model) {
        check(
                NAME.matcher(model.getModel()).matches(),
                "name",
                "must be owner/name, each of 1 to 63 small letters, digits, dots, dashes and underscores",
                model.getModel());
        int title = model.getTitle().strip().length();
        check(title >= 1 && title <= LONGEST_TITLE, "title", "must have 1 to 200 characters", title);
        check(!model.getCapabilities().isEmpty(), "capabilities", "must name one at least", "empty");
        InputSchemas.checkOne(model.getInputSchema());
        int targets = model.getTargets().size();
        check(targets >= 1 && targets <= MOST_TARGETS, "targets", "must be 1 to 32", targets);
        for (int i = 0; i < targets; i++) {
            checkTarget("targets[%d].".formatted(i), model, model.getTargets().get(i));
        }
        Set<String> known =
                model.getTargets().stream().map(ModelTarget::getAccount).collect(Collectors.toSet());
        for (int i = 0; i < model.getRules().size(); i++) {
            checkRule("rules[%d].accounts".formatted(i), model.getRules().get(i), known);
        }
    }

    private void checkTarget(String path, ModelDefined model, ModelTarget target) {
        var account = accounts.get(target.getAccount());
        check(account.isPresent(), path + "account", "must be an account that is defined", target.getAccount());
        check(
                account.orElseThrow().getProvider().equals(target.getProvider()),
                path + "provider",
                "must be that of its account, " + account.orElseThrow().getProvider(),
                target.getProvider());
        check(
                !target.getProviderModel().isBlank()
                        && target.getProviderModel().length() <= 300,
                path + "providerModel",
                "must have 1 to 300 characters",
                target.getProviderModel().length());
        check(
                model.getCapabilities().containsAll(target.getCapabilities()),
                path + "capabilities",
                "must be among those of the model",
                target.getCapabilities());
        target.getConcurrency().ifPresent(most -> check(most >= 1, path + "concurrency", "must be at least 1", most));
        target.getWeight().ifPresent(weight -> check(weight >= 0, path + "weight", "must not be negative", weight));
        target.getRateLimit().ifPresent(limit -> checkRate(path + "rateLimit", limit));
        target.getPrices().forEach(price -> checkPrice(path + "prices", price));
    }

    private static void checkPrice(String path, Price price) {
        check(price.getMicros() >= 0, path + ".micros", "must not be negative", price.getMicros());
        check(price.getPer() != PriceUnit.UNKNOWN, path + ".per", "must be given", "missing");
    }

    static void checkRate(String path, RateLimit limit) {
        check(limit.getRatePerSecond() > 0, path + ".ratePerSecond", "must be positive", limit.getRatePerSecond());
        check(limit.getBurst() >= 1, path + ".burst", "must be at least 1", limit.getBurst());
    }

    private static void checkRule(String path, RoutingRule rule, Set<String> known) {
        check(!rule.getAccounts().isEmpty(), path, "must name one at least", "empty");
        rule.getAccounts()
                .forEach(account ->
                        check(known.contains(account), path, "must be accounts of the model's targets", account));
    }
}
