package dev.atelier.ingest.catalogue;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.generation.Refusal.Forbidden;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.views.DefinitionTopic;
import dev.atelier.platform.kafka.TableView;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The projects. An admin defines and removes any; whoever manages one says in it what its generations are by default, and
 * leaves alone what the operator grants: how much it may spend, run, wait and ask. To others a project is none at all.
 * Blocks, so run it on a virtual thread. Thread-safe.
 */
public final class Projects {
    private final TableView<ProjectDefined> projects;
    private final ProjectRules rules;
    private final Users users;
    private final DefinitionTopic<ProjectDefined> definitions;

    /** What the operator grants a project, by the name of its field. */
    private static final List<Granted> GRANTED = List.of(
            new Granted("budget", ProjectDefined::getBudget),
            new Granted("weight", ProjectDefined::getWeight),
            new Granted("rateLimits", ProjectDefined::getRateLimits),
            new Granted("concurrency", ProjectDefined::getConcurrency),
            new Granted("requestLimit", ProjectDefined::getRequestLimit),
            new Granted("maxQueued", ProjectDefined::getMaxQueued));

    private record Granted(String field, Function<ProjectDefined, Object> value) {}

    /**
     * Who needs a project to be there.
     *
     * @param openWork tells whether it has anything that is not over
     */
    public record Users(TableView<AccountDefined> accounts, ApiKeys keys, OpenWork openWork) {}

    /** Whether {@code project} has generations or batches that are not over. */
    @FunctionalInterface
    public interface OpenWork {
        boolean isIn(String project);
    }

    public Projects(
            TableView<ProjectDefined> projects,
            ProjectRules rules,
            Users users,
            DefinitionTopic<ProjectDefined> definitions) {
        this.projects = requireNonNull(projects);
        this.rules = requireNonNull(rules);
        this.users = requireNonNull(users);
        this.definitions = requireNonNull(definitions);
    }

    /** Those that the caller may see, by name: all for an admin, else its own. */
    public List<ProjectDefined> list(Caller caller) {
        return projects.all().stream()
                .filter(project -> isVisible(caller, project.getProject()))
                .sorted(Comparator.comparing(ProjectDefined::getProject))
                .toList();
    }

    /** The project of that name; refused where the caller may not see it. */
    public ProjectDefined get(Caller caller, String name) {
        return projects.get(name).filter(_ -> isVisible(caller, name)).orElseThrow(Projects::none);
    }

    /** The accounts that are the project's own, by name. */
    public List<String> accountsOf(String name) {
        return accounts(name).map(AccountDefined::getAccount).sorted().toList();
    }

    /** Defines {@code project} as an admin has it, from now on, also for what waits. */
    public ProjectDefined define(ProjectDefined project) throws InterruptedException {
        rules.check(project);
        definitions.put(project.getProject(), project);
        return project;
    }

    /** Defines what the one who manages it may say; refused where {@code asked} names another grant than there is. */
    public ProjectDefined change(Caller caller, ProjectDefined asked, List<String> given) throws InterruptedException {
        ProjectDefined before = get(caller, asked.getProject());
        GRANTED.stream()
                .filter(granted -> given.contains(granted.field()))
                .filter(granted ->
                        !granted.value().apply(asked).equals(granted.value().apply(before)))
                .findFirst()
                .ifPresent(granted -> {
                    throw new RefusedException(new Forbidden(
                            "What the operator grants needs an admin key: %s must stay as it is, or be left out."
                                    .formatted(granted.field())));
                });
        return define(ProjectDefined.newBuilder(before)
                .setDefaultModel(asked.getDefaultModel().orElse(null))
                .setTags(asked.getTags())
                .setTerms(asked.getTerms().orElse(null))
                .build());
    }

    /**
     * The project is no more; what it made stays, and is there again for whoever defines a project of its name. Refused while
     * anything would be left hanging: a key that is good, an account of its own, work that is not over.
     */
    public void remove(String name) throws InterruptedException {
        if (users.keys().all().stream()
                .anyMatch(key -> key.getProject().equals(name) && users.keys().isGood(key))) {
            throw new RefusedException(
                    new NotNow("Project %s has keys that are good: revoke them first.".formatted(name)));
        }
        accounts(name).findFirst().ifPresent(account -> {
            throw new RefusedException(
                    new NotNow("Account %s is the project's: remove it first.".formatted(account.getAccount())));
        });
        if (users.openWork().isIn(name)) {
            throw new RefusedException(
                    new NotNow("Project %s has generations that are not over: cancel them first.".formatted(name)));
        }
        definitions.put(name, null);
    }

    private Stream<AccountDefined> accounts(String name) {
        return users.accounts().all().stream()
                .filter(account -> account.getProject().filter(name::equals).isPresent());
    }

    private static boolean isVisible(Caller caller, String name) {
        return caller.admin() || caller.project().equals(name);
    }

    private static RefusedException none() {
        return new RefusedException(new NotFound("There is no project of this name."));
    }
}
