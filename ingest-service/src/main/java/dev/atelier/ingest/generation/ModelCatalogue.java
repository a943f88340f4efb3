package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.generation.Refusal.ModelNotAllowed;
import dev.atelier.ingest.generation.Refusal.ModelNotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.platform.kafka.TableView;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which model a request means. Thread-safe. */
public final class ModelCatalogue {
    private final Function<String, Optional<ModelDefined>> byName;
    private final Supplier<Collection<ModelDefined>> all;
    private final Function<String, Optional<ProjectDefined>> projects;
    private final Function<ModelDefined, Optional<String>> missing;

    /** On the views of the topics. {@code missing} names the variable of the key without which a model cannot run. */
    public ModelCatalogue(
            TableView<ModelDefined> models,
            TableView<ProjectDefined> projects,
            Function<ModelDefined, Optional<String>> missing) {
        this(models::get, models::all, projects::get, missing);
    }

    ModelCatalogue(
            Function<String, Optional<ModelDefined>> byName,
            Supplier<Collection<ModelDefined>> all,
            Function<String, Optional<ProjectDefined>> projects,
            Function<ModelDefined, Optional<String>> missing) {
        this.byName = requireNonNull(byName);
        this.all = requireNonNull(all);
        this.projects = requireNonNull(projects);
        this.missing = requireNonNull(missing);
    }

    /**
     * The model of that name, or the default of the caller's project. The owner may be left out where only one has such a
     * model, or only one of theirs has its key. Whatever asks for a generation comes by here, so this is where a key's list of models counts: refused when it
     * has one without that model.
     */
    public ModelDefined resolve(Caller caller, Optional<String> named) {
        ModelDefined model = find(caller.project(), named);
        if (!caller.mayAskFor(model.getModel())) {
            throw new RefusedException(new ModelNotAllowed("This key may not ask for model " + model.getModel() + "."));
        }
        return model;
    }

    private ModelDefined find(String project, Optional<String> named) {
        String name = named.or(() -> projects.apply(project).flatMap(ProjectDefined::getDefaultModel))
                .orElseThrow(() -> RefusedException.invalid(
                        "model", "model must be given, because the project has no default model"));
        return named(name)
                .orElseThrow(() -> new RefusedException(new ModelNotFound("There is no model of this name.")));
    }

    /** The model of that name, with its owner or without. */
    public Optional<ModelDefined> named(String name) {
        return byName.apply(name).or(() -> withoutOwner(name));
    }

    /** The model that a provider calls {@code name}; of several the first by name. */
    public Optional<ModelDefined> ofProvider(String name) {
        return all.get().stream()
                .filter(model -> model.getTargets().stream()
                        .anyMatch(target -> target.getProviderModel().equals(name)))
                .min(Comparator.comparing(ModelDefined::getModel));
    }

    /** The same, refused while a key is missing: nothing would come of it but waiting. */
    ModelDefined toRun(Caller caller, Optional<String> named) {
        var model = resolve(caller, named);
        keyless(model).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        return model;
    }

    /** Why {@code model} cannot run for want of a key, if that is so. */
    public Optional<Refusal> keyless(ModelDefined model) {
        return missing.apply(model)
                .map(variable ->
                        new NotNow("Model %s has no key: set %s where the connectors run, and start them again."
                                .formatted(model.getModel(), variable)));
    }

    /** All models, by name. */
    public List<ModelDefined> all() {
        return all.get().stream()
                .sorted(Comparator.comparing(ModelDefined::getModel))
                .toList();
    }

    /** The labels that the project puts on each of its generations. */
    public List<String> tagsOf(String project) {
        return projects.apply(project).map(ProjectDefined::getTags).orElse(List.of());
    }

    /** What the model is to do: as asked, or its first. */
    static Capability capability(ModelDefined model, Optional<Capability> asked) {
        List<Capability> known = model.getCapabilities();
        if (asked.isPresent() && !known.contains(asked.get())) {
            throw RefusedException.invalid(
                    "capability", "capability must be one that model %s has".formatted(model.getModel()));
        }
        return asked.orElseGet(() -> known.isEmpty() ? Capability.UNKNOWN : known.getFirst());
    }

    private Optional<ModelDefined> withoutOwner(String name) {
        if (name.contains("/")) {
            return Optional.empty();
        }
        List<ModelDefined> fitting = all.get().stream()
                .filter(model -> model.getModel().endsWith("/" + name))
                .toList();
        List<ModelDefined> keyed = fitting.stream()
                .filter(model -> fitting.size() == 1 || missing.apply(model).isEmpty())
                .toList();
        return keyed.size() == 1 ? Optional.of(keyed.getFirst()) : Optional.empty();
    }
}
