package dev.atelier.ingest.line;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.Lane;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.platform.kafka.TableView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names that operators use, held against what is defined: a name that means nothing would pause or purge nothing, and
 * nobody would notice. Thread-safe.
 */
public record Names(TableView<AccountDefined> accounts, TableView<ProjectDefined> projects, ModelCatalogue models) {
    private static final List<Lane> LANES = List.of(Lane.INTERACTIVE, Lane.NORMAL, Lane.BATCH);

    /** The lane's own word. */
    String lane(String name) {
        return LANES.stream()
                .map(lane -> lane.name().toLowerCase(Locale.ROOT))
                .filter(name::equals)
                .findFirst()
                .orElseThrow(() -> RefusedException.invalid(
                        "name", "name of a lane must be interactive, normal or batch, but was %s".formatted(name)));
    }

    /** The account of that name. */
    AccountDefined account(String name) {
        return accounts.get(name)
                .orElseThrow(() -> new RefusedException(new NotFound("There is no account %s.".formatted(name))));
    }

    /** The model's full name. */
    String model(Caller caller, String name) {
        return models.resolve(caller, Optional.of(name)).getModel();
    }

    void checkProvider(String name) {
        if (accounts.all().stream().noneMatch(account -> account.getProvider().equals(name))) {
            throw RefusedException.invalid(
                    "provider", "provider must be one that has an account, but was %s".formatted(name));
        }
    }

    void checkAccount(String name, String provider) {
        if (accounts.get(name)
                .filter(account -> account.getProvider().equals(provider))
                .isEmpty()) {
            throw RefusedException.invalid(
                    "account", "account must be one at provider %s, but was %s".formatted(provider, name));
        }
    }

    void checkProject(String name) {
        if (projects.get(name).isEmpty()) {
            throw RefusedException.invalid(
                    "project", "project must be one that is defined, but was %s".formatted(name));
        }
    }
}
