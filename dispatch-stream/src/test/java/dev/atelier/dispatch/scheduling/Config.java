package dev.atelier.dispatch.scheduling;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.PauseDefined;
import dev.atelier.event.PauseKind;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.PurgeRequested;
import dev.atelier.event.Target;
import dev.atelier.schemas.PauseKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** What config says now, both as scheduling reads it and as the promises are measured by it. */
final class Config {
    enum Kind {
        ACCOUNT,
        PROJECT,
        MODEL
    }

    /** What is limited, by its name among all of them, and how. */
    record Scope(String name, Limit limit) {}

    private final Setting setting;
    private final Stores stores;
    private final Map<String, Limit> limits = new HashMap<>();

    Config(Setting setting, Stores stores) {
        this.setting = setting;
        this.stores = stores;
        IntStream.range(0, setting.accounts()).forEach(i -> define(Kind.ACCOUNT, i, Limit.slots(2)));
        IntStream.range(0, setting.projects()).forEach(i -> define(Kind.PROJECT, i, Limit.NONE));
        IntStream.range(0, setting.models()).forEach(i -> define(Kind.MODEL, i, Limit.NONE));
    }

    void define(Kind kind, int which, Limit limit) {
        switch (kind) {
            case ACCOUNT -> defineAccount(Math.floorMod(which, setting.accounts()), limit);
            case PROJECT -> defineProject(Math.floorMod(which, setting.projects()), limit);
            case MODEL -> defineModel(Math.floorMod(which, setting.models()), limit);
        }
    }

    void pause(Operation.Paused what, boolean on) {
        String name = switch (what.kind()) {
            case LANE -> List.of("interactive", "normal", "batch").get(Math.floorMod(what.which(), 3));
            case ACCOUNT -> Setting.account(Math.floorMod(what.which(), setting.accounts()));
            case MODEL, UNKNOWN -> Setting.model(Math.floorMod(what.which(), setting.models()));
        };
        String key = PauseKeys.of(what.kind(), name);
        if (on) {
            var pause = PauseDefined.newBuilder()
                    .setKind(what.kind())
                    .setName(name)
                    .setAt(Instant.EPOCH)
                    .build();
            stores.pauses().put(key, now(pause));
        } else {
            stores.pauses().delete(key);
        }
    }

    void resumeAll() {
        try (var paused = stores.pauses().all()) {
            paused.forEachRemaining(entry -> stores.pauses().delete(entry.key));
        }
    }

    boolean isPaused(Flow flow) {
        return Stream.of(
                        PauseKeys.of(PauseKind.ACCOUNT, flow.account()),
                        PauseKeys.of(PauseKind.MODEL, flow.model()),
                        PauseKeys.of(flow.lane()))
                .anyMatch(key -> stores.pauses().get(key) != null);
    }

    PurgeRequested purge(Operation.Fitting fitting, Instant at) {
        return PurgeRequested.newBuilder()
                .setProvider(Setting.PROVIDER)
                .setAccount(name(fitting.account(), setting.accounts(), Setting::account))
                .setProject(name(fitting.project(), setting.projects(), Setting::project))
                .setModel(name(fitting.model(), setting.models(), Setting::model))
                .setLane(fitting.lane().orElse(null))
                .setAt(at)
                .build();
    }

    private static @Nullable String name(Optional<Integer> which, int many, IntFunction<String> name) {
        return which.map(number -> name.apply(Math.floorMod(number, many))).orElse(null);
    }

    /** Where a generation for {@code model} may run, best first. */
    List<Target> targets(int model) {
        return places(model)
                .map(account ->
                        new Target(Setting.PROVIDER, Setting.account(account), "as-the-vendor-calls-it", "{}", null))
                .toList();
    }

    Scope account(String account) {
        return scope(account);
    }

    /** A project's limits hold over all accounts of a provider. */
    Scope project(String project) {
        return scope(project);
    }

    /** A model's limits hold at each account. */
    Scope model(String model, String account) {
        return new Scope(model + " at " + account, scope(model).limit());
    }

    int weight(String project) {
        return setting.weights().get(Integer.parseInt(project.substring(1)));
    }

    private Scope scope(String name) {
        return new Scope(name, limits.getOrDefault(name, Limit.NONE));
    }

    private void defineAccount(int which, Limit limit) {
        String name = Setting.account(which);
        limits.put(name, new Limit(limit.slots().or(() -> Optional.of(3)), limit.rate()));
        stores.accounts()
                .put(
                        name,
                        now(AccountDefined.newBuilder()
                                .setAccount(name)
                                .setProvider(Setting.PROVIDER)
                                .setConcurrency(scope(name).limit().slots().orElseThrow())
                                .setRateLimit(limit.rate().orElse(null))
                                .setLeaseMillis(setting.lease().toMillis())
                                .setMaxAttempts(setting.maxAttempts())
                                .build()));
    }

    private void defineProject(int which, Limit limit) {
        String name = Setting.project(which);
        limits.put(name, limit);
        stores.projects()
                .put(
                        name,
                        now(ProjectDefined.newBuilder()
                                .setProject(name)
                                .setRateLimits(limit.rate()
                                        .map(rate -> Map.of(Setting.PROVIDER, rate))
                                        .orElse(Map.of()))
                                .setConcurrency(limit.slots()
                                        .map(slots -> Map.of(Setting.PROVIDER, slots))
                                        .orElse(Map.of()))
                                .setWeight(weight(name))
                                .build()));
    }

    private void defineModel(int which, Limit limit) {
        String name = Setting.model(which);
        limits.put(name, limit);
        stores.models()
                .put(
                        name,
                        now(ModelDefined.newBuilder()
                                .setModel(name)
                                .setTitle("A model")
                                .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
                                .setInputSchema("{}")
                                .setTargets(places(which)
                                        .map(account -> target(account, limit))
                                        .toList())
                                .build()));
    }

    private static ModelTarget target(int account, Limit limit) {
        return ModelTarget.newBuilder()
                .setProvider(Setting.PROVIDER)
                .setAccount(Setting.account(account))
                .setProviderModel("as-the-vendor-calls-it")
                .setRateLimit(limit.rate().orElse(null))
                .setConcurrency(limit.slots().orElse(null))
                .build();
    }

    private Stream<Integer> places(int model) {
        return IntStream.range(0, setting.failOver() ? setting.accounts() : 1)
                .mapToObj(i -> (model + i) % setting.accounts());
    }

    private static <T> ValueAndTimestamp<T> now(T definition) {
        return ValueAndTimestamp.make(definition, 0);
    }
}
