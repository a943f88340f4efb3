package dev.atelier.dispatch;

import dev.atelier.event.Budget;
import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.ProjectDefined;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A provider that charges for each call, with an account of six slots and one of two; and the projects that go there. */
final class PaidProvider {
    static final String NAME = "paid";
    static final String WIDE = "paid-wide";
    static final String NARROW = "paid-narrow";
    static final int SLOTS_OF_WIDE = 6;
    static final Map<String, Integer> SLOTS = Map.of(WIDE, SLOTS_OF_WIDE, NARROW, 2);
    static final Duration LEASE = Duration.ofSeconds(3);
    static final long PRICE = 40_000;

    private static final int ATTEMPTS = 4;

    private PaidProvider() {}

    static void define(RealDispatch dispatch) {
        dispatch.kafka.ensureTopics(List.of(NAME));
        SLOTS.forEach((account, slots) -> {
            dispatch.send(
                    dispatch.kafka.topics().accounts(),
                    account,
                    Definitions.account(account, NAME, slots)
                            .setLeaseMillis(LEASE.toMillis())
                            .setMaxAttempts(ATTEMPTS)
                            .build());
            var prices = List.of(new Price(PRICE, PriceUnit.REQUEST, Map.of()));
            var model = ModelDefined.newBuilder()
                    .setModel(model(account))
                    .setTitle("A model that costs something")
                    .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
                    .setInputSchema(DispatchDriver.SCHEMA)
                    .setTargets(List.of(
                            Definitions.target(NAME, account).setPrices(prices).build()))
                    .build();
            dispatch.send(dispatch.kafka.topics().models(), model.getModel(), model);
        });
    }

    /** A project whose generations go to {@code account}. */
    static void project(RealDispatch dispatch, String project, String account) {
        define(dispatch, builder(project, account).build());
    }

    /** The same, with so much to spend. */
    static void projectWithCredit(RealDispatch dispatch, String project, String account, long creditMicros) {
        var budget = Budget.newBuilder().setCreditMicros(creditMicros).build();
        define(dispatch, builder(project, account).setBudget(budget).build());
    }

    /** The same, with so many slots of its own. */
    static void projectWithSlots(RealDispatch dispatch, String project, String account, int slots) {
        define(
                dispatch,
                builder(project, account).setConcurrency(Map.of(NAME, slots)).build());
    }

    private static void define(RealDispatch dispatch, ProjectDefined project) {
        dispatch.send(dispatch.kafka.topics().projects(), project.getProject(), project);
    }

    private static ProjectDefined.Builder builder(String project, String account) {
        return ProjectDefined.newBuilder().setProject(project).setDefaultModel(model(account));
    }

    private static String model(String account) {
        return "it/" + account;
    }
}
