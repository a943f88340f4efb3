package dev.atelier.ingest.catalogue;

import static dev.atelier.ingest.catalogue.Rule.check;
import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.views.DefinitionTopic;
import dev.atelier.platform.catalogue.CredentialVariables;
import dev.atelier.platform.kafka.TableView;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The accounts, and the definition of one. Blocks, so run it on a virtual thread. Thread-safe. */
public final class Accounts {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    /** A variable's name or a plain address: what else is given in their place may be a key, or hold one. */
    private static final Pattern FIT_TO_SHOW = Pattern.compile("[A-Z][A-Z_]{0,63}|[a-z]{1,16}://[a-z.]{1,100}");

    private static final int MOST_CONCURRENT = 100_000;
    private static final int MOST_ATTEMPTS = 20;
    private static final long SHORTEST_LEASE = 5_000;
    private static final long LONGEST_LEASE = 600_000;

    private final TableView<AccountDefined> accounts;
    private final TableView<ModelDefined> models;
    private final TableView<ProjectDefined> projects;
    private final DefinitionTopic<AccountDefined> definitions;

    public Accounts(
            TableView<AccountDefined> accounts,
            TableView<ModelDefined> models,
            TableView<ProjectDefined> projects,
            DefinitionTopic<AccountDefined> definitions) {
        this.accounts = requireNonNull(accounts);
        this.models = requireNonNull(models);
        this.projects = requireNonNull(projects);
        this.definitions = requireNonNull(definitions);
    }

    /** All of them, by name. */
    public List<AccountDefined> all() {
        return accounts.all().stream()
                .sorted(Comparator.comparing(AccountDefined::getAccount))
                .toList();
    }

    /** The account of that name. */
    public Optional<AccountDefined> find(String name) {
        return accounts.get(name);
    }

    /** Defines {@code account} from now on; its limits hold for what waits as well. It stays at its provider. */
    public void define(AccountDefined account) throws InterruptedException {
        checkOne(account);
        definitions.put(account.getAccount(), account);
    }

    /** Nothing runs there any more. Refused while a model has it as a target. */
    public void remove(String name) throws InterruptedException {
        var user = models.all().stream()
                .filter(model -> model.getTargets().stream()
                        .anyMatch(target -> target.getAccount().equals(name)))
                .map(ModelDefined::getModel)
                .sorted()
                .findFirst();
        if (user.isPresent()) {
            throw new RefusedException(new NotNow("Model %s runs at account %s.".formatted(user.get(), name)));
        }
        definitions.put(name, null);
    }

    private void checkOne(AccountDefined account) {
        String name = account.getAccount();
        check(
                NAME.matcher(name).matches(),
                "name",
                "must be 1 to 63 small letters, digits, dots, dashes and underscores",
                name);
        String provider = account.getProvider();
        check(NAME.matcher(provider).matches(), "provider", "must be the name of a provider", provider);
        find(name)
                .ifPresent(before -> check(
                        before.getProvider().equals(provider),
                        "provider",
                        "must stay " + before.getProvider() + ", where generations may wait",
                        provider));
        int concurrency = account.getConcurrency();
        check(concurrency >= 1 && concurrency <= MOST_CONCURRENT, "concurrency", "must be 1 to 100000", concurrency);
        long lease = account.getLeaseMillis();
        check(lease >= SHORTEST_LEASE && lease <= LONGEST_LEASE, "leaseMillis", "must be 5000 to 600000", lease);
        int attempts = account.getMaxAttempts();
        check(attempts >= 1 && attempts <= MOST_ATTEMPTS, "maxAttempts", "must be 1 to 20", attempts);
        account.getRateLimit().ifPresent(limit -> Models.checkRate("rateLimit", limit));
        account.getProject()
                .ifPresent(project ->
                        check(projects.get(project).isPresent(), "project", "must be one that is defined", project));
        account.getBaseUrl()
                .ifPresent(url -> check(isHttp(url), "baseUrl", "must be an http or https URL", shown(url)));
        account.getCredential().ifPresent(variable -> checkVariable(variable, provider));
    }

    private static void checkVariable(String variable, String provider) {
        check(
                CredentialVariables.belongs(variable, provider),
                "credential",
                "must be the name of an environment variable that begins with " + CredentialVariables.prefix(provider),
                shown(variable));
    }

    private static String shown(String was) {
        return FIT_TO_SHOW.matcher(was).matches() ? was : "something else";
    }

    private static boolean isHttp(String url) {
        try {
            var uri = new URI(url);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
